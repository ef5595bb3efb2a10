// The network's answer to every row, as a real table; right and wrong are told by mark and word.
import { attr, html, items, setText } from "../dom";
import { forward, predict, rowsOf, type Rows } from "../net/forward";
import { formatValue } from "../model/position";
import { classOf, target } from "../net/score";
import type { TruthTable } from "../model/types";
import { describe, type Context, type Panel } from "./panel";

export function truthTablePanel(body: HTMLElement): Panel<TruthTable> {
  const caption = html("caption", { class: "nnb-hidden" });
  const head = html("tr");
  const rows = html("tbody");
  const table = html("table", { class: "nnb-table" }, caption, html("thead", {}, head), rows);
  body.append(table);

  function update(spec: TruthTable, { width }: Context) {
    const narrow = !!spec.hidden && width < 350;
    attr(table, { class: narrow ? "nnb-table nnb-narrow" : "nnb-table" });
    const x = rowsOf(spec.points.x);
    const p = predict(spec.nets, x);
    const hidden = spec.hidden ? hiddenOutputs(spec, x) : [];
    const hiddenNames = (hidden[0] ?? []).map((_, i) => `h${i + 1}`);
    setText(caption, describe("Table of the network's answers", spec));
    const titles = [...spec.inputs, ...hiddenNames, "output", "wanted", "right?"];
    items(head, titles.length, () => html("th", { scope: "col" })).forEach((cell, i) => setText(cell, titles[i]));
    items(rows, spec.points.x.length, () => html("tr")).forEach((row, k) => {
      const wanted = target(spec.points.y[k]);
      const right = classOf(p, k) === wanted;
      const texts = [
        ...spec.points.x[k].map(formatValue),
        ...(hidden[k] ?? []).map((value) => fixed(value, narrow ? 2 : 3)),
        answer(p, k),
        formatValue(wanted),
        right ? "✓ right" : "✗ wrong",
      ];
      attr(row, { class: right ? "nnb-right" : "nnb-wrong" });
      items(row, texts.length, () => html("td")).forEach((cell, i) => {
        setText(cell, texts[i]);
        const share = i === texts.length - 3 ? (100 * Math.min(1, Math.max(0, chance(p, k)))).toFixed(1) : null;
        attr(cell, {
          class: share ? "nnb-share" : i >= spec.inputs.length && i < texts.length - 3 ? "nnb-soft" : null,
          style: share ? `--share:${share}%` : null,
        });
      });
    });
  }
  return { update };
}

const fixed = (value: number, digits = 3): string => value.toFixed(digits).replace("-", "−");
const chance = (p: Rows, k: number): number => p.data[k * p.width + (p.width > 2 ? classOf(p, k) : p.width - 1)];

function answer(p: Rows, k: number): string {
  return p.width > 2 ? `${classOf(p, k)} (${fixed(chance(p, k))})` : fixed(chance(p, k));
}

/** Per row the outputs of all hidden units, layer after layer. */
function hiddenOutputs(spec: TruthTable, x: Rows): number[][] {
  const net = spec.nets[0];
  const outputs: number[][] = spec.points.x.map(() => []);
  for (let layer = 0, rows = x; layer < net.layers.length - 1; layer++) {
    rows = forward(net, rows, layer, layer + 1);
    outputs.forEach((list, k) => list.push(...rows.data.subarray(k * rows.width, (k + 1) * rows.width)));
  }
  return outputs;
}
