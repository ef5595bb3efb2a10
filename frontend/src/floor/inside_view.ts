// A look inside one layer: how its outputs are spread, and what each of its units says over the plane.
import { attr, html, items, makePanel, paint, setText } from "../shared";
import type { Histograms } from "../model/types";
import type { FocusView } from "./messages";

export interface InsideView {
  root: HTMLElement;
  draw: (view: FocusView, name: string, width: number) => void;
}

export function makeInsideView(color: string): InsideView {
  const title = html("p", { class: "nnb-panel-title" });
  const body = html("div", { class: "nnb-body" });
  const units = html("div", { class: "nnb-units", role: "img" });
  const root = html("div", { class: "nnb-inside" }, title, body, units);
  const panel = makePanel("histograms", body);

  function draw({ layer, histogram, units: seen }: FocusView, name: string, width: number) {
    setText(title, `Layer ${layer + 1} of ${name}: its outputs, and each unit over the plane`);
    const { low, high, counts } = histogram;
    const edges = Array.from({ length: counts.length + 1 }, (_, i) => low + ((high - low) * i) / counts.length);
    const rows = [{ name: "", counts, color }];
    const spec: Histograms = { kind: "histograms", edges, rows, x_label: "output" };
    panel.update(spec, { width, height: 120, axes: [], move: () => undefined });
    attr(units, { "aria-label": `What ${seen.length} units of layer ${layer + 1} say over the plane` });
    items(units, seen.length, () => html("canvas")).forEach((canvas, j) => {
      const { side, values } = seen[j];
      const data = Float64Array.from(values);
      paint(canvas, { side, p: { data, count: data.length, width: 1 }, levels: [] });
    });
  }
  return { root, draw };
}
