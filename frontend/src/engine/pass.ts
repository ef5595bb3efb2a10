// One pass forwards and back through a network, on one batch: what a training step needs, kept between the two ways.
import { ACTIVATIONS } from "./functions";
import { lossOf } from "./loss";
import type { Layer, Net } from "./network";
import { apply, backward as normalizeBackward, measure, statistics } from "./normalize";
import { columnSums, multiply, rowMajor, transposed } from "./product";

/** What one hidden layer keeps. Rows are examples. */
interface Kept {
  z: Float64Array;
  /** Normalized, before scale and shift; empty where nothing is normalized. */
  unit: Float64Array;
  mean: Float64Array;
  inverse: Float64Array;
  /** What the activation is given: z itself, or what normalization made of it. */
  u: Float64Array;
  a: Float64Array;
  mask: Float64Array;
  y: Float64Array;
  dz: Float64Array;
}

export interface Pass {
  /** Trains on nothing: fills `net.grad` for this batch and says the loss; `masks` is asked for dropout's numbers. */
  run(x: Float64Array, labels: Int32Array, n: number, rate: number, uniform: () => number): number;
  /** Per hidden layer the root mean square of dL/dz in the last run; nothing of it is added up before it is asked. */
  gradients: () => number[];
}

export function makePass(net: Net, capacity: number): Pass {
  const { shape, layers } = net;
  const { width, depth, normalize } = shape;
  const output = layers[depth];
  const activation = ACTIVATIONS[shape.activation];
  const memory = (wanted: boolean) => new Float64Array(wanted ? capacity * width : 0);
  const kept = Array.from({ length: depth }, (): Kept => {
    const normal = normalize !== "none";
    const many = normal ? statistics(normalize, capacity, width) : 0;
    const z = memory(true);
    const u = normal ? memory(true) : z;
    const pair = { mean: new Float64Array(many), inverse: new Float64Array(many) };
    return {
      z,
      u,
      unit: memory(normal),
      ...pair,
      a: memory(true),
      mask: memory(true),
      y: memory(true),
      dz: memory(true),
    };
  });
  const logits = new Float64Array(capacity * shape.outputs);
  const dlogits = new Float64Array(capacity * shape.outputs);
  let count = 0; // numbers that a layer made in the last run

  function forward(x: Float64Array, n: number, rate: number, uniform: () => number) {
    let input = x;
    for (let l = 0; l < depth; l++) {
      const one = kept[l];
      const layer = layers[l];
      dense(layer, input, n, one.z);
      if (passesBy(net, l)) add(one.z, kept[l - 1].z, count);
      if (normalize !== "none") {
        measure(normalize, one.z, n, width, one.mean, one.inverse);
        apply(normalize, one.z, n, width, one, layer.gamma, layer.beta, one.unit, one.u);
      }
      activation.f(one.u, one.a, count);
      if (rate > 0) drop(one, count, rate, uniform);
      input = rate > 0 ? one.y : one.a;
    }
    dense(output, input, n, logits);
    if (passesBy(net, depth)) add(logits, kept[depth - 1].z, count);
  }

  function backward(x: Float64Array, n: number, rate: number) {
    let above: Float64Array = dlogits; // dL/dz of the layer above
    for (let l = depth - 1; l >= 0; l--) {
      const [one, layer] = [kept[l], layers[l]];
      const { dz } = one;
      denseBackward(layers[l + 1], rate > 0 ? one.y : one.a, above, n, dz);
      if (rate > 0) for (let k = 0; k < count; k++) dz[k] *= one.mask[k];
      activation.df(dz, one.u, one.a, count);
      if (normalize !== "none") {
        const { gamma, beta } = layer.grads;
        normalizeBackward(normalize, dz, n, width, one.unit, one.inverse, layer.gamma, gamma, beta);
      }
      if (passesBy(net, l + 1)) add(dz, above, count);
      above = dz;
    }
    denseBackward(layers[0], x, above, n); // nobody reads the gradient of the data
  }

  function run(x: Float64Array, labels: Int32Array, n: number, rate: number, uniform: () => number) {
    count = n * width;
    forward(x, n, rate, uniform);
    const loss = lossOf(logits, labels, n, shape.outputs, dlogits);
    backward(x, n, rate);
    return loss;
  }
  return { run, gradients: () => kept.map(({ dz }) => rootMeanSquare(dz, count)) };
}

/** Whether what layer l - 1 made, before its activation, is added to what layer l makes of it: z + f(z), as in nnbook. */
export const passesBy = ({ shape, layers }: Net, l: number): boolean =>
  shape.skip && l > 0 && layers[l].fanIn === layers[l].fanOut;

export function add(to: Float64Array, what: Float64Array, count: number): void {
  for (let k = 0; k < count; k++) to[k] += what[k];
}

/** z = x W + b. */
export function dense({ W, b, fanIn, fanOut }: Layer, x: Float64Array, n: number, z: Float64Array): void {
  multiply(z, n, fanOut, fanIn, rowMajor(x, fanIn), rowMajor(W, fanOut));
  for (let i = 0, k = 0; i < n; i++) for (let j = 0; j < fanOut; j++) z[k++] += b[j];
}

function denseBackward(layer: Layer, x: Float64Array, dz: Float64Array, n: number, dx?: Float64Array) {
  const { W, fanIn, fanOut, grads } = layer;
  const d = rowMajor(dz, fanOut);
  multiply(grads.W, fanIn, fanOut, n, transposed(rowMajor(x, fanIn)), d);
  columnSums(grads.b, n, dz);
  if (dx) multiply(dx, n, fanIn, fanOut, d, transposed(rowMajor(W, fanOut)));
}

/** Each number dropped with probability `rate`, the others divided by 1 - rate. */
function drop({ a, mask, y }: Kept, count: number, rate: number, uniform: () => number) {
  const rest = 1 / (1 - rate);
  for (let k = 0; k < count; k++) {
    mask[k] = uniform() >= rate ? rest : 0;
    y[k] = a[k] * mask[k];
  }
}

export function rootMeanSquare(values: Float64Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[k] * values[k];
  return Math.sqrt(sum / count);
}
