// A network's parameters, all in one piece of memory, so that an optimizer is one loop.
import { ACTIVATIONS, atRest } from "./functions";
import type { Rng } from "./random";
import { STARTS } from "./starts";

export type Normalize = "none" | "batch" | "layer";

export interface Shape {
  inputs: number;
  /** One logit for two classes (sigmoid), else one per class (softmax). */
  outputs: number;
  depth: number;
  width: number;
  activation: string;
  start: string;
  /** Biases that take away what the layer below says at rest: half the sum of the weights, for a sigmoid. */
  centered: boolean;
  normalize: Normalize;
  /** What a layer makes is added to what it was given, before the activations: z + f(z) (He et al. 2016). */
  skip: boolean;
}

export interface Params {
  W: Float64Array;
  b: Float64Array;
  /** Empty where nothing is normalized. */
  gamma: Float64Array;
  beta: Float64Array;
}

export interface Layer extends Params {
  fanIn: number;
  fanOut: number;
  grads: Params;
}

export interface Net {
  shape: Shape;
  /** Hidden layers, then the output's. */
  layers: Layer[];
  theta: Float64Array;
  grad: Float64Array;
}

/** A network with weights from its start. */
export function makeNet(shape: Shape, rng: Rng): Net {
  const net = emptyNet(shape);
  drawWeights(net, shape, rng);
  return net;
}

/** Where a network begins to learn. */
export type Start = Pick<Shape, "start" | "centered">;

/** Puts a network, whatever it has learned, at a start. */
export function drawWeights({ shape, layers }: Net, { start, centered }: Start, rng: Rng): void {
  const rest = centered ? atRest(ACTIVATIONS[shape.activation]) : 0;
  layers.forEach(({ W, b, fanIn, fanOut, gamma, beta }, l) => {
    W.set(STARTS[start](rng, fanIn, fanOut));
    b.fill(0);
    gamma.fill(1);
    beta.fill(0);
    if (l > 0 && rest) for (let k = 0; k < W.length; k++) b[k % fanOut] -= rest * W[k];
  });
}

/** The same with all parameters zero: a place for parameters from elsewhere. */
export function emptyNet(shape: Shape): Net {
  const { inputs, outputs, depth, width, normalize } = shape;
  const sizes = [inputs, ...Array.from({ length: depth }, () => width), outputs];
  const plan = sizes.slice(1).map((fanOut, l) => {
    const extra = normalize !== "none" && l < depth ? fanOut : 0;
    return { fanIn: sizes[l], fanOut, lengths: [sizes[l] * fanOut, fanOut, extra, extra] };
  });
  const total = plan.flatMap(({ lengths }) => lengths).reduce((a, b) => a + b, 0);
  const [theta, grad] = [new Float64Array(total), new Float64Array(total)];
  let at = 0;
  const layers = plan.map(({ fanIn, fanOut, lengths }) => {
    const from = at;
    at += lengths.reduce((a, b) => a + b, 0);
    return { fanIn, fanOut, ...cut(theta, from, lengths), grads: cut(grad, from, lengths) };
  });
  return { shape, layers, theta, grad };
}

function cut(memory: Float64Array, from: number, lengths: number[]): Params {
  const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b, from));
  const [W, b, gamma, beta] = ends.map((end, i) => memory.subarray(end - lengths[i], end));
  return { W, b, gamma, beta };
}
