// One group of bars per x label; on a log axis they grow from the floor, and zero is a hollow ring there.
import { attr, join, setText, svg } from "../dom";
import { short } from "../plot/format";
import { makeLegend, makePlot, margins, round, textWidth, type Box } from "../plot/plot";
import { linearDomain, logDomain, makeScale, type Scale } from "../plot/scale";
import { markPath } from "../plot/symbols";
import type { Bars, BarSeries } from "../model/types";
import { describe, type Context, type Panel } from "./panel";

// Series after the first differ by their fill as well as by their colour.
const FILL = [0.9, 0.25, 0.6, 0];

interface Bar {
  series: BarSeries;
  order: number;
  label: string;
  value: number | null;
  low?: number | null;
  high?: number | null;
  x: number;
  width: number;
}

export function barsPanel(body: HTMLElement): Panel<Bars> {
  const legend = makeLegend(body);
  const plot = makePlot(body);
  const rects = svg("g");
  const marks = svg("g", { class: "nnb-zero" });
  const whiskers = svg("g", { class: "nnb-whisker" });
  const values = svg("g", { class: "nnb-value", "text-anchor": "middle" });
  plot.inside.append(rects);
  const leads = svg("g", { class: "nnb-lead" });
  plot.over.append(whiskers, marks, leads, values);

  function update(spec: Bars, { width, height }: Context) {
    const domain = spec.domain ?? (spec.log ? logDomain(allValues(spec)) : linearDomain(allValues(spec), true));
    const rough = makeScale(spec.log, domain, [height - 40, 24]);
    const box = margins(
      width,
      height,
      rough.ticks.map((tick) => tick.label),
      spec.x_label,
      spec.y_label,
    );
    box.top += 14; // the labels on the tallest bars
    const y = makeScale(spec.log, domain, [box.bottom, box.top]);
    const bars = layout(spec, box);
    const names = spec.series.map((series) => series.name).join(", ");
    plot.size(width, height, describe(spec.log ? "Bar chart on a log axis" : "Bar chart", spec, names));
    const band = (box.right - box.left) / Math.max(1, spec.x.length);
    const xTicks = spec.x.map((label, i) => ({ at: box.left + (i + 0.5) * band, label: String(label) }));
    plot.axes(box, { ticks: xTicks, label: spec.x_label }, { ticks: y.ticks, label: spec.y_label });
    const base = spec.log ? box.bottom : y(0);
    const solid = bars.filter((bar) => !isZero(bar.value, spec.log));
    join(rects, "rect", solid, (rect, bar) => drawBar(rect, bar, y, base));
    join(
      marks,
      "path",
      bars.filter((bar) => isFlat(bar, spec.log, y)),
      (path, bar) => drawFloor(path, bar, box, spec.log),
    );
    join(
      whiskers,
      "path",
      bars.filter((bar) => bar.low != null && bar.high != null),
      (path, bar) => {
        const x = round(bar.x + bar.width / 2);
        const arm = round(Math.min(4, bar.width / 3));
        const [top, bottom] = [clamp(y(bar.high!), box), clamp(y(bar.low!), box)];
        attr(path, { d: `M${x},${top}V${bottom}M${x - arm},${top}h${2 * arm}M${x - arm},${bottom}h${2 * arm}` });
      },
    );
    const tipOf = (bar: Bar) => Math.min(base, clamp(y(Math.max(bar.value ?? 0, bar.high ?? 0)), box));
    const named = labelled(bars, spec).map((bar) => {
      const [x, half] = fit(bar, box);
      // Above everything under the label, its neighbours' whiskers too.
      const under = bars.filter((other) => other.x < x + half && other.x + other.width > x - half);
      const top = Math.min(base, ...under.map(tipOf)) - (isZero(bar.value, spec.log) ? 10 : 5);
      return { bar, x, top, gap: tipOf(bar) - top };
    });
    join(values, "text", named, (text, { bar, x, top }) =>
      setText(attr(text, { x: round(x), y: round(top) }), short(bar.value ?? 0)),
    );
    // A label that a taller neighbour pushed up keeps a thread to its own bar.
    join(
      leads,
      "path",
      named.filter(({ gap }) => gap > 12),
      (path, { bar, top, gap }) =>
        attr(path, { d: `M${round(bar.x + bar.width / 2)},${round(top + 3)}v${round(gap - 5)}` }),
    );
    legend(
      spec.series.length > 1
        ? spec.series.map((series, i) => ({ name: series.name, narrow: true, swatch: swatch(series, i) }))
        : [],
    );
  }
  return { update };
}

