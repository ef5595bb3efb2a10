// What a reader sets a figure with: presets, knobs and Reset.
import { attr, html } from "../dom";
import { samePosition } from "../model/position";
import type { Model, Position } from "../model/types";
import { knobColumns } from "../panels/layout";
import { makeKnob } from "./knobs";

export interface Board {
  reset: HTMLElement;
  presets: HTMLElement;
  knobs: HTMLElement;
  show(position: Position): void;
  /** Stands the knobs in as many columns as fit into `width` units. */
  fit(width: number): void;
  stop(): void;
}

export function makeBoard(model: Model, move: (change: Position) => void, waiting: () => boolean): Board {
  const axes = model.get("axes");
  const start = { ...(model.get("start") ?? model.get("position")) };
  const knobs = axes.map((axis) => makeKnob(axis, move, waiting));
  const stop = () => knobs.forEach((knob) => knob.stop());

  function button(name: string, position: Position, look: string) {
    const element = html("button", { type: "button", class: look }, name);
    element.addEventListener("click", () => {
      stop();
      move(position);
    });
    return element;
  }
  const presets = (model.get("presets") ?? []).map(({ name, position }) => ({
    element: button(name, { ...start, ...position }, "nnb-preset"),
    position,
  }));
  const board = html("div", { class: "nnb-knobs" }, ...knobs.map((knob) => knob.root));

  function show(position: Position) {
    axes.forEach((axis, i) => knobs[i].show(position[axis.name]));
    for (const preset of presets)
      attr(preset.element, { "aria-pressed": String(samePosition(preset.position, position)) });
  }

  return {
    reset: button("Reset", start, "nnb-reset"),
    presets: html("div", { class: "nnb-presets" }, ...presets.map(({ element }) => element)),
    knobs: board,
    show,
    fit: (width) => board.style.setProperty("--columns", String(knobColumns(axes, width))),
    stop,
  };
}
