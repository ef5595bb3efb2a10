// What the page and the floor's worker say to each other. The page asks for every frame, so a tab that is not looked
// at asks for none; what is drawn is sent, not what is computed.
import type { Digits } from "../engine/data";
import type { Verdict } from "../engine/diagnose";
import type { Point } from "../engine/lane";
import type { Layers } from "../engine/measure";
import type { Position } from "../model/types";

/** A hidden layer that the reader points at, and a unit in it. */
export interface Focus {
  lane: number;
  layer: number;
  unit: number;
}

export type Ask =
  | { kind: "begin"; position: Position; digits?: Digits }
  | { kind: "habits"; position: Position }
  /** Take at most `steps` steps, for one frame. */
  | { kind: "frame"; steps: number; focus: Focus | null }
  | { kind: "report" };

/** What Python is told. */
export interface Report {
  steps: number;
  /** Per network its parameters, and then what batch normalization has settled on. */
  parameters: Float64Array[];
  /** The position at the beginning, and each one that it was turned to: after how many steps. */
  log: { step: number; position: Position }[];
}

export interface Surface {
  side: number;
  outputs: number;
  logits: Float64Array;
}

export interface Wrong {
  pixels: number[];
  label: number;
  guess: number;
}

export interface LaneView {
  failed?: number;
  gradients: number[];
  layers: Layers;
  now: Point;
  verdict: Verdict;
  points: Point[];
  /** Absent where the data have no plane, or where the last one is still good enough. */
  surface?: Surface;
  wrong?: Wrong[];
}

export interface FocusView extends Focus {
  histogram: { low: number; high: number; counts: number[] };
  /** Outputs of units over the plane, from the least (0) to the largest (1); none for digits. */
  units: { side: number; values: Float32Array }[];
}

export interface View {
  steps: number;
  /** Milliseconds that the steps of this frame took, and how many there were. */
  took: number;
  done: number;
  over: boolean;
  lanes: LaneView[];
  focus?: FocusView;
}

export interface Shown {
  x: number[][];
  y: number[];
  classes: number;
}

export type Tell =
  | { kind: "data"; shown: Shown; weights: number }
  | { kind: "view"; view: View }
  | { kind: "report"; report: Report }
  | { kind: "error"; message: string };
