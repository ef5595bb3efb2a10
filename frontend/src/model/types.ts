// The words that Python and the front end share: positions, axes, drawings. Python writes them,
// nothing here checks them again.

export type Value = number | string;
export type Position = Record<string, Value>;
type Maybe = number | null; // null stands for a number that is not finite

interface AxisBase {
  name: string;
  label: string;
}

/** An axis with a list of values: a menu, a slider with one notch per value, or time that can be played. */
export interface ListAxis extends AxisBase {
  kind: "choice" | "range" | "play";
  values: Value[];
}

/** An axis that turns a number of the drawing itself. */
export interface DialAxis extends AxisBase {
  kind: "dial";
  low: number;
  high: number;
  step: number;
}

export type Axis = ListAxis | DialAxis;

export interface Preset {
  name: string;
  position: Position;
}

interface PanelBase {
  title?: string | null;
  x_label?: string | null;
  y_label?: string | null;
  width?: number | null;
  note?: string | null;
}

export interface BarSeries {
  name: string;
  color: string;
  values: Maybe[];
  low?: Maybe[] | null;
  high?: Maybe[] | null;
}

export interface Bars extends PanelBase {
  kind: "bars";
  log: boolean;
  x: Value[];
  series: BarSeries[];
  domain?: [number, number] | null;
}

export interface LineSeries {
  name: string;
  color: string;
  x: Maybe[];
  y: Maybe[];
  low?: Maybe[] | null;
  high?: Maybe[] | null;
  style?: "line" | "dashed" | "points" | null;
}

export interface Lines extends PanelBase {
  kind: "lines";
  log_x?: boolean;
  log_y?: boolean;
  series: LineSeries[];
  x_domain?: [number, number] | null;
  y_domain?: [number, number] | null;
  marker?: { x: number; axis?: string | null } | null;
  rules?: { y: number; label?: string | null }[] | null;
  /** Moments at which something was changed. */
  events?: { x: number; label: string }[] | null;
}

export interface Histograms extends PanelBase {
  kind: "histograms";
  edges: number[];
  rows: { name: string; counts: Maybe[]; color: string; note?: string | null }[];
}

export interface NetLayer {
  W: number[][];
  b: number[];
  activation: string;
}

export interface Net {
  layers: NetLayer[];
  output: "sigmoid" | "softmax" | "identity";
}

export interface Points {
  x: number[][];
  y: (number | number[])[];
}

/** A decision surface, sampled. */
export interface Surface {
  /** Samples a side, one of which on every side lies outside the domain so that lines can run off the edge. */
  side: number;
  /** One row of probabilities per sample. */
  p: { data: Float64Array; count: number; width: number };
  /** Functions that are zero on the boundaries: one for two classes, else one per class. */
  levels: Float64Array[];
}

export interface Field extends PanelBase {
  kind: "field";
  nets: Net[];
  /** Sampled elsewhere, and then drawn as it is; else the networks are asked. */
  surface?: Surface | null;
  /** The plane alone: no key, no numbers along it. */
  bare?: boolean | null;
  from_layer?: number | null;
  x_domain: [number, number];
  y_domain: [number, number];
  points?: Points | null;
}

export type State = "on" | "off" | "active" | "done" | null;

export interface NetworkNode {
  x: number;
  y: number;
  label: string;
  value?: string | null;
  below?: string | null;
  state?: State;
  color?: string | null;
}

export interface NetworkEdge {
  from: number;
  to: number;
  label?: string | null;
  weight?: Maybe;
  state?: State;
}

export interface Network extends PanelBase {
  kind: "network";
  nodes: NetworkNode[];
  edges: NetworkEdge[];
}

export interface Images extends PanelBase {
  kind: "images";
  shape: [number, number];
  columns: number;
  images: { pixels: Maybe[]; caption?: string | null }[];
  domain: [number, number];
  diverging: boolean;
}

export interface TruthTable extends PanelBase {
  kind: "truth_table";
  nets: Net[];
  points: Points;
  inputs: string[];
  hidden?: boolean;
}

export type PanelSpec = Bars | Lines | Histograms | Field | Network | Images | TruthTable;

export interface Drawing {
  panels: PanelSpec[];
  summary: string;
}

/** What the renderer needs of a model: anywidget's in Jupyter, page_model's in the page. */
export interface Model {
  get(key: "position"): Position;
  /** Where Reset goes; without it, the position at the first look. */
  get(key: "start"): Position | null | undefined;
  get(key: "drawing"): Drawing | null;
  /** Kernel only: the position the drawing belongs to, and the last one that was dealt with. */
  get(key: "drawn" | "answered"): Position | undefined;
  get(key: "axes"): Axis[];
  get(key: "presets"): Preset[];
  get(key: "name" | "title" | "error"): string | null | undefined;
  get(key: "busy"): boolean | undefined;
  set(key: "position", value: Position): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}
