// One network as the reader sees it: its knobs, what it says over the plane, its layers, and how it fares.
import type { Field, Images, Position } from "../model/types";
import type { ListAxis } from "../model/types";
import { attr, html, lead, makeKnob, makePanel, probabilities, setText } from "../shared";
import { makeInsideView } from "./inside_view";
import { makeLayersView } from "./layers_view";
import type { FocusView, LaneView as View, Shown, Surface } from "./messages";
import { laneOf, NAMES } from "./position";
import { EXTENT } from "./view";
import { badge } from "./words";

export const COLORS = ["#bf0a9b", "#06731c"];
const LARGEST = 280; // pixels of the picture, where there is room
const FIRST = 4; // knobs that are always there

export interface LaneView {
  root: HTMLElement;
  show: (position: Position) => void;
  draw: (view: View, shown: Shown, focus: FocusView | undefined, width: number) => void;
  reset: () => void;
}

type Move = (change: Position) => void;

export function makeLaneView(lane: number, axes: ListAxis[], move: Move, point: (layer: number) => void): LaneView {
  const [name, color] = [NAMES[lane], COLORS[lane]];
  const own = axes.filter((axis) => laneOf(axis.name) === lane);
  const knobs = own.map((axis) => makeKnob(axis, move, () => false));
  const [first, more] = [knobs.slice(0, FIRST), knobs.slice(FIRST)];
  const said = html("span", { class: "nnb-badge" });
  const chip = html("span", { class: "nnb-chip", style: `--lane:${color}` }, name);
  const extra = html("span", { class: "nnb-soft-words" });
  const details = html("details", { class: "nnb-more" }, html("summary", {}, "more ", extra), board(more));
  const fieldBody = html("div", { class: "nnb-lane-field" });
  const layers = makeLayersView(color, point);
  const inside = makeInsideView(color, name, point);
  const pictures = html("div", { class: "nnb-panels nnb-lane-pictures" }, fieldBody, layers.root);
  const root = html("section", { class: "nnb-lane", "aria-label": `Network ${name}` });
  root.append(html("p", { class: "nnb-lane-title" }, chip, said), board(first), details, pictures, inside.root);
  let picture: { kind: string; panel: ReturnType<typeof makePanel> } | undefined;

  function show(position: Position) {
    own.forEach((axis, i) => knobs[i].show(position[axis.name]));
    setText(extra, settings(position, own.slice(FIRST)));
  }

  function drawPicture(kind: "field" | "images", spec: Field | Images, width: number) {
    if (picture?.kind !== kind) {
      fieldBody.replaceChildren();
      picture = { kind, panel: makePanel(kind, fieldBody) };
    }
    picture.panel.update(spec, { width, height: width, axes: [], move });
  }

  function draw(view: View, shown: Shown, focus: FocusView | undefined, width: number) {
    setText(said, badge(view.verdict, view.now.step));
    attr(root, { "data-state": view.verdict.state, "data-reason": view.verdict.reason ?? null });
    const side = Math.floor(Math.min(LARGEST, 0.46 * width));
    attr(fieldBody, { style: `flex-basis:${side}px` });
    if (view.surface) drawPicture("field", fieldOf(view.surface, shown), side);
    if (view.wrong) drawPicture("images", imagesOf(view), side);
    layers.draw(view, Math.floor(width - side - 8), Math.max(230, side + 70), focus ? focus.layer : null);
    inside.draw(focus, view.gradients.length, name, width);
  }
  return { root, show, draw, reset: layers.reset };
}

const board = (knobs: { root: HTMLElement }[]) =>
  html("div", { class: "nnb-knobs nnb-lane-knobs" }, ...knobs.map((knob) => knob.root));

/** What is switched on among the knobs that are folded away. */
function settings(position: Position, axes: ListAxis[]): string {
  const on = axes.filter((axis) => ![0, "off", "none"].includes(position[axis.name]));
  return on.map(({ name, label }) => (position[name] === "on" ? label : `${label} ${position[name]}`)).join(", ");
}

function fieldOf({ side, outputs, logits }: Surface, shown: Shown): Field {
  const rows = { data: logits, count: side * side, width: outputs };
  const p = probabilities(outputs === 1 ? "sigmoid" : "softmax", rows);
  const levels = outputs === 1 ? [logits] : Array.from({ length: outputs }, (_, c) => lead(p, c));
  return {
    kind: "field",
    nets: [],
    bare: true,
    surface: { side, p, levels },
    points: shown,
    x_domain: SPAN,
    y_domain: SPAN,
  };
}
const SPAN: [number, number] = [-EXTENT, EXTENT];

function imagesOf({ wrong = [], now }: View): Images {
  const images = wrong.map(({ pixels, label, guess }) => ({ pixels, caption: `${label}, not ${guess}` }));
  const right = Math.round(1000 * now.unseen.accuracy) / 10;
  const title = `Unseen digits it gets wrong (${right} % right)`;
  return {
    kind: "images",
    title,
    shape: [8, 8],
    columns: 3,
    images: images.slice(0, 9),
    domain: [-0.81, 1.85],
    diverging: false,
  };
}
