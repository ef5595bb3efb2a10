// The training engine against nnbook, and against its own differences.
import assert from "node:assert/strict";
import test from "node:test";
import { ACTIVATIONS } from "../src/engine/functions";
import { emptyNet, makeNet, type Net, type Normalize, type Shape } from "../src/engine/network";
import { makeMemory, update, type Rule } from "../src/engine/optimizers";
import { makePass } from "../src/engine/pass";
import { multiply, rowMajor, transposed } from "../src/engine/product";
import { makeRng } from "../src/engine/random";
import { STARTS } from "../src/engine/starts";
import fixture from "./engine.json";

const largest = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);

function assertClose(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number, what: string): void {
  assert.equal(found.length, wanted.length, what);
  const scale = largest(wanted);
  for (let i = 0; i < found.length; i++) {
    const error = Math.abs(found[i] - wanted[i]) / scale;
    assert.ok(error <= tolerance, `${what} ${i}: ${found[i]} instead of ${wanted[i]}`);
  }
}

type Case = (typeof fixture.cases)[number];

const shapeOf = (one: Case): Shape => ({
  ...one,
  start: "zeros",
  centered: false,
  normalize: one.normalize as Normalize,
});

/** Parameters, data and batches in the order in which dev/engine_fixture.py draws them. */
function trained(one: Case): { losses: number[]; net: Net } {
  const rng = makeRng(one.seed);
  const net = emptyNet(shapeOf(one));
  for (const { W, b, gamma, beta, fanIn } of net.layers) {
    W.forEach((_, i) => (W[i] = ((rng.uniform() - 0.5) * 4) / Math.sqrt(fanIn)));
    b.forEach((_, i) => (b[i] = rng.uniform() - 0.5));
    gamma.forEach((_, i) => (gamma[i] = rng.uniform() + 0.5));
    beta.forEach((_, i) => (beta[i] = rng.uniform() - 0.5));
  }
  const x = Float64Array.from({ length: fixture.rows * one.inputs }, () => (rng.uniform() - 0.5) * 4);
  const classes = Math.max(2, one.outputs);
  const y = Int32Array.from({ length: fixture.rows }, () => Math.floor(classes * rng.uniform()));
  const [rule, memory] = [one as Rule, makeMemory(net.theta.length)];
  const pass = makePass(net, fixture.batch);
  const losses = Array.from({ length: fixture.steps }, () => {
    const rows = Array.from({ length: fixture.batch }, () => Math.floor(fixture.rows * rng.uniform()));
    const batch = Float64Array.from(rows.flatMap((row) => [...x.subarray(row * one.inputs, (row + 1) * one.inputs)]));
    const labels = Int32Array.from(rows, (row) => y[row]);
    const loss = pass.run(batch, labels, rows.length, one.dropout, rng.uniform);
    update(net.theta, net.grad, rule, memory);
    return loss;
  });
  return { losses, net };
}

for (const one of fixture.cases) {
  const name = `${one.activation}, ${one.optimizer}, depth ${one.depth}, dropout ${one.dropout}, ${one.normalize}`;
  test(`50 steps as nnbook takes them: ${name}, skip ${one.skip}`, () => {
    const { losses, net } = trained(one);
    assertClose(
      losses.filter((_, i) => i % 7 === 0),
      one.losses,
      1e-10,
      "loss",
    );
    const wanted = Float64Array.from(one.theta);
    if (one.normalize === "batch" && one.optimizer === "adam") {
      // What normalization takes away again has a gradient of rounding alone, which Adam divides by 1e-8.
      const place = emptyNet(shapeOf(one));
      place.theta.set(wanted);
      for (const [l, { b, beta }] of place.layers.slice(0, -1).entries()) {
        assertClose(net.layers[l].b, b, 1e-7, "bias below a normalization");
        b.set(net.layers[l].b);
        if (one.activation !== "identity") continue; // there the next normalization takes the shift as well
        assertClose(net.layers[l].beta, beta, 1e-7, "shift below a normalization");
        beta.set(net.layers[l].beta);
      }
      wanted.set(place.theta);
    }
    assertClose(net.theta, wanted, 1e-10, "parameter");
  });
}

