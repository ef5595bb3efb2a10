// Every reason the floor can name, on networks made to have it, over ten seeds.
import assert from "node:assert/strict";
import test from "node:test";
import type { Position } from "../src/model/types";
import type { Reason, State } from "../src/engine/diagnose";
import { SEEDS, trained } from "./floors";

/** How many of ten seeds end in that state for that reason. */
function count(at: Position, steps: number, state: State, reason?: Reason): number {
  const { a } = trained({ lanes: 1, ...at }, steps);
  return a.filter(({ verdict }) => verdict.state === state && verdict.reason === reason).length;
}

const large = { a_activation: "tanh", a_start: "large", a_width: 32 };
const CASES: [Reason, State, Position, number][] = [
  ["twins", "stuck", { a_start: "zeros", a_depth: 1 }, 60],
  ["vanished", "untrained", { a_activation: "sigmoid", a_depth: 12 }, 0],
  ["vanished", "stuck", { a_activation: "sigmoid", a_depth: 12 }, 100],
  ["exploded", "untrained", { ...large, a_depth: 20 }, 0],
  ["not finite", "stopped", { ...large, a_activation: "identity", a_depth: 12, lr: 10 }, 100],
  ["dead", "stuck", { a_activation: "relu", a_start: "he", a_depth: 8, lr: 3 }, 200],
  ["saturated", "stuck", { data: "spirals", a_depth: 1, lr: 10 }, 200],
  ["rate", "stuck", { data: "spirals", a_depth: 1, a_activation: "sigmoid", lr: 10 }, 200],
  ["rate", "stuck", { a_depth: 1, a_activation: "identity", lr: 1, optimizer: "momentum" }, 200],
  ["straight", "stuck", { a_depth: 2, a_activation: "identity" }, 300],
  ["straight", "stuck", { data: "circles", a_depth: 3, a_activation: "identity" }, 300],
  ["slow", "stuck", { a_depth: 1, a_activation: "sigmoid", lr: 0.001 }, 100],
  // From large weights the loss is high; that its steps were too large would be wrong.
  ["slow", "stuck", { ...large, data: "spirals", a_depth: 3, lr: 0.001 }, 60],
];

for (const [reason, state, at, steps] of CASES)
  test(`${reason}, ${state}: ${JSON.stringify(at)}`, () => assert.equal(count(at, steps, state, reason), SEEDS));

test("narrow: two units on spirals find part of the answer, and some of them no way on", () => {
  const at = { data: "spirals", a_depth: 1, a_width: 2, lr: 0.3 };
  const [stuck, learning] = [count(at, 2500, "stuck", "narrow"), count(at, 2500, "learning")];
  assert.equal(stuck + learning, SEEDS);
  assert.ok(stuck >= SEEDS / 2);
});

test("by heart: many units, few points, a third of the labels drawn anew", () => {
  const at = { data: "moons", noise: 0.3, examples: 50, relabel: 0.3, a_width: 64, a_depth: 2, lr: 0.3 };
  assert.ok(count(at, 3000, "learned", "by heart") >= 8);
});

test("a network that learns has no reason not to", () => {
  assert.equal(count({ a_depth: 1 }, 1200, "learned"), SEEDS);
});
