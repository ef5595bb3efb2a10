// Where the weights start: the starts of nnbook.initializers, under the same names.
import type { Rng } from "./random";

type Start = (rng: Rng, fanIn: number, fanOut: number) => Float64Array;

const filled =
  (draw: (rng: Rng, fanIn: number, fanOut: number) => number): Start =>
  (rng, fanIn, fanOut) =>
    Float64Array.from({ length: fanIn * fanOut }, () => draw(rng, fanIn, fanOut));
const normal = (variance: (fanIn: number, fanOut: number) => number): Start =>
  filled((rng, fanIn, fanOut) => Math.sqrt(variance(fanIn, fanOut)) * rng.normal());

export const STARTS: Record<string, Start> = {
  zeros: filled(() => 0),
  constant: filled(() => 0.5),
  small: normal(() => 0.01 ** 2),
  large: normal(() => 1),
  uniform: filled((rng) => 2 * rng.uniform() - 1),
  xavier: normal((fanIn, fanOut) => 2 / (fanIn + fanOut)),
  he: normal((fanIn) => 2 / fanIn),
  orthogonal,
  // Four times Xavier's weights make up for the sigmoid's slope of 1/4.
  xavier_4: normal((fanIn, fanOut) => 32 / (fanIn + fanOut)),
};

/** A random orthogonal matrix: the shorter side is orthonormal (Saxe et al. 2013). */
function orthogonal(rng: Rng, fanIn: number, fanOut: number): Float64Array {
  const [long, short] = [Math.max(fanIn, fanOut), Math.min(fanIn, fanOut)];
  const vectors = Array.from({ length: short }, () => Float64Array.from({ length: long }, () => rng.normal()));
  vectors.forEach((vector, i) => orthonormalize(vector, vectors.slice(0, i)));
  const W = new Float64Array(fanIn * fanOut);
  vectors.forEach((vector, s) => {
    vector.forEach((value, l) => (W[fanIn >= fanOut ? l * fanOut + s : s * fanOut + l] = value));
  });
  return W;
}

/** Gram & Schmidt, twice, for once leaves rounding behind. */
function orthonormalize(vector: Float64Array, others: Float64Array[]) {
  for (const other of [...others, ...others]) {
    const share = dot(vector, other);
    vector.forEach((_, i) => (vector[i] -= share * other[i]));
  }
  const length = Math.sqrt(dot(vector, vector));
  vector.forEach((_, i) => (vector[i] /= length));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
