// What every kind of panel is: made once in a body element, updated for every drawing.
import type { Axis, PanelSpec, Position } from "../model/types";

export interface Context {
  /** The space to draw in, in units of which a text line takes 12. */
  width: number;
  height: number;
  axes: Axis[];
  move: (change: Position) => void;
}

export interface Panel<S extends PanelSpec = PanelSpec> {
  update(spec: S, context: Context): void;
}

/** What a screen reader says of a picture: its title and what is on the axes. */
export function describe(kind: string, spec: PanelSpec, detail = ""): string {
  const axes =
    spec.x_label && spec.y_label ? `${spec.y_label} against ${spec.x_label}` : (spec.y_label ?? spec.x_label ?? "");
  return [kind, spec.title, axes, detail].filter(Boolean).join(". ");
}