const isZero = (value: number | null, log: boolean): boolean => value === null || (log ? value <= 0 : value === 0);
const isFlat = (bar: Bar, log: boolean, y: Scale): boolean =>
  isZero(bar.value, log) || (log && bar.value! < y.domain[0]);
const clamp = (pixel: number, box: Box): number => round(Math.max(box.top - 8, Math.min(box.bottom, pixel)));

function* allValues(spec: Bars) {
  for (const { values, low, high } of spec.series) yield* [...values, ...(low ?? []), ...(high ?? [])];
}

function layout(spec: Bars, box: Box): Bar[] {
  const band = (box.right - box.left) / Math.max(1, spec.x.length);
  const gap = band * (spec.series.length > 1 ? 0.12 : 0.16);
  const width = Math.min((band - 2 * gap) / spec.series.length, 56);
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

function drawBar(rect: SVGRectElement, bar: Bar, y: Scale, base: number) {
  const tip = y(bar.value!);
  const { color, name } = bar.series;
  const hollow = FILL[bar.order % FILL.length];
  attr(rect, {
    class: "nnb-bar",
    x: round(bar.x + 0.5),
    y: round(Math.min(tip, base)),
    width: round(Math.max(1, bar.width - 1)),
    height: round(Math.abs(base - tip)),
    fill: color,
    "fill-opacity": hollow,
    stroke: hollow < 0.9 ? color : null,
    "data-value": bar.value,
  });
  tooltip(rect, `${bar.label}, ${name}: ${short(bar.value, 3)}`);
}

/** A ring where the value is zero, a wedge pointing down where it lies below the axis. */
function drawFloor(path: SVGPathElement, bar: Bar, box: Box, log: boolean) {
  const x = bar.x + bar.width / 2;
  const r = Math.max(2, Math.min(4, bar.width / 2));
  const zero = isZero(bar.value, log);
  const d = zero
    ? markPath("ring", round(x), box.bottom, r)
    : `M${round(x - r)},${box.bottom - 2 * r}h${2 * r}L${round(x)},${box.bottom}z`;
  attr(path, { d, stroke: bar.series.color, "data-value": bar.value ?? 0 });
  tooltip(path, `${bar.label}, ${bar.series.name}: ${zero ? "0" : short(bar.value, 3)}`);
}

function tooltip(element: SVGElement, text: string) {
  const title = element.firstElementChild ?? element.appendChild(svg("title"));
  setText(title, text);
}

/** Where they fit every bar is labelled, else the first and the last: the comparison that matters. */
function labelled(bars: Bar[], spec: Bars): Bar[] {
  if (spec.series.length > 1 || !bars.length) return [];
  const widest = Math.max(...bars.map((bar) => textWidth(short(bar.value ?? 0), 11)));
  const step = bars.length > 1 ? bars[1].x - bars[0].x : Infinity;
  return step > widest + 2 ? bars : [bars[0], bars[bars.length - 1]];
}

/** The middle of a bar's label, moved inwards where it would be cut off, and half its width. */
function fit(bar: Bar, box: Box): [number, number] {
  const half = textWidth(short(bar.value ?? 0), 11) / 2;
  return [Math.max(box.left + half, Math.min(box.right + 8 - half, bar.x + bar.width / 2)), half];
}

function swatch({ color }: BarSeries, order: number): SVGElement {
  return svg("rect", {
    x: 5,
    y: 1,
    width: 12,
    height: 10,
    fill: color,
    "fill-opacity": FILL[order % FILL.length],
    stroke: color,
  });
}
