// The frame that bars, lines and fields share: margins, grid lines, ticks and axis labels.
import { attr, html, join, svg, setText } from "../dom";
import { makeScale, type Tick } from "./scale";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Ends {
  ticks: Tick[];
  label?: string | null;
}

export interface Plot {
  root: SVGSVGElement;
  /** Drawn over the axes; what leaves the box is cut off. */
  inside: SVGSVGElement;
  /** Drawn last, and not cut off. */
  over: SVGGElement;
  size(width: number, height: number, description: string): void;
  axes(box: Box, x: Ends, y: Ends): void;
}

export const FONT = 12;
/** Close enough for margins; measuring text would force a layout in every frame. */
export const textWidth = (text: string, size = FONT): number => text.length * size * 0.58;

/** What stands around the box, in units of which a line of text takes 12. */
const EDGE = 10;
const ABOVE = 24; // the y axis's label
const BELOW = 22; // the x axis's numbers
const BELOW_LABELED = 40; // and its label under them
const NUMBER_BASELINE = 18;
const LABEL_BASELINE = 35;
const SHORTEST = 8; // the least width that numbers beside the y axis are given

interface Labels {
  x_label?: string | null;
  y_label?: string | null;
}

const below = ({ x_label }: Labels): number => (x_label ? BELOW_LABELED : BELOW);

/** The margins that leave room for the labels. */
export function margins(width: number, height: number, yTicks: string[], labels: Labels): Box {
  const widest = yTicks.reduce((most, label) => Math.max(most, textWidth(label)), SHORTEST);
  return {
    left: Math.ceil(widest) + EDGE,
    top: labels.y_label ? ABOVE : EDGE,
    right: width - EDGE,
    bottom: height - below(labels),
  };
}

/** The margins beside the numbers of a y axis that is about as high as it will be. */
export function marginsFor(width: number, height: number, log: boolean, domain: [number, number], labels: Labels): Box {
  const { ticks } = makeScale(log, domain, [height - BELOW_LABELED, ABOVE]);
  return margins(
    width,
    height,
    ticks.map((tick) => tick.label),
    labels,
  );
}

/** The whole picture's width and height around a box. */
export const outside = (box: Box, labels: Labels): [number, number] => [box.right + EDGE, box.bottom + below(labels)];

export function makePlot(body: HTMLElement): Plot {
  const root = svg("svg", { class: "nnb-plot", role: "img" });
  const grid = svg("g", { class: "nnb-grid" });
  const inside = svg("svg", { overflow: "hidden" });
  const axis = svg("path", { class: "nnb-axis" });
  const xTicks = svg("g", { class: "nnb-tick", "text-anchor": "middle" });
  const yTicks = svg("g", { class: "nnb-tick", "text-anchor": "end" });
  const xLabel = svg("text", { class: "nnb-label", "text-anchor": "middle" });
  const yLabel = svg("text", { class: "nnb-label", x: 0, y: 12 });
  const over = svg("g");
  root.append(grid, inside, axis, xTicks, yTicks, xLabel, yLabel, over);
  body.append(root);

  function size(width: number, height: number, description: string) {
    attr(root, { viewBox: `0 0 ${width} ${height}`, "aria-label": description });
  }

  function axes(box: Box, x: Ends, y: Ends) {
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    attr(inside, { x: box.left, y: box.top, width, height, viewBox: `${box.left} ${box.top} ${width} ${height}` });
    attr(axis, { d: `M${box.left},${box.bottom}H${box.right}` });
    join(grid, "path", y.ticks, (path, tick) => attr(path, { d: `M${box.left},${round(tick.at)}H${box.right}` }));
    const xs = thinned(x.ticks, width);
    join(xTicks, "text", xs, (text, tick) =>
      setText(attr(text, { x: round(tick.at), y: box.bottom + NUMBER_BASELINE }), tick.label),
    );
    join(yTicks, "text", y.ticks, (text, tick) =>
      setText(attr(text, { x: box.left - 8, y: round(tick.at) + 4 }), tick.label),
    );
    setText(attr(xLabel, { x: (box.left + box.right) / 2, y: box.bottom + LABEL_BASELINE }), x.label ?? "");
    setText(yLabel, y.label ?? "");
  }

  return { root, inside, over, size, axes };
}

/** Every tick where there is room, else every second, third ... of them. */
function thinned(ticks: Tick[], width: number): Tick[] {
  const widest = ticks.reduce((most, tick) => Math.max(most, textWidth(tick.label)), 0) + 8;
  const room = Math.max(1, Math.floor(width / widest));
  const step = Math.ceil(ticks.length / room);
  return step <= 1 ? ticks : ticks.filter((_, i) => i % step === 0);
}

export const round = (value: number): number => Math.round(value * 100) / 100;

export interface Key {
  name: string;
  /** Drawn in a box of 22 by 12; a narrow one in the middle 12 of it. */
  swatch: SVGElement;
  narrow?: boolean;
}

/** A row of keys above a panel: a swatch, which differs in shape too, and a name. */
export function makeLegend(body: HTMLElement): (keys: Key[]) => void {
  const list = html("ul", { class: "nnb-legend" });
  body.append(list);
  let shown = "";
  return (keys) => {
    const wanted = keys.map(({ name, swatch }) => name + swatch.outerHTML).join("|");
    if (wanted === shown) return;
    shown = wanted;
    list.replaceChildren(
      ...keys.map(({ name, swatch, narrow }) =>
        html(
          "li",
          {},
          svg("svg", { viewBox: narrow ? "5 0 12 12" : "0 0 22 12", "aria-hidden": "true" }, swatch),
          name,
        ),
      ),
    );
  };
}
