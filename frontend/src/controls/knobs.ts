// One knob per axis: native controls, so keyboard, touch and screen readers work as everywhere.
import { attr, html, setText } from "../dom";
import { valueIndex } from "../model/decode";
import { formatValue, tidy } from "../model/position";
import { makePlayer } from "./play";
import type { Axis, Position, Value } from "../model/types";

export interface Knob {
  root: HTMLElement;
  show(value: Value): void;
  stop(): void;
}

export function makeKnob(axis: Axis, move: (change: Position) => void, waiting: () => boolean): Knob {
  return axis.kind === "choice" ? choice(axis, move) : slider(axis, move, waiting);
}

function choice(axis: Axis, move: (change: Position) => void): Knob {
  const options = axis.values!.map((value, i) => html("option", { value: i }, formatValue(value)));
  const select = html("select", { "data-axis": axis.name, "aria-label": axis.label }, ...options);
  select.addEventListener("change", () => move({ [axis.name]: axis.values![select.selectedIndex] }));
  const root = html("label", { class: "nnb-knob" }, html("span", { class: "nnb-knob-name" }, axis.label), select);
  return { root, show: (value) => (select.selectedIndex = valueIndex(axis.values!, value)), stop: () => undefined };
}

function slider(axis: Axis, move: (change: Position) => void, waiting: () => boolean): Knob {
  const dial = axis.kind === "dial";
  const count = axis.values?.length ?? 0;
  const ends = dial ? { min: axis.low, max: axis.high, step: axis.step } : { min: 0, max: count - 1, step: 1 };
  const input = html("input", { type: "range", ...ends, "data-axis": axis.name, "aria-label": axis.label });
  input.disabled = !dial && count < 2;
  const output = html("output", { "aria-live": "off" }); // the slider itself says its value
  const valueAt = (raw: number): Value => (dial ? tidy(raw) : axis.values![raw]);
  let current: Value = valueAt(input.valueAsNumber);

  function show(value: Value) {
    current = value;
    const raw = String(dial ? value : valueIndex(axis.values!, value));
    if (input.value !== raw) input.value = raw;
    const text = formatValue(value).replace("-", "−");
    setText(output, text);
    const [low, high] = [Number(input.min), Number(input.max)];
    attr(input, {
      "aria-valuetext": text,
      style: `--at:${((100 * (input.valueAsNumber - low)) / (high - low || 1)).toFixed(1)}%`,
    });
  }
  function turn(value: Value) {
    show(value); // at once, so that the knob never lags behind the finger
    move({ [axis.name]: value });
  }
  input.addEventListener("input", () => turn(valueAt(input.valueAsNumber)));

  const name = html("span", { class: "nnb-knob-name" }, axis.label);
  const label = html("label", { class: "nnb-knob" }, name, output, input);
  if (axis.kind !== "play") return { root: label, show, stop: () => undefined };
  const player = makePlayer({
    label: axis.label,
    count,
    at: () => valueIndex(axis.values!, current),
    go: (i) => turn(axis.values![i]),
    waiting,
  });
  input.addEventListener("pointerdown", player.stop);
  return { root: html("div", { class: "nnb-play" }, player.root, label), show, stop: player.stop };
}
