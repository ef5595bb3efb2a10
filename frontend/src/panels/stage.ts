// The panels side by side: keeps one view per panel, and gives each its space and its words.
import { attr, html, items, setText } from "../dom";
import { panelRows } from "./layout";
import { leastWidth, makePanel } from "./index";
import type { Panel } from "./panel";
import { fill } from "../model/template";
import type { Axis, Drawing, PanelSpec, Position } from "../model/types";

interface Slot {
  title: HTMLElement;
  body: HTMLElement;
  note: HTMLElement;
  kind?: string;
  view?: Panel;
  last?: { spec: PanelSpec; width: number; height: number };
}

export interface Space {
  width: number;
  /** Pixels per unit: 1, or more in full screen. */
  scale: number;
  tallest: number;
}

const GAP = 20;

export function makeStage(
  axes: () => Axis[],
  move: (change: Position) => void,
): { root: HTMLElement; draw(drawing: Drawing, position: Position, space: Space): void } {
  const root = html("div", { class: "nnb-panels" });
  const slots = new WeakMap<Element, Slot>();

  function makeSlot() {
    const slot: Slot = {
      title: html("p", { class: "nnb-panel-title" }),
      body: html("div", { class: "nnb-body" }),
      note: html("p", { class: "nnb-note" }),
    };
    const element = html("div", { class: "nnb-panel" }, slot.title, slot.body, slot.note);
    slots.set(element, slot);
    return element;
  }

  function draw(drawing: Drawing, position: Position, space: Space) {
    const { panels } = drawing;
    const units = space.width / space.scale;
    const cells = panelRows(
      panels.map(leastWidth),
      panels.map((panel) => panel.width ?? 1),
      units,
      GAP,
    );
    items(root, panels.length, makeSlot).forEach((element, i) => {
      const { share, neighbours } = cells[i];
      const width = (units - GAP * (neighbours - 1)) * share;
      attr(element, { style: `width:calc((100% - ${neighbours - 1} * ${GAP}em / 14) * ${share.toFixed(4)} - .5px)` });
      const slot = slots.get(element)!;
      say(slot.title, panels[i].title, position, drawing);
      say(slot.note, panels[i].note, position, drawing);
      // Panels of one row get one height, from what an equal share of the row would be.
      const height = Math.round(Math.max(220, Math.min(space.tallest, (0.9 * units) / neighbours)));
      show(slot, panels[i], Math.max(120, Math.floor(width)), height);
    });
  }

  function show(slot: Slot, spec: PanelSpec, width: number, height: number) {
    const { last } = slot;
    if (last && last.spec === spec && last.width === width && last.height === height) return;
    const context = { width, height, axes: axes(), move };
    slot.last = undefined; // what fails half-way is drawn again in full
    if (slot.kind === spec.kind) slot.view!.update(spec, context);
    else {
      // The old picture goes when the new one stands.
      const body = html("div", { class: "nnb-body" });
      const view = makePanel(spec.kind, body);
      view.update(spec, context);
      slot.body.replaceWith(body);
      Object.assign(slot, { body, view, kind: spec.kind });
    }
    slot.last = { spec, width, height };
  }

  return { root, draw };
}

function say(element: HTMLElement, template: string | null | undefined, position: Position, drawing: Drawing) {
  setText(element, template ? fill(template, position, drawing) : "");
}
