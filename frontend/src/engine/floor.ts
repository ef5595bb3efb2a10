// The floor: data, one or two networks on the same batches, and the curves they leave.
import { gather, makeData, type Data, type Digits, type Recipe } from "./data";
import { makeLane, PROBE, type Habits, type Lane } from "./lane";
import type { Shape } from "./network";
import { makeRng, STREAMS } from "./random";

export interface Plan {
  recipe: Recipe;
  shapes: Omit<Shape, "inputs" | "outputs">[];
}

export interface Ways {
  batch: number;
  habits: Habits[];
}

export interface Floor {
  data: Data;
  lanes: Lane[];
  steps: number;
  /** Every lane has stopped. */
  over: () => boolean;
  step: (ways: Ways) => void;
  /** Takes other ways from the next step on. */
  turn: (from: Ways, to: Ways) => void;
}

const POINTS = 240; // of a curve: when there are more, every second one goes

export function makeFloor({ recipe, shapes }: Plan, digits?: Digits): Floor {
  const data = makeData(recipe, digits);
  const outputs = data.classes === 2 ? 1 : data.classes;
  const lanes = shapes.map((shape) => makeLane({ ...shape, inputs: data.inputs, outputs }, data, recipe.seed));
  const shuffle = makeRng(recipe.seed, STREAMS.order);
  let [order, at] = [shuffle.permutation(data.train.count), 0];
  let [x, y] = [new Float64Array(0), new Int32Array(0)];
  // As often as a look costs no more than the steps between.
  const rate = (batch: number) => 2 ** Math.ceil(Math.log2(Math.max(1, (2 * PROBE) / (3 * batch))));
  let stride = 0;

  function step({ batch, habits }: Ways) {
    if (at >= data.train.count) [order, at] = [shuffle.permutation(data.train.count), 0];
    const n = Math.min(batch, data.train.count - at);
    if (y.length < n) [x, y] = [new Float64Array(n * data.inputs), new Int32Array(n)];
    gather(data.train, order, at, n, x, y);
    at += n;
    stride ||= rate(batch);
    lanes.forEach((lane, i) => lane.step(x, y, n, habits[i]));
    floor.steps += 1;
    if (floor.steps % stride === 0) record();
  }

  function record() {
    for (const lane of lanes) if (lane.failed === undefined) lane.points.push(lane.look(floor.steps));
    if (lanes.every(({ points }) => points.length <= POINTS)) return;
    stride *= 2;
    for (const lane of lanes) lane.points = lane.points.filter(({ step }) => step % stride === 0);
  }

  function turn({ habits: before }: Ways, { habits }: Ways) {
    lanes.forEach((lane, i) => {
      const { start, centered } = habits[i];
      if (start !== before[i].start || centered !== before[i].centered) lane.begin({ start, centered }, floor.steps);
    });
  }

  const floor: Floor = {
    data,
    lanes,
    steps: 0,
    over: () => lanes.every(({ failed }) => failed !== undefined),
    step,
    turn,
  };
  record();
  return floor;
}
