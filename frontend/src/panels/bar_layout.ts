// Where bars and their labels stand, before anything is drawn.
import type { Bars, BarSeries } from "../model/types";
import { short } from "../plot/format";
import { marginsFor, round, textWidth, type Box } from "../plot/plot";
import { linearDomain, logDomain, makeScale, type Scale } from "../plot/scale";
import type { Context } from "./panel";

const HEADROOM = 14; // for the labels on the tallest bars
const AIR = 5; // between a bar and its label
const LABEL_SIZE = 11;
const WIDEST = 56;

export interface Bar {
  series: BarSeries;
  order: number;
  label: string;
  value: number | null;
  low?: number | null;
  high?: number | null;
  x: number;
  width: number;
}

export interface Frame {
  box: Box;
  y: Scale;
  /** The pixel from which bars grow. */
  base: number;
  bars: Bar[];
}

export function measure(spec: Bars, { width, height }: Context): Frame {
  const domain = spec.domain ?? (spec.log ? logDomain(allValues(spec)) : linearDomain(allValues(spec), true));
  const box = marginsFor(width, height, spec.log, domain, spec);
  box.top += HEADROOM;
  const y = makeScale(spec.log, domain, [box.bottom, box.top]);
  return { box, y, base: spec.log ? box.bottom : y(0), bars: layout(spec, box) };
}

interface Label {
  bar: Bar;
  x: number;
  top: number;
  /** From the label down to its own bar. */
  gap: number;
}

/** Above everything under the label, its neighbors' whiskers too. */
export function placeLabels(spec: Bars, { bars, box, y, base }: Frame): Label[] {
  const tipOf = (bar: Bar) => Math.min(base, clamp(y(Math.max(bar.value ?? 0, bar.high ?? 0)), box));
  return labelled(bars, spec).map((bar) => {
    const [x, half] = fit(bar, box);
    const under = bars.filter((other) => other.x < x + half && other.x + other.width > x - half);
    const top = Math.min(base, ...under.map(tipOf)) - (isZero(bar.value, spec.log) ? 2 * AIR : AIR);
    return { bar, x, top, gap: tipOf(bar) - top };
  });
}

export const isZero = (value: number | null, log: boolean): boolean =>
  value === null || (log ? value <= 0 : value === 0);
export const isFlat = ({ value }: Bar, log: boolean, y: Scale): boolean =>
  value === null || isZero(value, log) || (log && value < y.domain[0]);
export const hasSpread = (bar: Bar): bar is Bar & { low: number; high: number } => bar.low != null && bar.high != null;
export const clamp = (pixel: number, box: Box): number => round(Math.max(box.top - 8, Math.min(box.bottom, pixel)));
export const bandOf = (spec: Bars, box: Box): number => (box.right - box.left) / Math.max(1, spec.x.length);

function* allValues(spec: Bars) {
  for (const { values, low, high } of spec.series) yield* [...values, ...(low ?? []), ...(high ?? [])];
}

function layout(spec: Bars, box: Box): Bar[] {
  const band = bandOf(spec, box);
  const gap = band * (spec.series.length > 1 ? 0.12 : 0.16);
  const width = Math.min((band - 2 * gap) / spec.series.length, WIDEST);
  return spec.series.flatMap((series, order) =>
    series.values.map((value, i) => ({
      series,
      order,
      label: String(spec.x[i]),
      value,
      low: series.low?.[i],
      high: series.high?.[i],
      x: box.left + (i + 0.5) * band + (order - spec.series.length / 2) * width,
      width,
    })),
  );
}

/** Where they fit every bar is labelled, else the first and the last: the comparison that matters. */
function labelled(bars: Bar[], spec: Bars): Bar[] {
  if (spec.series.length > 1 || !bars.length) return [];
  const widest = Math.max(...bars.map((bar) => textWidth(short(bar.value ?? 0), LABEL_SIZE)));
  const step = bars.length > 1 ? bars[1].x - bars[0].x : Infinity;
  return step > widest + 2 ? bars : [bars[0], bars[bars.length - 1]];
}

/** The middle of a bar's label, moved inwards where it would be cut off, and half its width. */
function fit(bar: Bar, box: Box): [number, number] {
  const half = textWidth(short(bar.value ?? 0), LABEL_SIZE) / 2;
  return [Math.max(box.left + half, Math.min(box.right + 8 - half, bar.x + bar.width / 2)), half];
}
