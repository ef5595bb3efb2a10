// One group of bars per x label; on a log axis they grow from the floor, and zero is a hollow ring there.
import { attr, join, setText, svg } from "../dom";
import type { Bars, BarSeries } from "../model/types";
import { short } from "../plot/format";
import { makeLegend, makePlot, round, type Box } from "../plot/plot";
import type { Scale } from "../plot/scale";
import { markPath } from "../plot/symbols";
import { bandOf, clamp, hasSpread, isFlat, isZero, measure, placeLabels, type Bar, type Frame } from "./bar_layout";
import { describe, type Context, type Panel } from "./panel";

// Series after the first differ by their fill as well as by their color.
const FILL = [0.9, 0.25, 0.6, 0];
const LIFTED = 12; // from here on a label is no longer seen to belong to its bar

export function barsPanel(body: HTMLElement): Panel<Bars> {
  const legend = makeLegend(body);
  const plot = makePlot(body);
  const rects = svg("g");
  const marks = svg("g", { class: "nnb-zero" });
  const whiskers = svg("g", { class: "nnb-whisker" });
  const values = svg("g", { class: "nnb-value", "text-anchor": "middle" });
  const leads = svg("g", { class: "nnb-lead" });
  plot.inside.append(rects);
  plot.over.append(whiskers, marks, leads, values);

  function update(spec: Bars, context: Context) {
    const frame = measure(spec, context);
    drawAxes(spec, context, frame);
    drawBars(spec, frame);
    drawLabels(spec, frame);
    const keys = spec.series.map((series, i) => ({ name: series.name, narrow: true, swatch: swatch(series, i) }));
    legend(keys.length > 1 ? keys : []);
  }

  function drawAxes(spec: Bars, { width, height }: Context, { box, y }: Frame) {
    const names = spec.series.map((series) => series.name).join(", ");
    plot.size(width, height, describe(spec.log ? "Bar chart on a log axis" : "Bar chart", spec, names));
    const band = bandOf(spec, box);
    const xTicks = spec.x.map((label, i) => ({ at: box.left + (i + 0.5) * band, label: String(label) }));
    plot.axes(box, { ticks: xTicks, label: spec.x_label }, { ticks: y.ticks, label: spec.y_label });
  }

  function drawBars({ log }: Bars, { bars, box, y, base }: Frame) {
    const solid = bars.filter((bar) => !isZero(bar.value, log));
    const flat = bars.filter((bar) => isFlat(bar, log, y));
    join(rects, "rect", solid, (rect, bar) => drawBar(rect, bar, y, base));
    join(marks, "path", flat, (path, bar) => drawFloor(path, bar, box, log));
    join(whiskers, "path", bars.filter(hasSpread), (path, bar) => drawWhisker(path, bar, box, y));
  }

  function drawLabels(spec: Bars, frame: Frame) {
    const labels = placeLabels(spec, frame);
    join(values, "text", labels, (text, { bar, x, top }) =>
      setText(attr(text, { x: round(x), y: round(top) }), short(bar.value ?? 0)),
    );
    // A label that a taller neighbor pushed up keeps a thread to its own bar.
    const lifted = labels.filter(({ gap }) => gap > LIFTED);
    join(leads, "path", lifted, (path, { bar, top, gap }) =>
      attr(path, { d: `M${round(bar.x + bar.width / 2)},${round(top + 3)}v${round(gap - 5)}` }),
    );
  }

  return { update };
}

function drawBar(rect: SVGRectElement, bar: Bar, y: Scale, base: number) {
  const tip = y(bar.value ?? 0);
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

function drawWhisker(path: SVGPathElement, bar: Bar & { low: number; high: number }, box: Box, y: Scale) {
  const x = round(bar.x + bar.width / 2);
  const arm = round(Math.min(4, bar.width / 3));
  const [top, bottom] = [clamp(y(bar.high), box), clamp(y(bar.low), box)];
  attr(path, { d: `M${x},${top}V${bottom}M${x - arm},${top}h${2 * arm}M${x - arm},${bottom}h${2 * arm}` });
}

function tooltip(element: SVGElement, text: string) {
  const title = element.firstElementChild ?? element.appendChild(svg("title"));
  setText(title, text);
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
