// How well networks answer the points of a drawing.
import type { Net, Points } from "../model/types";
import { softplus } from "./activations";
import { forward, predict, rowsOf, type Rows } from "./forward";

export interface Score {
  right: number;
  total: number;
  loss: number;
}

export const target = (y: number | number[]): number => (Array.isArray(y) ? y[0] : y);

/** The class of a row of probabilities; exactly one half counts as class 0. */
export function classOf(p: Rows, row: number): number {
  if (p.width === 1) return p.data[row] > 0.5 ? 1 : 0;
  let best = 0;
  for (let j = 1; j < p.width; j++) {
    if (p.data[row * p.width + j] > p.data[row * p.width + best]) best = j;
  }
  return best;
}

export function score(nets: Net[], points: Points): Score {
  const x = rowsOf(points.x);
  const p = predict(nets, x);
  const y = points.y.map(target);
  const right = y.filter((wanted, row) => classOf(p, row) === wanted).length;
  const one = nets.length === 1 && nets[0].output === "sigmoid";
  // From the logits where there are any: log(p) of a saturated p is infinite.
  const losses = one
    ? Array.from(forward(nets[0], x).data, (z, row) => softplus(z) - y[row] * z)
    : y.map((wanted, row) => -Math.log(probabilityOf(p, row, wanted)));
  return { right, total: y.length, loss: losses.reduce((a, b) => a + b, 0) / y.length };
}

function probabilityOf(p: Rows, row: number, wanted: number): number {
  if (p.width > 1) return p.data[row * p.width + wanted];
  return wanted ? p.data[row] : 1 - p.data[row];
}
