// Sentences with holes: `{depth}` of any axis, `{right}`, `{total}` and `{loss}` of the network drawn.
import { score, type Score } from "../net/score";
import { formatValue } from "./position";
import type { Drawing, Net, PanelSpec, Points, Position } from "./types";

/** The score of the first panel that has networks and points. */
export function drawingScore(drawing: Drawing): Score | null {
  for (const panel of drawing.panels) {
    if (hasScore(panel)) return score(panel.nets, panel.points);
  }
  return null;
}

function hasScore(panel: PanelSpec): panel is PanelSpec & { nets: Net[]; points: Points } {
  return "nets" in panel && panel.nets?.length > 0 && !!panel.points?.x.length;
}

/** `template` with its holes filled; a name that is neither an axis nor a score stays as it is. */
export function fill(template: string, position: Position, drawing: Drawing): string {
  let found: Score | null | undefined;
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    if (Object.hasOwn(position, name)) return formatValue(position[name]);
    if (name !== "right" && name !== "total" && name !== "loss") return hole;
    found = found === undefined ? drawingScore(drawing) : found;
    if (!found) return hole;
    return name === "loss" ? found.loss.toFixed(3) : String(found[name]);
  });
}
