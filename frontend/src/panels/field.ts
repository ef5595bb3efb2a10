// A decision surface over two inputs (or two hidden outputs), its boundary at 1/2, and the data.
import { CLASSES } from "../plot/colors";
import { attr, html, join, setText, svg } from "../dom";
import { forward, rowsOf } from "../net/forward";
import { makeLegend, makePlot, margins, outside, round, type Box, type Key } from "../plot/plot";
import { makeScale, type Scale } from "../plot/scale";
import { formatValue, tidy } from "../model/position";
import { isHollow, markPath, MARKS } from "../plot/symbols";
import { target } from "../net/score";
import type { Field, Surface } from "../model/types";
import { boundaryPath, paint, resolution, sampleSurface } from "./surface";
import { describe, type Context, type Panel } from "./panel";

const MOST_NAMES = 8;
const NAME_ROOM = 40;
const TOUCHING = 12;
const SETTLED = 140; // milliseconds without change after which the surface is drawn as fine as it goes

export function fieldPanel(body: HTMLElement): Panel<Field> {
  const legend = makeLegend(body);
  const canvas = html("canvas", { class: "nnb-surface", "aria-hidden": "true" });
  const holder = html("div", { class: "nnb-field" }, canvas);
  body.append(holder);
  const plot = makePlot(holder);
  const halo = svg("path", { class: "nnb-halo" });
  const boundary = svg("path", { class: "nnb-boundary" });
  const data = svg("g", { class: "nnb-data" });
  const names = svg("g", { class: "nnb-value" });
  plot.inside.append(halo, boundary);
  plot.over.append(data, names);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let box: Box;
  let framed: unknown[] = [];

  function update(spec: Field, context: Context) {
    // Mostly the networks alone have changed: what lies around and on their surface stays as it is.
    const around = { ...spec, ...context, surface: null, nets: spec.from_layer ? spec.nets : null };
    const parts = Object.values(around);
    if (parts.length !== framed.length || parts.some((part, i) => part !== framed[i])) {
      framed = []; // what fails half-way is drawn again in full
      box = drawAround(spec, context);
      framed = parts;
    }
    drawSurface(spec, box, false);
  }

  function drawAround(spec: Field, context: Context): Box {
    const box = layout(spec, context);
    const [total, height] = spec.bare ? [box.right, box.bottom] : outside(box, spec);
    plot.size(total, height, describe("Decision surface", spec, "boundary where both classes are equally likely"));
    attr(holder, { style: `width:${(100 * Math.min(1, total / context.width)).toFixed(2)}%` });
    Object.assign(canvas.style, under(box, total, height));
    const x = makeScale(false, spec.x_domain, [box.left, box.right]);
    const y = makeScale(false, spec.y_domain, [box.bottom, box.top]);
    const ticks = (scale: Scale) => (spec.bare ? [] : scale.ticks);
    plot.axes(box, { ticks: ticks(x), label: spec.x_label }, { ticks: ticks(y), label: spec.y_label });
    drawPoints(spec, x, y);
    legend(spec.bare ? [] : keys(spec));
    return box;
  }

  function show(surface: Surface, box: Box) {
    paint(canvas, surface);
    const d = boundaryPath(surface, box.left, box.top, box.right - box.left);
    attr(halo, { d });
    attr(boundary, { d });
  }

  function drawSurface(spec: Field, box: Box, finest: boolean) {
    clearTimeout(timer);
    if (spec.surface) return show(spec.surface, box);
    const from = spec.from_layer ?? 0;
    const samples = resolution(spec.nets, from, finest);
    show(sampleSurface(spec.nets, from, spec.x_domain, spec.y_domain, samples), box);
    if (resolution(spec.nets, from, true) > samples)
      timer = setTimeout(() => canvas.isConnected && drawSurface(spec, box, true), SETTLED);
  }

  function drawPoints(spec: Field, x: Scale, y: Scale) {
    const shown = place(spec, x, y);
    const r = radius(shown.length);
    join(data, "path", shown, (path, point) => drawPoint(path, point, r));
    const named = spec.from_layer && shown.length <= MOST_NAMES ? together(shown) : [];
    join(names, "text", named, (text, group) => drawName(text, group, x(x.domain[1])));
  }

  return { update };
}

