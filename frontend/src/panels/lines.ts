// Curves with bands, points, level rules, and a vertical marker that can be dragged to turn a knob.
import { area, line } from "d3-shape";
import { attr, join, setText, svg } from "../dom";
import { short } from "../plot/format";
import { makeLegend, makePlot, margins, round, textWidth, type Box } from "../plot/plot";
import { linearDomain, logDomain, makeScale, type Scale } from "../plot/scale";
import { snap } from "../model/position";
import { isHollow, markPath, MARKS, type Mark } from "../plot/symbols";
import type { LineSeries, Lines } from "../model/types";
import { describe, type Context, type Panel } from "./panel";

export function linesPanel(body: HTMLElement): Panel<Lines> {
  const legend = makeLegend(body);
  const plot = makePlot(body);
  const bands = svg("g");
  const curves = svg("g", { class: "nnb-curve" });
  const marks = svg("g");
  const rules = svg("g", { class: "nnb-rule" });
  const ruleLabels = svg("g", { class: "nnb-value", "text-anchor": "end" });
  const marker = svg("g", { class: "nnb-marker" }, svg("path"), svg("circle", { r: 6 }));
  const dots = svg("g", { class: "nnb-dots" });
  const reads = svg("g", { class: "nnb-value nnb-read" });
  plot.inside.append(bands, curves, rules);
  plot.over.append(marks, ruleLabels, marker, dots, reads);
  let drag: (clientX: number) => void = () => undefined;
  followPointer(plot.root, (clientX) => drag(clientX));

  function update(spec: Lines, { width, height, axes, move }: Context) {
    const xDomain = spec.x_domain ?? xExtent(spec);
    const yDomain = spec.y_domain ?? (spec.log_y ? logDomain : linearDomain)(yValues(spec));
    const rough = makeScale(!!spec.log_y, yDomain, [height - 40, 24]);
    const box = margins(
      width,
      height,
      rough.ticks.map((tick) => tick.label),
      spec.x_label,
      spec.y_label,
    );
    const x = makeScale(!!spec.log_x, xDomain, [box.left, box.right]);
    const y = makeScale(!!spec.log_y, yDomain, [box.bottom, box.top]);
    plot.size(width, height, describe("Line chart", spec, spec.series.map((series) => series.name).join(", ")));
    plot.axes(box, { ticks: x.ticks, label: spec.x_label }, { ticks: y.ticks, label: spec.y_label });
    const shown = spec.series.map((series, i) => ({
      series,
      mark: markOf(i, spec.series.length),
      points: pixels(series, spec, x, y),
    }));
    join(bands, "path", shown, (path, { series, points }) =>
      attr(path, { d: drawBand(points), fill: series.color, "fill-opacity": 0.18 }),
    );
    join(curves, "path", shown, (path, { series, points }) => {
      const dash = series.style === "dashed" ? "6 4" : null;
      const d = series.style === "points" ? "" : drawCurve(points);
      attr(path, { d, stroke: series.color, "stroke-dasharray": dash, "data-name": series.name });
    });
    join(marks, "path", shown, (path, { series, mark, points }) =>
      drawMarks(path, series, mark, points.filter(within(box))),
    );
    drawRules(spec, box, x, y);
    drawMarker(spec, box, x);
    drawReadings(spec, box, x, y);
    const axis = axes.find(({ name }) => name === spec.marker?.axis);
    attr(plot.root, { "data-drag": axis ? "x" : null });
    drag = (clientX) => {
      if (!axis) return;
      const { left, width: painted } = plot.root.getBoundingClientRect();
      const pixel = Math.max(box.left, Math.min(box.right, ((clientX - left) / painted) * width));
      const value = snap(axis, x.invert(pixel));
      if (value !== undefined) move({ [axis.name]: value });
    };
    legend(
      shown.length > 1 ? shown.map(({ series, mark }) => ({ name: series.name, swatch: swatch(series, mark) })) : [],
    );
  }

  /** A rule's name stands above its right end; below it where a curve's value would cover it. */
  function drawRules(spec: Lines, box: Box, x: Scale, y: Scale) {
    const list = spec.rules ?? [];
    join(rules, "path", list, (path, rule) => attr(path, { d: `M${box.left},${round(y(rule.y))}H${box.right}` }));
    const read = spec.marker ? spec.series.map((series) => valueAt(series, spec.marker!.x, spec.log_y)) : [];
    join(ruleLabels, "text", list, (text, rule) => {
      const at = y(rule.y);
      const reach = box.right - textWidth(rule.label ?? "", 11) - 60;
      const covered = read.some((value) => value !== null && x(spec.marker!.x) > reach && Math.abs(y(value) - at) < 18);
      setText(attr(text, { x: box.right, y: round(at) + (covered ? 16 : -4) }), rule.label ?? "");
    });
  }

  function drawMarker(spec: Lines, box: Box, x: Scale) {
    attr(marker, { display: spec.marker ? null : "none" });
    if (!spec.marker) return;
    const at = round(Math.max(box.left, Math.min(box.right, x(spec.marker.x))));
    attr(marker.children[0], { d: `M${at},${box.top}V${box.bottom}` });
    attr(marker.children[1], { cx: at, cy: box.bottom, display: spec.marker.axis ? null : "none" });
  }

  /** What the curves say at the marker: a dot on each, with its value. */
  function drawReadings(spec: Lines, box: Box, x: Scale, y: Scale) {
    const at = spec.marker?.x;
    const shown = spec.series.flatMap((series) => {
      const value = at === undefined || series.style === "points" ? null : valueAt(series, at, spec.log_y);
      return value === null || (spec.log_y && value <= 0)
        ? []
        : [{ color: series.color, value, x: x(at!), y: y(value) }];
    });
    const dotted = shown.filter(within(box)).sort((a, b) => a.y - b.y);
    join(dots, "circle", dotted, (circle, dot) =>
      attr(circle, { cx: round(dot.x), cy: round(dot.y), r: 4, stroke: dot.color }),
    );
    let free = -Infinity; // labels of curves that lie close move down, out of each other's way
    join(reads, "text", dotted.length <= 4 ? dotted : [], (text, dot) => {
      const left = dot.x > box.right - 50;
      const line = Math.max(dot.y - 4, free);
      free = line + 13;
      setText(
        attr(text, { x: round(dot.x + (left ? -9 : 9)), y: round(line), "text-anchor": left ? "end" : null }),
        short(dot.value, 3),
      );
    });
  }

  return { update };
}

