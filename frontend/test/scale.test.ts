import assert from "node:assert/strict";
import test from "node:test";
import { decade, short } from "../src/plot/format";
import { balancedColumns, knobColumns, panelRows } from "../src/panels/layout";
import { valueAt } from "../src/panels/curves";
import { resolution } from "../src/panels/surface";
import { pace } from "../src/controls/play";
import { linearDomain, logDomain, logTicks, makeScale } from "../src/plot/scale";
import type { Axis, Net } from "../src/model/types";

test("a log axis covers whole decades and leaves zeros and nulls out", () => {
  assert.deepEqual(logDomain([0.02, 3, 0, null, -1]), [0.01, 10]);
  assert.deepEqual(logDomain([0, null]), [1e-3, 1]);
  assert.deepEqual(logDomain([1, 1]), [1, 10]);
  assert.deepEqual(logDomain([1e-300, 1]).map(Math.log10).map(Math.round), [-300, 0]);
});

test("zero lies on the floor of a log axis, finite", () => {
  const y = makeScale(true, [1e-6, 1], [200, 0]);
  assert.equal(y(0), 200);
  assert.equal(y(1), 0);
  assert.ok(Math.abs(y(1e-3) - 100) < 1e-9);
});

test("a linear domain of one value, of none, or with zero", () => {
  assert.deepEqual(linearDomain([3, 3]), [2.5, 3.5]);
  assert.deepEqual(linearDomain([null]), [0, 1]);
  assert.deepEqual(linearDomain([0, 0], true), [0, 1]);
  assert.deepEqual(linearDomain([2, 9.7], true), [0, 10]);
});

test("decade ticks are few, round and in superscripts", () => {
  const labels = (low: number, high: number, pixels: number) => logTicks([low, high], pixels).map(({ label }) => label);
  assert.deepEqual(labels(1e-3, 1, 300), ["10⁻³", "10⁻²", "10⁻¹", "1"]);
  assert.deepEqual(labels(1e-20, 10, 140), ["10⁻²⁰", "10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "1"]);
  assert.ok(labels(1e-300, 1, 100).length <= 5);
  assert.deepEqual(labels(2, 8, 300).slice(0, 2), ["2", "3"]);
});

test("numbers read well", () => {
  assert.deepEqual(
    [0, 1, -0.25, 0.5004, 12345, 3.14e-9, null].map((value) => short(value)),
    ["0", "1", "−0.25", "0.5", "12345", "3.1×10⁻⁹", "–"],
  );
  assert.equal(decade(0), "1");
});

test("nine knobs stand three by three, and panels wrap in balanced rows", () => {
  assert.equal(balancedColumns(9, 4), 3);
  assert.equal(balancedColumns(4, 3), 2);
  assert.equal(balancedColumns(3, 0), 1);
  assert.equal(balancedColumns(0, 3), 1);
  assert.deepEqual(
    panelRows([200, 200, 200], [1, 1, 1], 700, 20).map((c) => c.neighbors),
    [3, 3, 3],
  );
  assert.deepEqual(
    panelRows([200, 200, 300], [1, 1, 1], 600, 20).map((c) => c.neighbors),
    [2, 2, 1],
  );
  assert.deepEqual(
    panelRows([200, 200], [1, 3], 300, 20).map((c) => c.share),
    [1, 1],
  );
});

test("knobs: a player has its own row, dials of units stand in threes", () => {
  const axes = (kind: "dial" | "range" | "play", count: number): Axis[] =>
    Array.from({ length: count }, (_, i): Axis => {
      const named = { name: `${kind}${i}`, label: "w11" };
      return kind === "dial" ? { ...named, kind, low: -1, high: 1, step: 0.1 } : { ...named, kind, values: [1, 2] };
    });
  assert.equal(knobColumns(axes("dial", 9), 750), 3);
  assert.equal(knobColumns(axes("dial", 9), 300), 3);
  assert.equal(knobColumns(axes("dial", 9), 200), 1);
  assert.equal(
    knobColumns(
      axes("dial", 9).map((axis) => ({ ...axis, label: "bias of h1" })),
      300,
    ),
    2,
  );
  assert.equal(knobColumns([...axes("range", 2), ...axes("play", 1)], 750), 2);
  assert.equal(knobColumns(axes("play", 1), 750), 1);
});

test("curves are read between their points, and not beyond them", () => {
  const series = { name: "", color: "", x: [0, 1, 2], y: [0, 10, null] };
  assert.equal(valueAt(series, 0.5), 5);
  assert.equal(valueAt(series, 1), 10);
  assert.equal(valueAt(series, 1.5), null);
  assert.equal(valueAt(series, -1), null);
  assert.equal(valueAt({ ...series, y: [1, 100, 1] }, 0.5, true), 10);
});

test("a surface is as fine as its networks allow, and never coarse", () => {
  const net = (units: number): Net => ({
    layers: [
      {
        W: [Array<number>(units).fill(0), Array<number>(units).fill(0)],
        b: Array<number>(units).fill(0),
        activation: "tanh",
      },
    ],
    output: "sigmoid",
  });
  assert.equal(resolution([net(8)], 0, false), 64);
  assert.equal(resolution([net(100_000)], 0, false), 24);
  assert.ok(resolution([net(200)], 0, false) < resolution([net(200)], 0, true));
});

test("playing neither drags nor flickers", () => {
  assert.equal(pace(1000), 60);
  assert.equal(pace(100), 80);
  assert.equal(pace(4), 900);
});
