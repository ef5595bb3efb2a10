// What happens in the layers of one network, side by side: the gradient that reaches each (log axis), how far the
// examples are still apart there, and the share of its units that pass no gradient on.
import { attr, html, join, makePlot, makeScale, marginsFor, round, setText, short, svg } from "../shared";
import type { LaneView } from "./messages";

export interface LayersView {
  root: HTMLElement;
  draw: (view: LaneView, width: number, height: number, chosen: number | null) => void;
  /** Forgets how far its axis once had to reach. */
  reset: () => void;
}

const STRIP = 26;
const STRIP_GAP = 16;
const FLOORS = [1e-4, 1e-8, 1e-12, 1e-16, 1e-24, 1e-32, 1e-48];
const ROOFS = [10, 1e4, 1e8, 1e16];
const WIDEST = 48;
const LABELS = { x_label: "hidden layer", y_label: "gradient (last layer: 1)" };

export function makeLayersView(color: string, point: (layer: number) => void): LayersView {
  const root = html("div", { class: "nnb-layers" });
  const plot = makePlot(root);
  const bars = svg("g");
  const zeros = svg("g", { class: "nnb-zero" });
  const signal = makeStrip("spread of the examples");
  const closed = makeStrip("saturated or dead units");
  const cursor = svg("rect", { class: "nnb-cursor" });
  plot.over.append(cursor, bars, zeros, signal.root, closed.root);
  let [low, high] = [FLOORS[0], ROOFS[0]];
  let layerAt: (clientX: number) => number = () => 0;
  plot.root.addEventListener("pointerdown", (event) => point(layerAt(event.clientX)));
  plot.root.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(layerAt(event.clientX)));

  /** The axis only ever grows, so that bars move and not the axis under them. */
  function stretch(ratios: number[]) {
    const some = ratios.filter((ratio) => ratio > 0 && Number.isFinite(ratio));
    low = Math.min(low, FLOORS.find((floor) => some.every((ratio) => ratio >= floor)) ?? FLOORS[FLOORS.length - 1]);
    high = Math.max(high, ROOFS.find((roof) => some.every((ratio) => ratio <= roof)) ?? ROOFS[ROOFS.length - 1]);
  }

  function draw({ gradients, layers }: LaneView, width: number, height: number, chosen: number | null) {
    const last = gradients[gradients.length - 1];
    const ratios = gradients.map((gradient) => gradient / last);
    stretch(ratios);
    const whole = marginsFor(width, height, true, [low, high], LABELS);
    const strips = 2 * (STRIP + STRIP_GAP);
    const box = { ...whole, bottom: whole.bottom - strips };
    const y = makeScale(true, [low, high], [box.bottom, box.top]);
    const band = (box.right - box.left) / gradients.length;
    const bar = { width: round(Math.min(WIDEST, 0.76 * band)), fill: color };
    const at = (i: number) => round(box.left + (i + 0.5) * band - bar.width / 2);
    plot.size(width, height, `Gradient reaching each hidden layer: ${short(ratios[0])} of it reaches layer 1`);
    plot.axes(
      whole,
      { ticks: names(gradients.length, box.left, band), label: LABELS.x_label },
      { ticks: y.ticks, label: LABELS.y_label },
    );
    join(bars, "rect", ratios, (rect, ratio, i) => {
      const height = ratio > 0 ? Math.max(box.top, Math.min(box.bottom, y(ratio))) : box.bottom;
      const top = ratio === Infinity ? box.top : height;
      attr(rect, { ...bar, x: at(i), y: round(top), height: round(box.bottom - top), "data-value": ratio });
    });
    const none = ratios.flatMap((ratio, i) => (ratio > 0 ? [] : [i]));
    join(zeros, "circle", none, (ring, i) =>
      attr(ring, { cx: round(at(i) + bar.width / 2), cy: box.bottom, r: Math.min(3, band / 3), stroke: color }),
    );
    const share = (value: number) => Math.max(0, Math.min(1, 1 + Math.log10(value) / 8));
    signal.draw(layers.signal.map(share), {
      left: box.left,
      right: box.right,
      top: box.bottom + STRIP_GAP,
      at,
      ...bar,
    });
    closed.draw(layers.saturated, {
      left: box.left,
      right: box.right,
      top: box.bottom + 2 * STRIP_GAP + STRIP,
      at,
      ...bar,
    });
    const marked =
      chosen === null
        ? null
        : { x: round(box.left + chosen * band), y: box.top, width: round(band), height: whole.bottom - box.top };
    attr(cursor, { display: marked ? null : "none", ...marked });
    layerAt = (clientX) => {
      const { left, width: painted } = plot.root.getBoundingClientRect();
      const pixel = ((clientX - left) / painted) * width;
      return Math.max(0, Math.min(gradients.length - 1, Math.floor((pixel - box.left) / band)));
    };
  }

  const reset = () => void ([low, high] = [FLOORS[0], ROOFS[0]]);
  return { root, draw, reset };
}

interface Place {
  left: number;
  right: number;
  top: number;
  width: number;
  fill: string;
  at: (i: number) => number;
}

/** A row of bars from 0 to 1 with its name above. */
function makeStrip(name: string) {
  const bars = svg("g");
  const line = svg("path", { class: "nnb-axis" });
  const label = svg("text", { class: "nnb-strip" }, name);
  const root = svg("g", {}, line, bars, label);
  function draw(values: number[], { left, right, top, width, fill, at }: Place) {
    const bottom = top + STRIP;
    setText(attr(label, { x: left, y: top - 3 }), name);
    attr(line, { d: `M${left},${bottom}H${right}` });
    join(bars, "rect", values, (rect, value, i) => {
      const height = round(STRIP * (Number.isFinite(value) ? value : 0));
      attr(rect, {
        x: at(i),
        y: round(bottom - height),
        width,
        height,
        fill,
        "fill-opacity": 0.55,
        "data-value": value,
      });
    });
  }
  return { root, draw };
}

const names = (count: number, left: number, band: number) =>
  Array.from({ length: count }, (_, i) => ({ at: left + (i + 0.5) * band, label: String(i + 1) }));
