// A network in use: no dropout, and what batch normalization has settled on; layer by layer, nothing kept.
import { ACTIVATIONS } from "./functions";
import type { Net } from "./network";
import { apply, EPSILON, measure, statistics } from "./normalize";
import { add, dense, passesBy } from "./pass";

/** What one hidden layer made of n rows; the arrays are good only during the call. */
export interface Seen {
  layer: number;
  /** What the activation was given. */
  u: Float64Array;
  a: Float64Array;
}

export interface Reader {
  /** Passes training rows through and keeps the means and variances that batch normalization uses from now on. */
  settle: (x: Float64Array, n: number) => Float64Array;
  /** Means, then variances, of every layer that normalizes batches: what it has settled on. */
  settled: () => number[];
  /** The logits of n rows; good until the next call. */
  read: (x: Float64Array, n: number, see?: (seen: Seen) => void) => Float64Array;
}

export function makeReader(net: Net): Reader {
  const { shape, layers } = net;
  const { width, depth, normalize } = shape;
  const activation = ACTIVATIONS[shape.activation];
  const settled = layers.slice(0, depth).map(() => ({
    mean: new Float64Array(normalize === "batch" ? width : 0),
    inverse: new Float64Array(normalize === "batch" ? width : 0).fill(1),
  }));
  let room = 0;
  let [z, u, a, below, logits] = Array.from({ length: 5 }, () => new Float64Array(0));

  function grow(n: number) {
    if (n <= room) return;
    room = n;
    [z, u, a, below] = Array.from({ length: 4 }, () => new Float64Array(n * width));
    logits = new Float64Array(n * shape.outputs);
  }

  function normalized(l: number, n: number, settling: boolean) {
    if (normalize === "none") return z;
    const { gamma, beta } = layers[l];
    const many = statistics(normalize, n, width);
    const fresh = normalize === "layer";
    const pair = fresh ? { mean: new Float64Array(many), inverse: new Float64Array(many) } : settled[l];
    if (fresh || settling) measure(normalize, z, n, width, pair.mean, pair.inverse);
    apply(normalize, z, n, width, pair, gamma, beta, u, u);
    return u;
  }

  function through(x: Float64Array, n: number, settling: boolean, see?: (seen: Seen) => void) {
    grow(n);
    let input = x;
    for (let l = 0; l < depth; l++) {
      dense(layers[l], input, n, z);
      if (passesBy(net, l)) add(z, below, n * width);
      const given = normalized(l, n, settling);
      activation.f(given, a, n * width);
      see?.({ layer: l, u: given, a });
      [z, below] = [below, z];
      input = a;
    }
    dense(layers[depth], input, n, logits);
    if (passesBy(net, depth)) add(logits, below, n * width);
    return logits;
  }
  const variances = (inverse: Float64Array) => Array.from(inverse, (value) => value ** -2 - EPSILON);
  return {
    settled: () => settled.flatMap(({ mean, inverse }) => [...mean, ...variances(inverse)]),
    settle: (x, n) => through(x, n, true),
    read: (x, n, see) => through(x, n, false, see),
  };
}
