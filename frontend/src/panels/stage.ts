// The panels side by side: keeps one view per panel, and gives each its space and its words.
import { attr, html, setText } from "../dom";
import { panelRows } from "./layout";
import { leastWidth, makePanel } from "./index";
import type { Context, Panel } from "./panel";
import { fill } from "../model/template";
import type { Axis, Drawing, PanelSpec, Position } from "../model/types";

interface Slot {
  root: HTMLElement;
  title: HTMLElement;
  body: HTMLElement;
  note: HTMLElement;
  shown?: { kind: string; view: Panel };
  last?: { spec: PanelSpec; width: number; height: number };
}

export interface Space {
  width: number;
  /** Pixels per unit: 1, or more in full screen. */
  scale: number;
  tallest: number;
}

interface Stage {
  root: HTMLElement;
  draw(drawing: Drawing, position: Position, space: Space): void;
}

const GAP = 20;
const LOWEST = 220;
const NARROWEST = 120;

export function makeStage(axes: Axis[], move: (change: Position) => void): Stage {
  const root = html("div", { class: "nnb-panels" });
  const slots: Slot[] = [];

  function draw(drawing: Drawing, position: Position, space: Space) {
    const { panels } = drawing;
    const units = space.width / space.scale;
    const weights = panels.map((panel) => panel.width ?? 1);
    const cells = panelRows(panels.map(leastWidth), weights, units, GAP);
    fit(panels.length);
    slots.forEach((slot, i) => {
      const { share, neighbors } = cells[i];
      const width = (units - GAP * (neighbors - 1)) * share;
      const gaps = `${neighbors - 1} * ${GAP}em / 14`;
      attr(slot.root, { style: `width:calc((100% - ${gaps}) * ${share.toFixed(4)} - .5px)` });
      say(slot.title, panels[i].title, position, drawing);
      say(slot.note, panels[i].note, position, drawing);
      // Panels of one row get one height, from what an equal share of the row would be.
      const height = Math.round(Math.max(LOWEST, Math.min(space.tallest, (0.9 * units) / neighbors)));
      show(slot, panels[i], { width: Math.max(NARROWEST, Math.floor(width)), height, axes, move });
    });
  }

  function fit(count: number) {
    for (const { root } of slots.splice(count)) root.remove();
    while (slots.length < count) slots.push(makeSlot(root));
  }

  return { root, draw };
}

function makeSlot(parent: HTMLElement): Slot {
  const title = html("p", { class: "nnb-panel-title" });
  const body = html("div", { class: "nnb-body" });
  const note = html("p", { class: "nnb-note" });
  const root = html("div", { class: "nnb-panel" }, title, body, note);
  parent.append(root);
  return { root, title, body, note };
}

function show(slot: Slot, spec: PanelSpec, context: Context) {
  const { last } = slot;
  if (last && last.spec === spec && last.width === context.width && last.height === context.height) return;
  slot.last = undefined; // what fails half-way is drawn again in full
  if (slot.shown?.kind === spec.kind) slot.shown.view.update(spec, context);
  else {
    // The old picture goes when the new one stands.
    const body = html("div", { class: "nnb-body" });
    const view = makePanel(spec.kind, body);
    view.update(spec, context);
    slot.body.replaceWith(body);
    Object.assign(slot, { body, shown: { kind: spec.kind, view } });
  }
  slot.last = { spec, width: context.width, height: context.height };
}

function say(element: HTMLElement, template: string | null | undefined, position: Position, drawing: Drawing) {
  setText(element, template ? fill(template, position, drawing) : "");
}