function layout(spec: Field, { width, height }: Context): Box {
  if (spec.bare) return { left: 0, top: 0, right: width, bottom: width };
  const rough = makeScale(false, spec.y_domain, [height, 0]);
  const numbers = rough.ticks.map((tick) => tick.label);
  const box = margins(width, height, numbers, spec);
  const side = Math.min(box.right - box.left, box.bottom - box.top);
  return { ...box, right: box.left + side, bottom: box.top + side };
}

/** The canvas's place behind the picture, in shares of it, so that both grow together. */
function under(box: Box, total: number, height: number) {
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`;
  const side = box.right - box.left;
  return {
    left: percent(box.left, total),
    top: percent(box.top, height),
    width: percent(side, total),
    height: percent(side, height),
  };
}

/** The more points, the smaller. */
const radius = (count: number): number => (count <= 12 ? 7 : count <= 80 ? 4.5 : 3);

function drawPoint(path: SVGPathElement, { at, y }: Shown, r: number) {
  const mark = MARKS[y % MARKS.length];
  const color = CLASSES[y % CLASSES.length];
  const hollow = isHollow(mark);
  attr(path, {
    d: markPath(mark, round(at[0]), round(at[1]), hollow ? r * 0.85 : r),
    fill: hollow ? null : color,
    stroke: hollow ? color : null,
    "stroke-width": hollow ? r * 0.45 : 1.2,
    "data-class": y,
  });
}

/** Beside its point, on the side where there is room. */
function drawName(text: SVGTextElement, { at: [left, top], name }: Named, edge: number) {
  const end = left > edge - NAME_ROOM;
  const place = { x: round(left + (end ? -11 : 11)), y: round(top + (top < NAME_ROOM ? 14 : -6)) };
  setText(attr(text, { ...place, "text-anchor": end ? "end" : "start" }), name);
}

interface Shown {
  at: [number, number];
  y: number;
  row: number[];
}

interface Named {
  at: [number, number];
  name: string;
}

/** The points' pixels, sent through the layers below the drawn plane first; those outside are left out. */
function place(spec: Field, x: Scale, y: Scale): Shown[] {
  const { points } = spec;
  if (!points?.x.length) return [];
  const plane = rowsOf(points.x);
  const { data, width } = spec.from_layer ? forward(spec.nets[0], plane, 0, spec.from_layer) : plane;
  const inside = (scale: Scale, value: number) => value >= scale.domain[0] - 1e-9 && value <= scale.domain[1] + 1e-9;
  return points.x.flatMap((row, i): Shown[] => {
    const [a, b] = [data[i * width], data[i * width + 1]];
    if (!inside(x, a) || !inside(y, b)) return [];
    return [{ at: [x(a), y(b)], y: target(points.y[i]), row }];
  });
}

/** Points that lie on each other share one label, so that none is lost. */
function together(shown: Shown[]): Named[] {
  const groups: Named[] = [];
  for (const { at, row } of shown) {
    const name = row.map((value) => formatValue(tidy(value))).join(",");
    const near = groups.find((group) => Math.hypot(group.at[0] - at[0], group.at[1] - at[1]) < TOUCHING);
    if (near) near.name += ` · ${name}`;
    else groups.push({ at, name });
  }
  return groups;
}

function keys(spec: Field): Key[] {
  const classes = [...new Set(spec.points?.y.map(target) ?? [])].sort((a, b) => a - b);
  const list = classes.map((c): Key => {
    const mark = MARKS[c % MARKS.length];
    const color = CLASSES[c % CLASSES.length];
    const style = isHollow(mark) ? { fill: "none", stroke: color, "stroke-width": 2.2 } : { fill: color };
    return { name: `class ${c}`, narrow: true, swatch: svg("path", { d: markPath(mark, 11, 6, 4.2), ...style }) };
  });
  return classes.length > 2
    ? list
    : [...list, { name: "P = ½", swatch: svg("path", { d: "M0,6H22", class: "nnb-boundary" }) }];
}