const within = (box: Box) => (p: { x: number; y: number }) =>
  p.x >= box.left - 0.5 && p.x <= box.right + 0.5 && p.y >= box.top - 0.5 && p.y <= box.bottom + 0.5;

/** Press anywhere and drag sideways; up and down stays with the page, so touch can scroll past. */
function followPointer(root: SVGSVGElement, drag: (clientX: number) => void) {
  let held = false;
  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !root.hasAttribute("data-drag")) return;
    held = true;
    root.setPointerCapture(event.pointerId);
    drag(event.clientX);
  });
  root.addEventListener("pointermove", (event) => held && drag(event.clientX));
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    root.addEventListener(end, () => (held = false));
}

interface Pixel {
  x: number;
  y: number;
  low: number;
  high: number;
}

/** Pixels of a series; NaN where there is no number or, on a log axis, no place for it. */
function pixels(series: LineSeries, spec: Lines, x: Scale, y: Scale): Pixel[] {
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

const drawCurve = line<Pixel>(
  (p) => p.x,
  (p) => p.y,
)
  .defined((p) => !Number.isNaN(p.x + p.y))
  .digits(1);
const drawBand = area<Pixel>(
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

const markOf = (i: number, count: number): Mark | null => (count > 1 ? MARKS[(i + 1) % MARKS.length] : null);

/** All points of a point series; on a line about six marks, staggered so that series can be told apart. */
function drawMarks(path: SVGPathElement, series: LineSeries, mark: Mark | null, points: Pixel[]) {
  const scattered = series.style === "points";
  const step = Math.max(1, Math.floor(points.length / 6));
  const shown = scattered ? points : points.filter((_, i) => i % step === Math.floor(step / 2));
  const kind = mark ?? "disc";
  const r = scattered ? (points.length > 60 ? 2.5 : 3.5) : 3.5;
  const visible = scattered || mark ? shown.filter((p) => !Number.isNaN(p.x + p.y)) : [];
  attr(path, {
    d: visible.map((p) => markPath(kind, round(p.x), round(p.y), r)).join(""),
    fill: isHollow(kind) ? "none" : series.color,
    stroke: series.color,
    "stroke-width": 1.5,
  });
}

function swatch(series: LineSeries, mark: Mark | null): SVGElement {
  const group = svg("g", {
    stroke: series.color,
    "stroke-width": 2,
    fill: mark && !isHollow(mark) ? series.color : "none",
  });
  if (series.style !== "points")
    group.append(svg("path", { d: "M0,6H22", "stroke-dasharray": series.style === "dashed" ? "6 4" : null }));
  if (mark) group.append(svg("path", { d: markPath(mark, 11, 6, 3.5), "stroke-width": 1.5 }));
  return group;
}

/** Along x curves fill the width; along y the ends are rounded, so that the highest point has air above it. */
function xExtent(spec: Lines): [number, number] {
  const known = [...xValues(spec)].filter((v): v is number => v !== null && (!spec.log_x || v > 0));
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  return low < high ? [low, high] : linearDomain(known);
}

function* xValues(spec: Lines) {
  for (const { x } of spec.series) yield* x;
}

function* yValues(spec: Lines) {
  for (const { y, low, high } of spec.series) yield* [...y, ...(low ?? []), ...(high ?? [])];
  for (const rule of spec.rules ?? []) yield rule.y;
}
