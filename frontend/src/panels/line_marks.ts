// The marks that tell curves apart without color, on the curves and in the legend.
import { attr, svg } from "../dom";
import type { LineSeries } from "../model/types";
import { round } from "../plot/plot";
import { isHollow, markPath, MARKS, type Mark } from "../plot/symbols";
import type { Pixel } from "./curves";

export const markOf = (i: number, count: number): Mark | null => (count > 1 ? MARKS[(i + 1) % MARKS.length] : null);

/** All points of a point series; on a line about six marks, staggered so that series can be told apart. */
export function drawMarks(path: SVGPathElement, series: LineSeries, mark: Mark | null, points: Pixel[]): void {
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

export function swatch(series: LineSeries, mark: Mark | null): SVGElement {
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
