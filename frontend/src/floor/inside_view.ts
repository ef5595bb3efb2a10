// A look inside one layer: how its outputs are spread, and what each of its units says over the plane. By a bar of the
// gradient, or by name: a list of layers is for the keyboard and for fingers.
import { attr, html, items, makePanel, paint, setText } from "../shared";
import type { Histograms } from "../model/types";
import type { FocusView } from "./messages";

export interface InsideView {
  root: HTMLElement;
  draw: (view: FocusView | undefined, depth: number, name: string, width: number) => void;
}

const UNIT = 116; // pixels of the unit that is pointed at

export function makeInsideView(color: string, name: string, point: (layer: number) => void): InsideView {
  const choice = html("select", { "aria-label": `look inside a layer of ${name}` });
  choice.addEventListener("change", () => choice.value && point(Number(choice.value)));
  const body = html("div", { class: "nnb-body" });
  const large = html("canvas", { role: "img" });
  const caption = html("span", {});
  const one = html("div", { class: "nnb-unit" }, large, caption);
  const units = html("div", { class: "nnb-units", role: "group" });
  const seen = html("div", { class: "nnb-seen" }, body, one);
  const root = html("div", { class: "nnb-inside" }, choice, seen, units);
  const panel = makePanel("histograms", body);
  let [shown, unit]: [FocusView | undefined, number] = [undefined, 0];

  function pointAt(next: number) {
    unit = next;
    drawUnits();
  }

  function button() {
    const j = units.childElementCount;
    const made = html("button", { type: "button", "aria-label": `unit ${j + 1}` }, html("canvas"));
    for (const sign of ["pointerenter", "focus"]) made.addEventListener(sign, () => pointAt(j));
    return made;
  }

  function drawUnits() {
    if (!shown) return;
    const all = shown.units;
    unit = Math.min(unit, Math.max(0, all.length - 1));
    one.hidden = !all.length;
    attr(units, { "aria-label": `Units of layer ${shown.layer + 1}` });
    items(units, all.length, button).forEach((made, j) => {
      attr(made, { "aria-pressed": String(j === unit) });
      drawUnit(made.firstElementChild as HTMLCanvasElement, all[j]);
    });
    if (!all.length) return;
    drawUnit(large, all[unit]);
    const words = `unit ${unit + 1} of layer ${shown.layer + 1}, over the plane`;
    attr(large, { "aria-label": words, style: `width:${UNIT}px` });
    setText(caption, words);
  }

  function draw(view: FocusView | undefined, depth: number, name: string, width: number) {
    if (choice.options.length !== depth + 1) {
      const layers = Array.from({ length: depth }, (_, i) => html("option", { value: i }, `inside layer ${i + 1}`));
      choice.replaceChildren(html("option", { value: "" }, "look inside a layer"), ...layers);
    }
    // Who chooses by arrow keys is ahead of what is shown.
    if (!choice.matches(":focus") || !view) choice.value = view ? String(view.layer) : "";
    seen.hidden = units.hidden = !view;
    shown = view;
    if (!view) return;
    const { low, high, counts } = view.histogram;
    const edges = Array.from({ length: counts.length + 1 }, (_, i) => low + ((high - low) * i) / counts.length);
    const rows = [{ name: "", counts, color }];
    const x_label = `output of layer ${view.layer + 1} of ${name}`;
    const spec: Histograms = { kind: "histograms", edges, rows, x_label };
    const room = Math.max(160, width - (view.units.length ? UNIT + 12 : 0));
    attr(body, { style: `flex: 0 0 ${room}px` });
    panel.update(spec, { width: room, height: 140, axes: [], move: () => undefined });
    drawUnits();
  }
  return { root, draw };
}

function drawUnit(canvas: HTMLCanvasElement, { side, values }: FocusView["units"][number]) {
  const data = Float64Array.from(values);
  paint(canvas, { side, p: { data, count: data.length, width: 1 }, levels: [] });
}
