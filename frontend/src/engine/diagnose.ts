// Does it learn, and if not, why? Judged from what can be measured in the network itself.
import type { Lane, Point } from "./lane";
import type { Layers } from "./measure";

export type Reason =
  | "not finite"
  | "twins"
  | "dead"
  | "vanished"
  | "exploded"
  | "saturated"
  | "straight"
  | "rate"
  | "slow"
  | "narrow"
  | "by heart";
export type State = "untrained" | "learned" | "learning" | "stuck" | "stopped";

export interface Verdict {
  state: State;
  reason?: Reason;
  /** Of the hidden layer that the reason is about, counted from 1. */
  layer?: number;
}

const LEARNED = 0.5; // of the loss of guessing
const RIGHT = 0.9; // of the unseen data: with labels drawn anew no loss can be small
const MOVED = 0.9;
const EARLY = 50; // steps before which nobody is called stuck
const VANISHED = 1e-3;
const EXPLODED = 1e3;
const DEAD = 0.9;
const SATURATED = 0.8;
const LATELY = 10; // points of the curve
const STEEP = 0.98; // of a curve that falls, a quarter against the one before
const FLAT = 0.99; // of one that does not, whatever the steps
const JUMPY = 0.05; // what the loss rises from point to point, as a share of itself

/** The loss of answering every class with its share. */
export const guessing = (classes: number): number => Math.log(classes);

export function diagnose(lane: Lane, now: Point, layers: Layers, classes: number): Verdict {
  if (lane.failed !== undefined) return { state: "stopped", reason: "not finite" };
  const share = now.train.loss / guessing(classes);
  const why = cause(lane, layers);
  if (lane.steps === 0) return { state: "untrained", ...why };
  if (share < LEARNED || now.unseen.accuracy > RIGHT) return { state: "learned", ...byHeart(lane, now) };
  if (share < MOVED && falls(lane) && why?.reason !== "twins") return { state: "learning" };
  if (lane.steps < EARLY) return { state: "untrained", ...why };
  return { state: "stuck", ...(why ?? { reason: otherwise(lane, now, share) }) };
}

/** The curve since the weights were drawn. */
const own = ({ points, begun }: Lane): Point[] => points.filter(({ step }) => step >= begun);

/** The training loss still falls, and that of unseen data has long been rising. */
function byHeart(lane: Lane, { train, unseen }: Point): { reason: Reason } | undefined {
  const best = own(lane).reduce((least, point) => Math.min(least, point.unseen.loss), Infinity);
  const rises = unseen.loss > 1.3 * best && unseen.loss > 1.5 * train.loss && unseen.loss > 0.1;
  return rises ? { reason: "by heart" } : undefined;
}

/** The loss in the last quarter of the curve is below that share of the quarter before. */
function falls(lane: Lane, to = STEEP): boolean {
  const points = own(lane);
  const quarter = Math.max(1, Math.floor(points.length / 4));
  const mean = (some: Point[]) => some.reduce((sum, { train }) => sum + train.loss, 0) / some.length;
  const [before, last] = [points.slice(-2 * quarter, -quarter), points.slice(-quarter)];
  return !before.length || mean(last) < to * mean(before);
}

function cause(lane: Lane, layers: Layers): { reason: Reason; layer?: number } | undefined {
  if (lane.twins()) return { reason: "twins" };
  const dead = layers.dead.findIndex((share) => share >= DEAD);
  const { net } = lane;
  const gradients = lane.gradients();
  const last = gradients[net.shape.depth - 1];
  const ratio = gradients[0] / last;
  if (ratio > EXPLODED) return { reason: "exploded", layer: 1 };
  if (ratio > 0 && ratio < VANISHED) return { reason: "vanished", layer: 1 };
  if (dead >= 0 && !smooth(net.shape.activation)) return { reason: "dead", layer: dead + 1 };
  if (net.shape.depth > 1 && !(ratio >= VANISHED)) return { reason: "vanished", layer: 1 };
  const full = layers.saturated.findIndex((share) => share >= SATURATED);
  if (full >= 0)
    return smooth(net.shape.activation)
      ? { reason: "saturated", layer: full + 1 }
      : { reason: "dead", layer: full + 1 };
  return undefined;
}

/** Units of these saturate; those of the others die. */
const smooth = (activation: string): boolean => activation === "sigmoid" || activation === "tanh";

/** What keeps a network whose layers are well. */
function otherwise(lane: Lane, now: Point, share: number): Reason {
  if (jumps(lane, now)) return "rate";
  if (lane.net.shape.activation === "identity" && !falls(lane, FLAT)) return "straight";
  return share < MOVED ? "narrow" : "slow";
}

/** The loss of the same examples rises again and again, in all by more than that share of itself. */
function jumps(lane: Lane, now: Point): boolean {
  const losses = [...own(lane).slice(-LATELY), now].map(({ train }) => train.loss);
  const up = losses.slice(1).reduce((sum, loss, i) => sum + Math.max(0, loss - losses[i]), 0);
  return up > JUMPY * losses.reduce((sum, loss) => sum + loss, 0);
}
