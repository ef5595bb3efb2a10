// The page's stand-in for a kernel: the start's drawing is at hand, those of all other positions are a file away.
import { gridIndex, pick, withValue, type Grid, type Path } from "./decode";
import type { Axis, Drawing, Model, Position, Preset } from "./types";

export interface Payload {
  name: string;
  title: string;
  axes: Axis[];
  position: Position;
  drawing: Drawing;
  presets: Preset[];
  bindings: Record<string, Path[]>;
  group: string | null;
}

export interface PageModel extends Model {
  /** Fetches the drawings of all positions, unless they are there or on their way. */
  prepare(): Promise<void>;
}

export const NOT_LOADED = "The other positions of this figure could not be loaded. Turn a knob to try again.";

export function pageModel(payload: Payload, load: () => Promise<Grid>): PageModel {
  const { axes, bindings } = payload;
  const listeners: Record<string, Set<() => void>> = {};
  const home = gridIndex(axes, payload.position);
  let grid: Grid | undefined;
  let loading: Promise<void> | undefined;
  const state: Record<string, unknown> = { ...payload, start: payload.position, error: "", busy: false };
  const emit = (event: string) => [...(listeners[event] ?? [])].forEach((listener) => listener());

  /** The drawing at the present position, with the dials' values written in; nothing while it is on its way. */
  function drawingNow(): Drawing | undefined {
    const position = state.position as Position;
    const k = gridIndex(axes, position);
    let drawing = k === home ? payload.drawing : grid && (pick(grid, k) as Drawing);
    if (!drawing) return undefined;
    for (const [dial, paths] of Object.entries(bindings)) {
      for (const path of paths) drawing = withValue(drawing, path, position[dial]) as Drawing;
    }
    return drawing;
  }

  /** Whether the drawing is that of the position now. */
  function show(error = ""): boolean {
    const drawing = drawingNow();
    if (drawing) Object.assign(state, { drawing, drawn: state.position, error: "", busy: false });
    else Object.assign(state, { error, busy: !error });
    emit("change:drawing");
    return !!drawing;
  }

  async function prepare() {
    try {
      await (loading ??= load().then((found) => void (grid = found)));
      show();
    } catch {
      loading = undefined;
      show(NOT_LOADED);
    }
  }

  show();
  return {
    get: (key: string) => state[key] as never,
    set(_key: "position", value: Position) {
      state.position = value;
      emit("change:position");
      if (!show()) void prepare();
    },
    save_changes: () => undefined,
    on: (event, listener) => void (listeners[event] ??= new Set()).add(listener),
    off: (event, listener) => void listeners[event]?.delete(listener),
    prepare,
  };
}
