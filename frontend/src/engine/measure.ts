// What is seen of a network's layers while it learns: how far the examples stay apart, and which units still pass a
// gradient on. The measures of nnbook's `activation_flow`.
import { ACTIVATIONS, type Activation } from "./functions";
import type { Net } from "./network";
import type { Reader } from "./read";

/** Per hidden layer. */
export interface Layers {
  /** How far the examples are apart, the input being 1; 0 where that is lost in rounding. */
  signal: number[];
  /** Share of pairs (unit, example) whose slope is below a tenth of the largest. */
  saturated: number[];
  /** Share of units that are so for every example. */
  dead: number[];
}

const PASSING = 0.1;

export function measureLayers(net: Net, reader: Reader, x: Float64Array, n: number): Layers {
  const { width, inputs } = net.shape;
  const activation = ACTIVATIONS[net.shape.activation];
  const input = spread(x, n, inputs);
  const layers: Layers = { signal: [], saturated: [], dead: [] };
  reader.read(x, n, ({ u, a }) => {
    layers.signal.push(spread(a, n, width) / input);
    const { pairs, units } = blocked(activation, u, a, n, width);
    layers.saturated.push(pairs);
    layers.dead.push(units);
  });
  return layers;
}

/** The standard deviation over the examples, its root mean square over the units. */
function spread(a: Float64Array, n: number, width: number): number {
  let [variance, square] = [0, 0];
  for (let j = 0; j < width; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += a[i * width + j];
    const mean = sum / n;
    for (let i = 0; i < n; i++) variance += (a[i * width + j] - mean) ** 2;
    square += n * mean * mean;
  }
  const deviation = Math.sqrt(variance / (n * width));
  // Outputs near 1/2 differ by no less than 1e-16: what is left below that is rounding, not signal.
  const dust = 8 * Number.EPSILON * Math.sqrt((variance + square) / (n * width));
  return deviation > dust ? deviation : 0;
}

function blocked({ df, steepest }: Activation, u: Float64Array, a: Float64Array, n: number, width: number) {
  const slopes = new Float64Array(n * width).fill(1);
  df(slopes, u, a, n * width);
  let [pairs, units] = [0, 0];
  for (let j = 0; j < width; j++) {
    let closed = 0;
    for (let i = 0; i < n; i++) if (!(Math.abs(slopes[i * width + j]) >= PASSING * steepest)) closed++;
    pairs += closed;
    if (closed === n) units++;
  }
  return { pairs: pairs / (n * width), units: units / width };
}

/** Whether in some hidden layer every unit is the twin of the others: the same weights in, so the same output. */
export function twins(net: Net): boolean {
  const { depth, width } = net.shape;
  if (width < 2) return false;
  return net.layers.slice(0, depth).some(({ W, b }) => same(W, width) && same(b, width));
}

/** All columns of a matrix are equal but for rounding. */
function same(W: Float64Array, width: number): boolean {
  return W.every((value, k) => Math.abs(value - W[k - (k % width)]) <= 1e-12 * Math.abs(value));
}

const BINS = 40;
const HUGE = 1e300;

export interface Histogram {
  low: number;
  high: number;
  counts: number[];
}

/** How often each value occurs among one layer's outputs, in equal bins from the least to the largest. */
export function histogram(net: Net, reader: Reader, x: Float64Array, n: number, layer: number): Histogram {
  let found: Histogram = { low: 0, high: 1, counts: new Array<number>(BINS).fill(0) };
  reader.read(x, n, (seen) => {
    if (seen.layer === layer) found = counted(seen.a.subarray(0, n * net.shape.width));
  });
  return found;
}

function counted(values: Float64Array): Histogram {
  let [low, high] = [Infinity, -Infinity];
  for (const given of values) {
    const value = Math.max(-HUGE, Math.min(HUGE, given)); // of a network that runs away
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) [low, high] = [low - 0.5 || -0.5, low + 0.5 || 0.5];
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value - low) / (high - low)) * BINS);
    if (bin >= 0) counts[Math.min(BINS - 1, bin)]++;
  }
  return { low, high, counts };
}
