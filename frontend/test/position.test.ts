import assert from "node:assert/strict";
import test from "node:test";
import { formatValue, parseFragment, samePosition, snap, tidy, toFragment, withSettings } from "../src/model/position";
import type { Axis } from "../src/model/types";

const dial: Axis = { name: "w", label: "w", kind: "dial", low: -12, high: 12, step: 0.1 };
const depth: Axis = { name: "depth", label: "layers", kind: "range", values: [1, 2, 4, 8] };
const act: Axis = { name: "act", label: "activation", kind: "choice", values: ["relu", "leaky relu & co"] };

test("a dial stops at its ends and at its steps, without the dust of binary fractions", () => {
  assert.equal(snap(dial, 0.30000000000000004), 0.3);
  assert.equal(snap(dial, 99), 12);
  assert.equal(snap(dial, -99), -12);
  assert.equal(snap(dial, NaN), undefined);
  assert.equal(snap(dial, "5"), undefined);
  assert.equal(tidy(0.1 + 0.2), 0.3);
});

test("a list takes its own values, the nearest number, and no unknown word", () => {
  assert.equal(snap(depth, 4), 4);
  assert.equal(snap(depth, 5.9), 4);
  assert.equal(snap(act, "relu"), "relu");
  assert.equal(snap(act, "tanh"), undefined);
});

test("values are written as Python writes them", () => {
  const wanted: [number, string][] = [
    [-8, "-8"],
    [0.1, "0.1"],
    [0, "0"],
    [-0, "0"],
    [1e-5, "1e-05"],
    [2.5e-7, "2.5e-07"],
    [0.0001, "0.0001"],
    [1e15, "1000000000000000"],
    [1e22, "1e+22"],
  ];
  for (const [value, text] of wanted) assert.equal(formatValue(value), text);
});

test("a link restores the position it was made of", () => {
  const position = { depth: 4, act: "leaky relu & co", w: -0.3 };
  const fragment = toFragment("gradient-flow", position);
  assert.match(fragment, /^#gradient-flow\?depth=4&act=/);
  const parsed = parseFragment(fragment)!;
  assert.equal(parsed.name, "gradient-flow");
  assert.deepEqual(withSettings([depth, act, dial], { depth: 1, act: "relu", w: 0 }, parsed.settings), position);
});

test("strange links change nothing", () => {
  const start = { depth: 1, act: "relu", w: 0 };
  for (const text of ["#other", "", "#%E0?depth=1", "#?"]) assert.equal(parseFragment(text), null);
  const { settings } = parseFragment("#f?depth=&act=tanh&w=oops&nothing=1&__proto__=2")!;
  assert.deepEqual(withSettings([depth, act, dial], start, settings), start);
});

test("a partial position is the same where it speaks", () => {
  assert.ok(samePosition({ a: 1 }, { a: 1, b: 2 }));
  assert.ok(!samePosition({ a: 1, b: 3 }, { a: 1, b: 2 }));
});
