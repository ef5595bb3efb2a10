// The losses of both networks over the steps, and where something was changed on the way.
import type { Lines, LineSeries } from "../model/types";
import { html, makePanel } from "../shared";
import { COLORS } from "./lane_view";
import type { LaneView } from "./messages";
import { NAMES } from "./position";

export interface Event {
  x: number;
  label: string;
}

export interface CurvesView {
  root: HTMLElement;
  draw: (lanes: LaneView[], steps: number, events: Event[], width: number) => void;
}

const HEIGHT = 190;
// Of the loss that is drawn: below nothing is left to see, and what runs away leaves at the top.
const [LEAST, MOST] = [1e-3, 1e9];

export function makeCurvesView(): CurvesView {
  const body = html("div", { class: "nnb-body" });
  const root = html("div", { class: "nnb-panels nnb-curves" }, html("div", { class: "nnb-panel" }, body));
  const panel = makePanel("lines", body);

  function draw(lanes: LaneView[], steps: number, events: Event[], width: number) {
    const series = lanes.flatMap((lane, i) => seriesOf(lane, i));
    const spec: Lines = {
      kind: "lines",
      log_y: true,
      series,
      events,
      x_label: "step",
      y_label: "loss",
      x_domain: [0, Math.max(50, steps)],
      y_domain: [LEAST, top(series)],
    };
    panel.update(spec, { width, height: HEIGHT, axes: [], move: () => undefined });
  }
  return { root, draw };
}

function seriesOf({ points }: LaneView, lane: number): LineSeries[] {
  const x = points.map(({ step }) => step);
  const [name, color] = [NAMES[lane], COLORS[lane]];
  const visible = (value: number) => (Number.isFinite(value) ? Math.min(MOST, Math.max(LEAST, value)) : null);
  return [
    { name: `${name}, training`, color, x, y: points.map(({ train }) => visible(train.loss)) },
    { name: `${name}, unseen`, color, x, y: points.map(({ unseen }) => visible(unseen.loss)), style: "dashed" },
  ];
}

/** A whole decade above all that is drawn, so that the axis seldom moves. */
function top(series: LineSeries[]): number {
  const most = series.flatMap(({ y }) => y).reduce<number>((a, b) => Math.max(a, b ?? 0), 1);
  return 10 ** Math.ceil(Math.log10(most) - 1e-9);
}
