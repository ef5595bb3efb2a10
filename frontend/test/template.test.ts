import assert from "node:assert/strict";
import test from "node:test";
import { fill } from "../src/model/template";
import { score } from "../src/net/score";
import type { Drawing, Net } from "../src/model/types";

const points = {
  x: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  y: [0, 1, 1, 0],
};
const net = (w: number, b: number): Net => ({
  layers: [{ W: [[w], [w]], b: [b], activation: "identity" }],
  output: "sigmoid",
});
const lecture: Net = {
  layers: [
    {
      W: [
        [5, -7],
        [5, -7],
      ],
      b: [-8, 3],
      activation: "sigmoid",
    },
    { W: [[-11], [-11]], b: [6], activation: "identity" },
  ],
  output: "sigmoid",
};
const drawing = (one: Net): Drawing => ({
  summary: "",
  panels: [
    { kind: "lines", series: [] },
    { kind: "field", nets: [one], points, x_domain: [0, 1], y_domain: [0, 1] },
  ],
});

test("the lecture's network gets all four right", () => {
  assert.equal(fill("{right} of {total}, {loss}", {}, drawing(lecture)), "4 of 4, 0.012");
});

test("a unit of zeros says one half, which counts as class 0; its loss is ln 2", () => {
  const { right, total, loss } = score([net(0, 0)], points);
  assert.deepEqual([right, total], [2, 4]);
  assert.ok(Math.abs(loss - Math.LN2) < 1e-15);
});

test("the loss of a saturated answer is finite", () => assert.equal(score([net(0, 1000)], points).loss, 500));

test("columns of targets count as targets", () => {
  assert.equal(score([lecture], { x: points.x, y: [[0], [1], [1], [0]] }).right, 4);
});

test("averages and softmax are scored by probability", () => {
  assert.equal(score([net(0, 1000), net(0, -1000)], points).loss, Math.LN2);
  const soft: Net = {
    layers: [
      {
        W: [
          [0, 0, 1],
          [0, 1, 0],
        ],
        b: [0, 0, 0],
        activation: "identity",
      },
    ],
    output: "softmax",
  };
  const { right, loss } = score([soft], {
    x: [
      [9, 0],
      [0, 9],
    ],
    y: [2, 1],
  });
  assert.equal(right, 2);
  assert.ok(loss > 0 && loss < 1e-3);
});

test("axes fill holes, and unknown names stay", () => {
  assert.equal(
    fill("{depth} layers, {kind}, {oops} {right}", { depth: 3, kind: "$& relu" }, { panels: [], summary: "" }),
    "3 layers, $& relu, {oops} {right}",
  );
});
