// Curves with bands, points, level rules, and a vertical marker that can be dragged to turn a knob.
import { followPointer } from "../controls/drag";
import { attr, join, setText, svg } from "../dom";
import { short } from "../plot/format";
import { makeLegend, makePlot, marginsFor, round, textWidth, type Box } from "../plot/plot";
import { linearDomain, logDomain, makeScale, type Scale } from "../plot/scale";
import { snap } from "../model/position";
import type { Mark } from "../plot/symbols";
import type { Lines } from "../model/types";
import { drawBand, drawCurve, pixels, valueAt, xExtent, yValues, type Curve } from "./curves";
import { drawMarks, markOf, swatch } from "./line_marks";
import { describe, type Context, type Panel } from "./panel";

const NAME_SIZE = 11;
const NEAR_END = 60; // a reading this close to a rule's name may cover it
const COVERED = 18;
const READING = { side: 9, up: 4, line: 13, room: 50 };

interface Frame {
  box: Box;
  x: Scale;
  y: Scale;
}

interface Shown extends Curve {
  mark: Mark | null;
}

export function linesPanel(body: HTMLElement): Panel<Lines> {
  const legend = makeLegend(body);
  const plot = makePlot(body);
  const bands = svg("g");
  const curves = svg("g", { class: "nnb-curve" });
  const marks = svg("g");
  const rules = svg("g", { class: "nnb-rule" });
  const ruleLabels = svg("g", { class: "nnb-value", "text-anchor": "end" });
  const upright = svg("path");
  const handle = svg("circle", { r: 6 });
  const marker = svg("g", { class: "nnb-marker" }, upright, handle);
  const events = svg("g", { class: "nnb-rule" });
  const eventLabels = svg("g", { class: "nnb-value" });
  const dots = svg("g", { class: "nnb-dots" });
  const reads = svg("g", { class: "nnb-value nnb-read" });
  plot.inside.append(bands, curves, rules, events);
  plot.over.append(marks, ruleLabels, eventLabels, marker, dots, reads);
  let drag: (clientX: number) => void = () => undefined;
  followPointer(plot.root, (clientX) => drag(clientX));

  function update(spec: Lines, context: Context) {
    const frame = measure(spec, context);
    const { x, y, box } = frame;
    const names = spec.series.map((series) => series.name).join(", ");
    plot.size(context.width, context.height, describe("Line chart", spec, names));
    plot.axes(box, { ticks: x.ticks, label: spec.x_label }, { ticks: y.ticks, label: spec.y_label });
    const shown = spec.series.map((series, i) => ({
      series,
      mark: markOf(i, spec.series.length),
      points: pixels(series, spec, x, y),
    }));
    drawCurves(shown, box);
    drawRules(spec, frame);
    drawEvents(spec, frame);
    drawMarker(spec, frame);
    drawReadings(spec, frame);
    listen(spec, context, frame);
    const keys = shown.map(({ series, mark }) => ({ name: series.name, swatch: swatch(series, mark) }));
    legend(keys.length > 1 ? keys : []);
  }

  function drawCurves(shown: Shown[], box: Box) {
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
  }

  /** Dragging turns the knob of the marker's axis. */
  function listen(spec: Lines, { width, axes, move }: Context, { box, x }: Frame) {
    const axis = axes.find(({ name }) => name === spec.marker?.axis);
    attr(plot.root, { "data-drag": axis ? "x" : null });
    drag = (clientX) => {
      if (!axis) return;
      const { left, width: painted } = plot.root.getBoundingClientRect();
      const pixel = Math.max(box.left, Math.min(box.right, ((clientX - left) / painted) * width));
      const value = snap(axis, x.invert(pixel));
      if (value !== undefined) move({ [axis.name]: value });
    };
  }

  /** A rule's name stands above its right end; below it where a curve's value would cover it. */
  function drawRules(spec: Lines, { box, x, y }: Frame) {
    const list = spec.rules ?? [];
    join(rules, "path", list, (path, rule) => attr(path, { d: `M${box.left},${round(y(rule.y))}H${box.right}` }));
    const { marker } = spec;
    const read = marker ? spec.series.map((series) => valueAt(series, marker.x, spec.log_y)) : [];
    join(ruleLabels, "text", list, (text, rule) => {
      const at = y(rule.y);
      const reach = box.right - textWidth(rule.label ?? "", NAME_SIZE) - NEAR_END;
      const late = !!marker && x(marker.x) > reach;
      const covered = late && read.some((value) => value !== null && Math.abs(y(value) - at) < COVERED);
      setText(attr(text, { x: box.right, y: round(at) + (covered ? 16 : -4) }), rule.label ?? "");
    });
  }

  function drawEvents({ events: list }: Lines, { box, x }: Frame) {
    const shown = (list ?? []).filter((event) => event.x >= x.domain[0] && event.x <= x.domain[1]);
    join(events, "path", shown, (path, event) => attr(path, { d: `M${round(x(event.x))},${box.top}V${box.bottom}` }));
    join(eventLabels, "text", shown, (text, event, i) => {
      const left = x(event.x) > (box.left + box.right) / 2;
      const place = { x: round(x(event.x) + (left ? -4 : 4)), y: box.top + 10 + (i % 3) * 12 };
      setText(attr(text, { ...place, "text-anchor": left ? "end" : "start" }), event.label);
    });
  }

  function drawMarker(spec: Lines, { box, x }: Frame) {
    attr(marker, { display: spec.marker ? null : "none" });
    if (!spec.marker) return;
    const at = round(Math.max(box.left, Math.min(box.right, x(spec.marker.x))));
    attr(upright, { d: `M${at},${box.top}V${box.bottom}` });
    attr(handle, { cx: at, cy: box.bottom, display: spec.marker.axis ? null : "none" });
  }

  /** What the curves say at the marker: a dot on each, with its value. */
  function drawReadings(spec: Lines, frame: Frame) {
    const { box } = frame;
    const found = readings(spec, frame)
      .filter(within(box))
      .sort((a, b) => a.y - b.y);
    join(dots, "circle", found, (circle, dot) =>
      attr(circle, { cx: round(dot.x), cy: round(dot.y), r: 4, stroke: dot.color }),
    );
    let free = -Infinity; // labels of curves that lie close move down, out of each other's way
    join(reads, "text", found.length <= 4 ? found : [], (text, dot) => {
      const left = dot.x > box.right - READING.room;
      const line = Math.max(dot.y - READING.up, free);
      free = line + READING.line;
      const x = round(dot.x + (left ? -READING.side : READING.side));
      setText(attr(text, { x, y: round(line), "text-anchor": left ? "end" : null }), short(dot.value, 3));
    });
  }

  return { update };
}

function measure(spec: Lines, { width, height }: Context): Frame {
  const yDomain = spec.y_domain ?? (spec.log_y ? logDomain : linearDomain)(yValues(spec));
  const box = marginsFor(width, height, !!spec.log_y, yDomain, spec);
  const x = makeScale(!!spec.log_x, spec.x_domain ?? xExtent(spec), [box.left, box.right]);
  return { box, x, y: makeScale(!!spec.log_y, yDomain, [box.bottom, box.top]) };
}

interface Reading {
  color: string;
  value: number;
  x: number;
  y: number;
}

function readings({ marker, series, log_y }: Lines, { x, y }: Frame): Reading[] {
  if (!marker) return [];
  return series.flatMap((one) => {
    const value = one.style === "points" ? null : valueAt(one, marker.x, log_y);
    if (value === null || (log_y && value <= 0)) return [];
    return [{ color: one.color, value, x: x(marker.x), y: y(value) }];
  });
}

const within = (box: Box) => (p: { x: number; y: number }) =>
  p.x >= box.left - 0.5 && p.x <= box.right + 0.5 && p.y >= box.top - 0.5 && p.y <= box.bottom + 0.5;
