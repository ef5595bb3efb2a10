// One network in training: the two lanes of the floor are two of these, given the same batches.
import type { Data, Rows } from "./data";
import { countRight, lossOf } from "./loss";
import { measureLayers, twins, type Layers } from "./measure";
import { drawWeights, makeNet, type Net, type Shape, type Start } from "./network";
import { forget, makeMemory, update, type Memory, type Rule } from "./optimizers";
import { makePass, type Pass } from "./pass";
import { makeRng, STREAMS, type Rng } from "./random";
import { makeReader, type Reader } from "./read";

/** What can be changed while a network learns; another start draws its weights anew, there and then. */
export interface Habits extends Rule, Start {
  dropout: number;
}

export interface Score {
  loss: number;
  accuracy: number;
}

export interface Point {
  step: number;
  train: Score;
  unseen: Score;
  /** What layer 1 receives of the gradient of the last hidden layer. */
  ratio: number;
}

export interface Lane {
  net: Net;
  reader: Reader;
  /** Since the weights were drawn. */
  steps: number;
  /** The step of the floor at which they were drawn. */
  begun: number;
  /** The step whose loss was not finite; the lane has stopped there. */
  failed?: number;
  /** Root mean square of dL/dz per hidden layer, of the last batch. */
  gradients: () => number[];
  points: Point[];
  step: (x: Float64Array, y: Int32Array, n: number, habits: Habits) => void;
  /** A look at the network when the floor has taken `step` steps. */
  look: (step: number) => Point;
  /** Begins from another start when the floor has taken `step` steps. */
  begin: (start: Start, step: number) => void;
  layers: () => Layers;
  twins: () => boolean;
}

export const PROBE = 200; // rows that a look at a network takes
const MOST = 64; // rows of the largest batch

export function makeLane(shape: Shape, data: Data, seed: number): Lane {
  const net = makeNet(shape, makeRng(seed, STREAMS.weights));
  const masks: Rng = makeRng(seed, STREAMS.masks);
  const memory: Memory = makeMemory(net.theta.length);
  const pass: Pass = makePass(net, MOST);
  const reader = makeReader(net);
  let optimizer: Rule["optimizer"] | undefined;
  const n = Math.min(PROBE, data.train.count);

  function step(x: Float64Array, y: Int32Array, n: number, habits: Habits) {
    if (lane.failed !== undefined) return;
    const loss = pass.run(x, y, n, habits.dropout, masks.uniform);
    if (!Number.isFinite(loss)) {
      lane.failed = lane.begun + lane.steps;
      return;
    }
    if (habits.optimizer !== optimizer) forget(memory);
    ({ optimizer } = habits);
    update(net.theta, net.grad, habits, memory);
    lane.steps += 1;
  }

  const score = (logits: Float64Array, rows: Rows, n: number): Score => ({
    loss: lossOf(logits, rows.y, n, shape.outputs),
    accuracy: countRight(logits, rows.y, n, shape.outputs) / n,
  });

  function begin(start: Start, step: number) {
    drawWeights(net, start, makeRng(seed, STREAMS.weights));
    forget(memory);
    Object.assign(lane, { steps: 0, begun: step, failed: undefined });
    measure();
  }

  /** The gradients of the untrained network, before anybody presses play; draws no mask. */
  function measure() {
    pass.run(data.train.x, data.train.y, Math.min(MOST, data.train.count), 0, masks.uniform);
  }

  function look(step: number): Point {
    const { train, unseen } = data;
    const trained = score(reader.settle(train.x, n), train, n);
    const m = Math.min(shape.outputs > 3 ? unseen.count : PROBE, unseen.count);
    const tested = score(reader.read(unseen.x, m), unseen, m);
    const gradients = pass.gradients();
    return { step, train: trained, unseen: tested, ratio: gradients[0] / gradients[shape.depth - 1] };
  }

  const lane: Lane = {
    net,
    reader,
    steps: 0,
    begun: 0,
    gradients: pass.gradients,
    points: [],
    step,
    look,
    begin,
    layers: () => measureLayers(net, reader, data.train.x, n),
    twins: () => twins(net),
  };
  measure();
  return lane;
}
