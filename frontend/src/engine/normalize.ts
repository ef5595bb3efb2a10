// Batch and layer normalization: mean 0 and variance 1 over the examples of a batch (unit by unit) or over the units
// of a layer (example by example), then a scale and a shift that are learned (Ioffe & Szegedy 2015; Ba et al. 2016).
import type { Normalize } from "./network";

export const EPSILON = 1e-5;

/** What is normalized together: `groups` sets of `size` numbers. */
interface Groups {
  groups: number;
  size: number;
  between: number;
  within: number;
}

const grouped = (kind: Normalize, n: number, width: number): Groups =>
  kind === "batch"
    ? { groups: width, size: n, between: 1, within: width }
    : { groups: n, size: width, between: width, within: 1 };

/** How many pairs of mean and 1 / standard deviation there are. */
export const statistics = (kind: Normalize, n: number, width: number): number => (kind === "batch" ? width : n);

/** Means and 1 / standard deviations of z (n, width) into `mean` and `inverse`. */
export function measure(
  kind: Normalize,
  z: Float64Array,
  n: number,
  width: number,
  mean: Float64Array,
  inverse: Float64Array,
): void {
  const { groups, size, between, within } = grouped(kind, n, width);
  for (let g = 0; g < groups; g++) {
    let sum = 0;
    for (let e = 0, k = g * between; e < size; e++, k += within) sum += z[k];
    const middle = sum / size;
    let squares = 0;
    for (let e = 0, k = g * between; e < size; e++, k += within) squares += (z[k] - middle) ** 2;
    mean[g] = middle;
    inverse[g] = 1 / Math.sqrt(squares / size + EPSILON);
  }
}

/** `unit` = (z - mean) * inverse, and `u` = gamma * unit + beta. */
export function apply(
  kind: Normalize,
  z: Float64Array,
  n: number,
  width: number,
  stats: { mean: Float64Array; inverse: Float64Array },
  gamma: Float64Array,
  beta: Float64Array,
  unit: Float64Array,
  u: Float64Array,
): void {
  const { mean, inverse } = stats;
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < width; j++, k++) {
      const g = kind === "batch" ? j : i;
      unit[k] = (z[k] - mean[g]) * inverse[g];
      u[k] = gamma[j] * unit[k] + beta[j];
    }
  }
}

/** In place from dL/du to dL/dz, through mean and variance as well; the gradients of gamma and beta on the way. */
export function backward(
  kind: Normalize,
  d: Float64Array,
  n: number,
  width: number,
  unit: Float64Array,
  inverse: Float64Array,
  gamma: Float64Array,
  dgamma: Float64Array,
  dbeta: Float64Array,
): void {
  dgamma.fill(0);
  dbeta.fill(0);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < width; j++, k++) {
      dgamma[j] += d[k] * unit[k];
      dbeta[j] += d[k];
      d[k] *= gamma[j];
    }
  }
  const { groups, size, between, within } = grouped(kind, n, width);
  for (let g = 0; g < groups; g++) {
    let sum = 0;
    let along = 0;
    for (let e = 0, k = g * between; e < size; e++, k += within) {
      sum += d[k];
      along += d[k] * unit[k];
    }
    for (let e = 0, k = g * between; e < size; e++, k += within)
      d[k] = inverse[g] * (d[k] - sum / size - (unit[k] * along) / size);
  }
}
