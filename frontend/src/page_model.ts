// The page's stand-in for a kernel: every position's drawing is at hand already.
import { gridIndex, pick, withValue, type Grid, type Path } from "./decode";
import type { Axis, Drawing, Model, Position, Preset } from "./types";

export interface Payload {
  name: string;
  title: string;
  axes: Axis[];
  position: Position;
  presets: Preset[];
  grid: Grid;
  bindings: Record<string, Path[]>;
  group: string | null;
}

export function drawingAt(payload: Payload, position: Position): Drawing {
  let drawing = pick(payload.grid, gridIndex(payload.axes, position));
  for (const [dial, paths] of Object.entries(payload.bindings ?? {})) {
    for (const path of paths) drawing = withValue(drawing, path, position[dial]);
  }
  return drawing as Drawing;
}

export function pageModel(payload: Payload): Model {
  const listeners: Record<string, Set<() => void>> = {};
  const state: Record<string, unknown> = { ...payload, start: payload.position, error: "", busy: false, drawing: drawingAt(payload, payload.position) };
  const emit = (event: string) => [...(listeners[event] ?? [])].forEach((listener) => listener());
  return {
    get: (key: string) => state[key] as never,
    set(_key: "position", value: Position) {
      state.position = value;
      state.drawing = drawingAt(payload, value);
      emit("change:position");
      emit("change:drawing");
    },
    save_changes: () => undefined,
    on: (event, listener) => void (listeners[event] ??= new Set()).add(listener),
    off: (event, listener) => void listeners[event]?.delete(listener),
  };
}
