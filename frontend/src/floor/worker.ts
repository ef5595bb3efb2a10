// The floor's worker: trains as many steps as a frame asks for, and says what is to be drawn.
import { makeFloor, type Floor, type Ways } from "../engine/floor";
import type { Ask, Focus, Report, Tell } from "./messages";
import type { Position } from "../model/types";
import { planOf, waysOf } from "./position";
import { focusView, laneView } from "./view";

const SLICE = 11; // milliseconds of training in a frame of 16
const CALM = 2; // surfaces may take half as long as what lies between them

const tell = (message: Tell): void => self.postMessage(message);
let floor: Floor | undefined;
let ways: Ways;
let log: Report["log"];
let drawn = { at: -Infinity, took: 0 };

function begin({ position, digits }: Extract<Ask, { kind: "begin" }>) {
  floor = makeFloor(planOf(position), digits);
  ways = waysOf(position);
  log = [{ step: 0, position }];
  drawn = { at: -Infinity, took: 0 };
  const { data, lanes } = floor;
  const { x, y, count } = data.train;
  const rows = data.inputs === 2 ? Array.from({ length: count }, (_, i) => [x[2 * i], x[2 * i + 1]]) : [];
  const weights = lanes.reduce((sum, { net }) => sum + net.theta.length, 0);
  tell({ kind: "data", shown: { x: rows, y: Array.from(y), classes: data.classes }, weights });
}

function turn(floor: Floor, position: Position) {
  const before = ways;
  ways = waysOf(position);
  floor.turn(before, ways);
  log.push({ step: floor.steps, position });
}

function report({ steps, lanes }: Floor): Report {
  const parameters = lanes.map(({ net, reader }) => Float64Array.from([...net.theta, ...reader.settled()]));
  return { steps, parameters, log };
}

function frame(floor: Floor, steps: number, focus: Focus | null) {
  const start = performance.now();
  let done = 0;
  while (done < steps && !floor.over() && (done === 0 || performance.now() - start < SLICE)) {
    floor.step(ways);
    done++;
  }
  const took = performance.now() - start;
  // A network that is dear to look at is looked at less often while it runs.
  const full = steps === 0 || start - drawn.at > CALM * drawn.took;
  const lanes = floor.lanes.map((lane) => laneView(lane, floor, full));
  const inside = focus && floor.lanes[focus.lane] ? focusView(floor, focus) : undefined;
  if (full) drawn = { at: performance.now(), took: performance.now() - start - took };
  tell({ kind: "view", view: { steps: floor.steps, took, done, over: floor.over(), lanes, focus: inside } });
}

function answer(ask: Ask) {
  if (ask.kind === "begin") return begin(ask);
  if (!floor) return;
  if (ask.kind === "habits") turn(floor, ask.position);
  else if (ask.kind === "frame") frame(floor, ask.steps, ask.focus);
  else tell({ kind: "report", report: report(floor) });
}

self.onmessage = ({ data }: MessageEvent<Ask>) => {
  try {
    answer(data);
  } catch (problem) {
    tell({ kind: "error", message: problem instanceof Error ? problem.message : String(problem) });
  }
};
