// The floor's data: the point clouds of nnbook.datasets, moved to the middle of the picture, and real digits.
import { makeRng, STREAMS, type Rng } from "./random";

export interface Rows {
  x: Float64Array;
  y: Int32Array;
  count: number;
}

export interface Data {
  inputs: number;
  classes: number;
  train: Rows;
  /** Drawn like the others, with no label redrawn: never trained on. */
  unseen: Rows;
}

/** Images of 8 x 8 pixels from 0 to 16, and their labels. */
export interface Digits {
  pixels: Uint8Array;
  labels: Uint8Array;
}

export interface Recipe {
  data: string;
  noise: number;
  examples: number;
  /** Probability that a training label is drawn anew, right or wrong. */
  relabel: number;
  seed: number;
}

type Point = [number, number, number];
type Cloud = { classes: number; point: (rng: Rng, i: number) => Point };

const polar = (radius: number, angle: number, y: number): Point => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
  y,
];
const TURN = 2 * Math.PI;
const TEETH = 4;

const CLOUDS: Record<string, Cloud> = {
  xor: {
    classes: 2,
    point: (_, i) => [(i & 2) - 1, 2 * (i & 1) - 1, [0, 1, 1, 0][i & 3]],
  },
  moons: {
    classes: 2,
    point: (rng, i) => {
      const [y, angle] = [i % 2, Math.PI * rng.uniform()];
      const side = 1 - 2 * y;
      return [y + side * Math.cos(angle) - 0.5, y / 2 + side * Math.sin(angle) - 0.25, y];
    },
  },
  circles: { classes: 2, point: (rng, i) => polar(1 - (i % 2) / 2, TURN * rng.uniform(), i % 2) },
  spirals: {
    classes: 2,
    point: (rng, i) => {
      const radius = Math.sqrt(0.01 + 0.99 * rng.uniform());
      return polar(radius, TURN * (1.5 * radius + (i % 2) / 2), i % 2);
    },
  },
  blobs: { classes: 3, point: (_, i) => polar(1, (TURN * (i % 3)) / 3, i % 3) },
  /** Above or below a saw: what a deep network folds and a wide one must cut tooth by tooth (Telgarsky 2016). */
  sawtooth: {
    classes: 2,
    point: (rng) => {
      const [x, y] = [2 * rng.uniform() - 1, 2 * rng.uniform() - 1];
      const phase = ((x + 1) / 2) * TEETH;
      const saw = 1 - 2 * Math.abs(2 * (phase - Math.floor(phase)) - 1);
      return [x, y, y > saw ? 1 : 0];
    },
  },
};

export const DIGITS = "digits";
export const DATASETS = [...Object.keys(CLOUDS), DIGITS];
const UNSEEN = 300;

export function makeData(recipe: Recipe, digits?: Digits): Data {
  const { data, unseen, labels } = STREAMS;
  const rng = [data, unseen, labels].map((stream) => makeRng(recipe.seed, stream));
  const made = recipe.data === DIGITS ? fromDigits(recipe, rng, digits) : fromCloud(recipe, rng);
  const { train, classes } = made;
  for (let i = 0; i < train.count; i++)
    if (rng[2].uniform() < recipe.relabel) train.y[i] = Math.floor(classes * rng[2].uniform());
  return made;
}

function fromCloud({ data, noise, examples }: Recipe, [rng, other]: Rng[]): Data {
  const { classes, point } = CLOUDS[data];
  const draw = (count: number, rng: Rng): Rows => {
    const [x, y] = [new Float64Array(2 * count), new Int32Array(count)];
    for (let i = 0; i < count; i++) {
      const [a, b, label] = point(rng, i);
      x.set([a + noise * rng.normal(), b + noise * rng.normal()], 2 * i);
      y[i] = label;
    }
    return { x, y, count };
  };
  return { inputs: 2, classes, train: draw(examples, rng), unseen: draw(UNSEEN, other) };
}

const PIXELS = 64;
const [MEAN, DEVIATION] = [0.30526028624, 0.3760492218]; // of the ink of all digits

/** Ink with mean 0 and standard deviation 1 over all pixels; noise is added in the same measure. */
function fromDigits({ noise, examples }: Recipe, [rng, other]: Rng[], digits?: Digits): Data {
  if (!digits) throw new Error("The digits have not been loaded");
  const order = rng.permutation(digits.labels.length);
  const take = (from: number, count: number, rng: Rng): Rows => {
    const [x, y] = [new Float64Array(PIXELS * count), new Int32Array(count)];
    for (let i = 0; i < count; i++) {
      const row = order[from + i];
      for (let p = 0; p < PIXELS; p++)
        x[i * PIXELS + p] = (digits.pixels[row * PIXELS + p] / 16 - MEAN) / DEVIATION + noise * rng.normal();
      y[i] = digits.labels[row];
    }
    return { x, y, count };
  };
  const unseen = 2 * UNSEEN;
  const count = Math.min(examples, digits.labels.length - unseen);
  return { inputs: PIXELS, classes: 10, train: take(unseen, count, rng), unseen: take(0, unseen, other) };
}

/** The rows of a batch, one after the other. */
export function gather(rows: Rows, order: Int32Array, from: number, n: number, x: Float64Array, y: Int32Array): void {
  const width = rows.x.length / rows.count;
  for (let i = 0; i < n; i++) {
    const row = order[from + i];
    for (let j = 0, at = row * width; j < width; j++, at++) x[i * width + j] = rows.x[at];
    y[i] = rows.y[row];
  }
}
