// The whole grid of drawings, as the page embeds it, and how one drawing is taken out of it.
// nnbook merges the drawings of all positions by one recursive rule; `pick` undoes it.
import type { Axis, Position, Value } from "./types";

export type Grid = { c: unknown } | { d: Record<string, Grid> } | { l: Grid[] } | { u: unknown[]; i?: number[] };
export type Path = (string | number)[];

/** The drawing (or a part of one) at grid position `k`. Parts that never change are shared, not copied. */
export function pick(grid: Grid, k: number): unknown {
  if ("c" in grid) return grid.c;
  if ("d" in grid) {
    return Object.fromEntries(Object.entries(grid.d).map(([key, part]) => [key, pick(part, k)]));
  }
  if ("l" in grid) return grid.l.map((part) => pick(part, k));
  return grid.u[grid.i ? grid.i[k] : k];
}

/** The row-major number of a position over the axes that are not dials. */
export function gridIndex(axes: Axis[], position: Position): number {
  let k = 0;
  for (const axis of axes) {
    if (axis.kind !== "dial") k = k * axis.values.length + valueIndex(axis.values, position[axis.name]);
  }
  return k;
}

/** The place of a value among an axis's values; for a number that is not listed, of the nearest one. */
export function valueIndex(values: Value[], value: Value): number {
  const exact = values.indexOf(value);
  if (exact >= 0 || typeof value !== "number") return Math.max(exact, 0);
  let best = 0;
  values.forEach((listed, i) => {
    if (Math.abs((listed as number) - value) < Math.abs((values[best] as number) - value)) best = i;
  });
  return best;
}

/** A copy of `tree` with `value` written at `path`; everything off the path is shared with the original. */
export function withValue(tree: unknown, path: Path, value: unknown): unknown {
  if (path.length === 0) return value;
  const [key, ...rest] = path;
  if (Array.isArray(tree)) {
    const copy = (tree as unknown[]).slice();
    copy[key as number] = withValue(copy[key as number], rest, value);
    return copy;
  }
  const record = tree as Record<string, unknown>;
  return { ...record, [key]: withValue(record[key], rest, value) };
}
