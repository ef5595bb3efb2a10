// One knob per axis: native controls, so keyboard, touch and screen readers work as everywhere.
import { attr, html, setText } from "../dom";
import { valueIndex } from "../model/decode";
import { formatValue, tidy } from "../model/position";
import type { Axis, DialAxis, ListAxis, Position, Value } from "../model/types";
import { makePlayer } from "./play";

export interface Knob {
  root: HTMLElement;
  show(value: Value): void;
  stop(): void;
}

type Move = (change: Position) => void;

export function makeKnob(axis: Axis, move: Move, waiting: () => boolean): Knob {
  switch (axis.kind) {
    case "choice":
      return menu(axis, move);
    case "play":
      return player(axis, move, waiting);
    case "range":
      return named(axis, slider(axis, notches(axis), move));
    case "dial":
      return named(axis, slider(axis, turns(axis), move));
  }
}

function menu(axis: ListAxis, move: Move): Knob {
  const { name, label, values } = axis;
  const options = values.map((value, i) => html("option", { value: i }, formatValue(value)));
  const select = html("select", { "data-axis": name, "aria-label": label }, ...options);
  select.addEventListener("change", () => move({ [name]: values[select.selectedIndex] }));
  const root = html("label", { class: "nnb-knob" }, html("span", { class: "nnb-knob-name" }, label), select);
  return { root, show: (value) => (select.selectedIndex = valueIndex(values, value)), stop: () => undefined };
}

/** How a native slider's number and an axis's value follow from each other. */
interface Gear {
  ends: { min: number; max: number; step: number };
  value(raw: number): Value;
  raw(value: Value): number | Value;
}

const notches = ({ values }: ListAxis): Gear => ({
  ends: { min: 0, max: values.length - 1, step: 1 },
  value: (raw) => values[raw],
  raw: (value) => valueIndex(values, value),
});

const turns = ({ low, high, step }: DialAxis): Gear => ({
  ends: { min: low, max: high, step },
  value: tidy,
  raw: (value) => value,
});

interface Slider {
  input: HTMLInputElement;
  output: HTMLElement;
  show: (value: Value) => void;
  turn: (value: Value) => void;
}

function slider(axis: Axis, gear: Gear, move: Move): Slider {
  const { min, max } = gear.ends;
  const input = html("input", { type: "range", ...gear.ends, "data-axis": axis.name, "aria-label": axis.label });
  input.disabled = min >= max;
  const output = html("output", { "aria-live": "off" }); // the slider itself says its value

  function show(value: Value) {
    const raw = String(gear.raw(value));
    if (input.value !== raw) input.value = raw;
    const text = formatValue(value).replace("-", "−");
    setText(output, text);
    const filled = (100 * (input.valueAsNumber - min)) / (max - min || 1);
    attr(input, { "aria-valuetext": text, style: `--at:${filled.toFixed(1)}%` });
  }
  function turn(value: Value) {
    show(value); // at once, so that the knob never lags behind the finger
    move({ [axis.name]: value });
  }
  input.addEventListener("input", () => turn(gear.value(input.valueAsNumber)));
  return { input, output, show, turn };
}

function named(axis: Axis, { input, output, show }: Slider): Knob {
  const name = html("span", { class: "nnb-knob-name" }, axis.label);
  return { root: html("label", { class: "nnb-knob" }, name, output, input), show, stop: () => undefined };
}

function player(axis: ListAxis, move: Move, waiting: () => boolean): Knob {
  const { label, values } = axis;
  const track = slider(axis, notches(axis), move);
  const player = makePlayer({
    label,
    count: values.length,
    at: () => track.input.valueAsNumber,
    go: (i) => track.turn(values[i]),
    waiting,
  });
  track.input.addEventListener("pointerdown", player.stop);
  const root = html("div", { class: "nnb-play" }, player.root, named(axis, track).root);
  return { root, show: track.show, stop: player.stop };
}
