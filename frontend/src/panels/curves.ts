// What a line chart computes of its series: their pixels, paths, values between points, and extents.
import { area, line } from "d3-shape";
import type { LineSeries, Lines } from "../model/types";
import { linearDomain, type Scale } from "../plot/scale";

export interface Pixel {
  x: number;
  y: number;
  low: number;
  high: number;
}

export interface Curve {
  series: LineSeries;
  points: Pixel[];
}

/** Pixels of a series; NaN where there is no number or, on a log axis, no place for it. */
export function pixels(series: LineSeries, spec: Lines, x: Scale, y: Scale): Pixel[] {
  const place = (scale: Scale, log: boolean | undefined, v: number | null | undefined) =>
    v == null || (log && v <= 0) ? NaN : scale(v);
  return series.x.map((value, i) => ({
    x: place(x, spec.log_x, value),
    y: place(y, spec.log_y, series.y[i]),
    // A band may reach down to zero: on a log axis that is the floor.
    low: place(y, false, series.low?.[i]),
    high: place(y, false, series.high?.[i]),
  }));
}

export const drawCurve = line<Pixel>(
  (p) => p.x,
  (p) => p.y,
)
  .defined((p) => !Number.isNaN(p.x + p.y))
  .digits(1);
export const drawBand = area<Pixel>(
  (p) => p.x,
  (p) => p.low,
  (p) => p.high,
)
  .defined((p) => !Number.isNaN(p.x + p.low + p.high))
  .digits(1);

/** The series at `x`, between its points on the line that is drawn; null outside them and in gaps. */
export function valueAt({ x: xs, y: ys }: LineSeries, x: number, log = false): number | null {
  const known = xs.indexOf(x);
  if (known >= 0) return ys[known];
  for (let i = 0; i + 1 < xs.length; i++) {
    const [a, b, from, to] = [xs[i], xs[i + 1], ys[i], ys[i + 1]];
    if (a === null || b === null || from === null || to === null || (x - a) * (x - b) > 0) continue;
    const share = (x - a) / (b - a);
    return log && from > 0 && to > 0 ? from * (to / from) ** share : from + share * (to - from);
  }
  return null;
}

/** Along x curves fill the width; along y the ends are rounded, so that the highest point has air above it. */
export function xExtent(spec: Lines): [number, number] {
  const known = [...xValues(spec)].filter((v): v is number => v !== null && (!spec.log_x || v > 0));
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  return low < high ? [low, high] : linearDomain(known);
}

function* xValues(spec: Lines) {
  for (const { x } of spec.series) yield* x;
}

export function* yValues(spec: Lines): Generator<number | null> {
  for (const { y, low, high } of spec.series) yield* [...y, ...(low ?? []), ...(high ?? [])];
  for (const rule of spec.rules ?? []) yield rule.y;
}