/** dL/dtheta by central differences, masks and batch statistics drawn anew on both sides. */
function differences(net: Net, x: Float64Array, y: Int32Array, n: number, rate: number): Float64Array {
  const pass = makePass(net, n);
  const loss = () => pass.run(x, y, n, rate, makeRng(9).uniform);
  const h = 1e-6; // where a row is normalized by a small spread, 1e-5 would bend already
  return net.theta.map((value, i) => {
    net.theta[i] = value + h;
    const above = loss();
    net.theta[i] = value - h;
    const below = loss();
    net.theta[i] = value;
    return (above - below) / (2 * h);
  });
}

for (const activation of Object.keys(ACTIVATIONS)) {
  for (const normalize of ["none", "batch", "layer"] as const) {
    for (const skip of [false, true]) {
      test(`gradient by differences: ${activation}, ${normalize}, skip ${skip}`, () => {
        const rng = makeRng(3);
        const shape = { inputs: 3, outputs: skip ? 1 : 3, depth: 3, width: 5, activation, start: "xavier" };
        const net = makeNet({ ...shape, centered: true, normalize, skip }, rng);
        for (const { b, gamma, beta } of net.layers) {
          b.forEach((_, i) => (b[i] += rng.normal())); // a silent unit with bias 0 stands at the kink
          gamma.forEach((_, i) => (gamma[i] = 0.5 + rng.uniform()));
          beta.forEach((_, i) => (beta[i] = rng.normal()));
        }
        const x = Float64Array.from({ length: 18 }, () => rng.normal());
        const y = Int32Array.from([0, 1, 0, 1, 1, 0]);
        const wanted = differences(net, x, y, 6, 0.3);
        makePass(net, 6).run(x, y, 6, 0.3, makeRng(9).uniform);
        assertClose(net.grad, wanted, 1e-6, "gradient");
      });
    }
  }
}

test("the blocked product is the product, at every size and on every side", () => {
  const rng = makeRng(1);
  for (const [m, n, k] of [
    [1, 1, 1],
    [4, 2, 3],
    [5, 3, 7],
    [9, 6, 2],
    [3, 8, 5],
  ]) {
    // prettier-ignore
    const a = Float64Array.from({ length: m * k }, () => rng.normal());
    const b = Float64Array.from({ length: k * n }, () => rng.normal());
    const wanted = Float64Array.from({ length: m * n }, (_, i) => {
      let sum = 0;
      for (let t = 0; t < k; t++) sum += a[Math.floor(i / n) * k + t] * b[t * n + (i % n)];
      return sum;
    });
    const found = new Float64Array(m * n);
    multiply(found, m, n, k, rowMajor(a, k), rowMajor(b, n));
    assertClose(found, wanted, 1e-14, "product");
    const aT = Float64Array.from({ length: k * m }, (_, i) => a[(i % m) * k + Math.floor(i / m)]);
    multiply(found, m, n, k, transposed(rowMajor(aT, m)), rowMajor(b, n));
    assertClose(found, wanted, 1e-14, "transposed product");
  }
});

test("starts have their variance, orthogonal ones their angles", () => {
  const variances: Record<string, number> = { small: 1e-4, large: 1, uniform: 1 / 3, xavier: 2 / 180, he: 2 / 100, xavier_4: 32 / 180 }; // prettier-ignore
  for (const [name, wanted] of Object.entries(variances)) {
    const W = STARTS[name](makeRng(5), 100, 80);
    const mean = W.reduce((a, b) => a + b, 0) / W.length;
    const variance = W.reduce((a, b) => a + (b - mean) ** 2, 0) / W.length;
    // Five standard errors of a normal sample's variance.
    assert.ok(Math.abs(variance / wanted - 1) < 5 * Math.sqrt(2 / W.length), `${name}: ${variance}`);
  }
  for (const [fanIn, fanOut] of [
    [6, 4],
    [4, 6],
    [5, 5],
  ]) {
    // prettier-ignore
    const W = rowMajor(STARTS.orthogonal(makeRng(2), fanIn, fanOut), fanOut);
    const side = Math.min(fanIn, fanOut);
    const [A, B] = fanIn >= fanOut ? [transposed(W), W] : [W, transposed(W)];
    const product = new Float64Array(side * side);
    multiply(product, side, side, Math.max(fanIn, fanOut), A, B);
    const identity = product.map((_, i) => (i % (side + 1) === 0 ? 1 : 0));
    assertClose(product, identity, 1e-12, "orthogonality");
  }
  assert.equal(largest(STARTS.zeros(makeRng(0), 3, 3)), 0);
});
