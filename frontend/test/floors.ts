// Floors of the engine itself, trained at any position over several seeds.
import assert from "node:assert/strict";
import spec from "../../nnbook/data/floor.json";
import { diagnose, type Verdict } from "../src/engine/diagnose";
import { makeFloor } from "../src/engine/floor";
import type { Point } from "../src/engine/lane";
import { planOf, waysOf } from "../src/floor/position";
import type { Position } from "../src/model/types";

export const SEEDS = 10;

/** The knobs of both lanes at the floor's start. */
function start(): Position {
  const shared = new Set(spec.axes.map(([name]) => name as string));
  const knobs = Object.entries(spec.start).flatMap(
    ([name, value]): [string, number | string][] =>
    shared.has(name) ? [[name, value]] : [[`a_${name}`, value], [`b_${name}`, value]], // prettier-ignore
  );
  return Object.fromEntries(knobs);
}

export interface Seen {
  now: Point;
  verdict: Verdict;
  points: Point[];
}

/** What both lanes have come to at a stop of the tour after some steps, seed by seed. */
export function seen(name: string, steps: number, seeds = SEEDS): { a: Seen[]; b: Seen[] } {
  const stop = spec.tour.find((one) => one.name === name);
  assert.ok(stop, name);
  return trained(stop.position as unknown as Position, steps, seeds);
}

/** The same at any position; `seeds` is how many, from 0 on. */
export function trained(at: Position, steps: number, seeds = SEEDS): { a: Seen[]; b: Seen[] } {
  const found = Array.from({ length: seeds }, (_, seed) => {
    const position: Position = { ...start(), ...at, seed };
    const floor = makeFloor(planOf(position));
    const ways = waysOf(position);
    for (let i = 0; i < steps; i++) floor.step(ways);
    return floor.lanes.map((lane): Seen => {
      const now = lane.look(floor.steps);
      return { now, verdict: diagnose(lane, now, lane.layers(), floor.data.classes), points: lane.points };
    });
  });
  return { a: found.map(([a]) => a), b: found.map(([, b]) => b) };
}

export const learned = (lane: Seen[]): number => lane.filter(({ verdict }) => verdict.state === "learned").length;
export const because = (lane: Seen[], ...reasons: string[]): number =>
  lane.filter(({ verdict }) => verdict.state !== "learned" && reasons.includes(verdict.reason ?? "")).length;
