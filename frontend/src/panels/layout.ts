// How many panels (or knobs) stand side by side, and how wide each is.

import type { Axis } from "../model/types";

/** Columns for `count` equal things so that no row is left half empty: nine become 3 x 3, not 4 + 4 + 1. */
export function balancedColumns(count: number, most: number): number {
  const rows = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Math.max(1, Math.ceil(count / rows));
}

/** Columns of knobs. A player has a row to itself, and rows of three keep a unit's two weights and bias together. */
export function knobColumns(axes: Axis[], width: number): number {
  const small = axes.filter(({ kind }) => kind !== "play");
  const dials = small.length > 3 && small.every(({ kind }) => kind === "dial");
  const longest = Math.max(0, ...small.map(({ label }) => label.length));
  if (dials && small.length % 3 === 0 && width >= 3 * (50 + 7.5 * longest)) return 3;
  return balancedColumns(small.length, Math.floor(width / (dials ? 110 : 143)));
}

export interface Cell {
  /** The share of its row. */
  share: number;
  /** How many stand in its row. */
  neighbors: number;
}

/** Rows of panels: as many side by side as their least widths allow, in balanced rows. */
export function panelRows(least: number[], weights: number[], width: number, gap: number): Cell[] {
  for (let most = least.length; most > 1; most--) {
    const cells = rowsOf(weights, balancedColumns(least.length, most));
    const wide = (cell: Cell) => (width - gap * (cell.neighbors - 1)) * cell.share;
    if (cells.every((cell, i) => cell.neighbors === 1 || wide(cell) >= least[i])) return cells;
  }
  return weights.map(() => ({ share: 1, neighbors: 1 }));
}

function rowsOf(weights: number[], columns: number): Cell[] {
  return weights.map((weight, i) => {
    const start = i - (i % columns);
    const row = weights.slice(start, start + columns);
    return { share: weight / row.reduce((a, b) => a + b, 0), neighbors: row.length };
  });
}
