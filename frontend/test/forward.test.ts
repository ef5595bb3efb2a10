// The forward pass against nnbook's own numbers (forward.json is written by dev/forward_fixture.py).
import assert from "node:assert/strict";
import test from "node:test";
import { activate, NAMES, softplus } from "../src/net/activations";
import { cost, forward, predict, probabilities, rowsOf } from "../src/net/forward";
import type { Net } from "../src/model/types";
import fixture from "./forward.json";

interface Case {
  name: string;
  net: Net;
  x: number[][];
  logits: number[][];
  p: number[][];
}

function close(got: ArrayLike<number>, wanted: number[], what: string) {
  assert.equal(got.length, wanted.length, what);
  wanted.forEach((value, i) => {
    assert.ok(
      Math.abs(got[i] - value) <= 1e-12 * Math.max(1, Math.abs(value)),
      `${what}[${i}]: ${got[i]} is not ${value}`,
    );
  });
}

test("every activation of nnbook is known and agrees to 1e-12, at +-1000 too", () => {
  assert.deepEqual(new Set(NAMES), new Set(Object.keys(fixture.functions)));
  for (const [name, wanted] of Object.entries(fixture.functions)) {
    const data = Float64Array.from(fixture.z);
    activate(name, data);
    close(data, wanted, name);
  }
});

test("an unknown activation is refused, and the known ones are listed", () => {
  assert.throws(() => activate("swish", new Float64Array(1)), /swish.*sigmoid.*identity/);
});

for (const { name, net, x, logits, p } of fixture.cases as Case[]) {
  test(`network: ${name}`, () => {
    const rows = rowsOf(x);
    close(forward(net, rows).data, logits.flat(), "logits");
    close(predict([net], rows).data, p.flat(), "p");
    // In two steps, by way of a hidden layer, the same comes out.
    close(forward(net, forward(net, rows, 0, 1), 1).data, logits.flat(), "logits from layer 1");
  });
}

test("members are averaged as probabilities, not as logits", () => {
  const member = (b: number): Net => ({
    layers: [{ W: [[0], [0]], b: [b], activation: "identity" }],
    output: "sigmoid",
  });
  close(predict([member(1000), member(0)], rowsOf([[0, 0]])).data, [0.75], "p");
});

test("softmax and softplus survive huge logits", () => {
  const p = probabilities("softmax", { data: Float64Array.of(1000, 0, -1000), count: 1, width: 3 });
  close(p.data, [1, 0, 0], "softmax");
  close([softplus(1000), softplus(-1000), softplus(0)], [1000, 0, Math.LN2], "softplus");
});

test("cost counts the layers that are evaluated", () => {
  const [{ net }] = fixture.cases as Case[];
  assert.ok(cost([net], 1) < cost([net], 0));
  assert.equal(cost([net, net]), 2 * cost([net]));
});
