// What both networks share: the tour, the data and the way of training.
import type { ListAxis, Model, Position } from "../model/types";
import { attr, formatValue, html, makeKnob, samePosition, setText } from "../shared";
import type { Stop } from "./floor";
import { laneOf, NAMES } from "./position";

export interface Board {
  axes: ListAxis[];
  reset: HTMLElement;
  tour: HTMLElement;
  question: HTMLElement;
  shared: HTMLElement;
  show: (position: Position) => void;
  /** A knob and its value in words: "learning rate 0.1 (A)". */
  said: (axis: string, position: Position) => string;
}

export function makeBoard(model: Model, tour: Stop[], move: (change: Position) => void): Board {
  const axes = model.get("axes") as ListAxis[];
  const start = { ...(model.get("start") ?? model.get("position")) };
  const common = axes.filter(({ name }) => laneOf(name) < 0);
  const knobs = common.map((axis) => makeKnob(axis, move, () => false));
  const words = html("span", { class: "nnb-soft-words" });
  const board = html("div", { class: "nnb-knobs nnb-floor-knobs" }, ...knobs.map((knob) => knob.root));
  const shared = html("details", { class: "nnb-more" }, html("summary", {}, "data and training: ", words), board);
  const question = html("p", { class: "nnb-question-words" });

  function button(name: string, position: Position, look: string) {
    const element = html("button", { type: "button", class: look }, name);
    element.addEventListener("click", () => move(position));
    return element;
  }
  const stops = tour.map((stop) => ({ ...stop, element: button(stop.name, stop.position, "nnb-preset") }));

  function said(name: string, position: Position): string {
    const axis = axes.find((one) => one.name === name);
    const owner = laneOf(name) < 0 ? "" : ` (${NAMES[laneOf(name)]})`;
    return `${axis?.label} ${formatValue(position[name])}${owner}`;
  }

  function show(position: Position) {
    common.forEach((axis, i) => knobs[i].show(position[axis.name]));
    const { data, examples, noise, relabel, optimizer, lr, batch, seed } = position;
    const wrong = Number(relabel) > 0 ? `, ${Math.round(100 * Number(relabel))} % of labels drawn anew` : "";
    setText(
      words,
      `${data}, ${examples} examples, noise ${noise}${wrong}; ${optimizer}, learning rate ${lr}, batches of ${batch}, seed ${seed}`,
    );
    const here = stops.find((stop) => samePosition(stop.position, position));
    for (const stop of stops) attr(stop.element, { "aria-pressed": String(stop === here) });
    setText(question, here?.question ?? "");
  }

  return {
    axes,
    reset: button("Reset", start, "nnb-reset"),
    tour: html("div", { class: "nnb-presets" }, ...stops.map(({ element }) => element)),
    question,
    shared,
    show,
    said,
  };
}
