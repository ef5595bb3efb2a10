// From a position of the floor's knobs to what the engine is told.
import type { Plan, Ways } from "../engine/floor";
import type { Normalize } from "../engine/network";
import type { Rule } from "../engine/optimizers";
import type { Position } from "../model/types";

export const NAMES = ["A", "B"];
const PREFIXES = ["a_", "b_"];

/** What can be turned while a network learns: all but the data and the architecture, which begin anew. */
const LIVE = ["optimizer", "lr", "batch", "dropout", "decay", "start", "centered"];

export const isLive = (axis: string): boolean => LIVE.includes(axis.replace(/^[ab]_/, ""));
export const laneOf = (axis: string): number => PREFIXES.findIndex((prefix) => axis.startsWith(prefix));
export const prefixes = (position: Position): string[] => PREFIXES.slice(0, Number(position.lanes));

export function planOf(position: Position): Plan {
  const { data, noise, examples, relabel, seed } = position;
  return {
    recipe: {
      data: String(data),
      noise: Number(noise),
      examples: Number(examples),
      relabel: Number(relabel),
      seed: Number(seed),
    },
    shapes: prefixes(position).map((lane) => ({
      depth: Number(position[`${lane}depth`]),
      width: Number(position[`${lane}width`]),
      activation: String(position[`${lane}activation`]),
      start: String(position[`${lane}start`]),
      normalize: position[`${lane}normalize`] as Normalize,
      skip: position[`${lane}skip`] === "on",
      centered: position[`${lane}centered`] === "on",
    })),
  };
}

export function waysOf(position: Position): Ways {
  return {
    batch: Number(position.batch),
    habits: prefixes(position).map((lane) => ({
      optimizer: position.optimizer as Rule["optimizer"],
      lr: Number(position.lr),
      decay: Number(position[`${lane}decay`]),
      dropout: Number(position[`${lane}dropout`]),
      start: String(position[`${lane}start`]),
      centered: position[`${lane}centered`] === "on",
    })),
  };
}
