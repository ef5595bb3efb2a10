// What the worker sends of the floor: surfaces as fine as their network is cheap, layers, wrong digits, a look inside.
import type { Data } from "../engine/data";
import { diagnose } from "../engine/diagnose";
import type { Floor } from "../engine/floor";
import { PROBE, type Lane } from "../engine/lane";
import { classOfRow } from "../engine/loss";
import { histogram } from "../engine/measure";
import type { Focus, FocusView, LaneView, Surface, Wrong } from "./messages";

export const EXTENT = 1.75; // the plane reaches from -EXTENT to EXTENT
const PADDING = 2; // one sample on every side outside the plane, so that lines can run off its edge
const BUDGET = 2e6; // multiply-adds of a surface
const WRONG = 10;

/** Samples a side of a network's surface. */
const fineness = (lane: Lane): number =>
  Math.max(20, Math.min(48, Math.floor(Math.sqrt(BUDGET / lane.net.theta.length))));

function plane(inner: number): Float64Array {
  const side = inner + PADDING;
  const at = (k: number) => (2 * (k - 0.5)) / inner - 1;
  const x = new Float64Array(2 * side * side);
  for (let row = 0, k = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      x[k++] = EXTENT * at(column);
      x[k++] = -EXTENT * at(row);
    }
  return x;
}

export function surfaceOf(lane: Lane): Surface {
  const { outputs } = lane.net.shape;
  const side = fineness(lane) + PADDING;
  const logits = lane.reader.read(plane(side - PADDING), side * side).slice(0, side * side * outputs);
  return { side, outputs, logits };
}

function wrongOf(lane: Lane, { unseen, inputs }: Data): Wrong[] {
  const { outputs } = lane.net.shape;
  const logits = lane.reader.read(unseen.x, unseen.count);
  const wrong: Wrong[] = [];
  for (let i = 0; i < unseen.count && wrong.length < WRONG; i++) {
    const guess = classOfRow(logits, i, outputs);
    if (guess === unseen.y[i]) continue;
    wrong.push({ pixels: Array.from(unseen.x.subarray(i * inputs, (i + 1) * inputs)), label: unseen.y[i], guess });
  }
  return wrong;
}

export function laneView(lane: Lane, { data, steps: step }: Floor, full: boolean): LaneView {
  const now = lane.look(step);
  const layers = lane.layers();
  const view: LaneView = {
    failed: lane.failed,
    gradients: lane.gradients(),
    layers,
    now,
    verdict: diagnose(lane, now, layers, data.classes),
    points: lane.points,
  };
  if (!full) return view;
  return data.inputs === 2 ? { ...view, surface: surfaceOf(lane) } : { ...view, wrong: wrongOf(lane, data) };
}

const UNITS = 24; // that are shown of a layer
const UNIT_SIDE = 20;

export function focusView({ lanes, data }: Floor, { lane, layer, unit }: Focus): FocusView {
  const { net, reader } = lanes[lane];
  const n = Math.min(PROBE, data.train.count);
  const view: FocusView = { lane, layer, unit, histogram: histogram(net, reader, data.train.x, n, layer), units: [] };
  if (data.inputs !== 2) return view;
  const side = UNIT_SIDE + PADDING;
  const { width } = net.shape;
  reader.read(plane(UNIT_SIDE), side * side, (seen) => {
    if (seen.layer !== layer) return;
    for (let j = 0; j < Math.min(UNITS, width); j++) view.units.push({ side, values: scaled(seen.a, j, width, side) });
  });
  return view;
}

/** One unit's outputs over the plane, from 0 to 1. */
function scaled(a: Float64Array, unit: number, width: number, side: number): Float32Array {
  const values = Float32Array.from({ length: side * side }, (_, k) => a[k * width + unit]);
  const low = values.reduce((x, y) => Math.min(x, y), Infinity);
  const high = values.reduce((x, y) => Math.max(x, y), -Infinity);
  return values.map((value) => (high > low ? (value - low) / (high - low) : 0.5));
}
