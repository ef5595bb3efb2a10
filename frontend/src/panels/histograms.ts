// One ridge per row over common edges: how a quantity is distributed, layer under layer.
import { attr, join, setText, svg } from "../dom";
import { makePlot, margins, round, textWidth, type Box } from "../plot/plot";
import { makeScale, type Scale } from "../plot/scale";
import type { Histograms } from "../model/types";
import { describe, type Context, type Panel } from "./panel";

const OVERLAP = 1.7; // how far a ridge may rise into the rows above

const LEAST_PITCH = 17;
const AROUND = 60; // above and below the rows
const LINE = 12;
const NOTE_SIZE = 11;

interface Frame {
  box: Box;
  x: Scale;
  height: number;
  notesWidth: number;
  pitch: number;
  baseline: (row: number) => number;
}

export function histogramsPanel(body: HTMLElement): Panel<Histograms> {
  const plot = makePlot(body);
  const ridges = svg("g", { class: "nnb-ridge" });
  const baselines = svg("g", { class: "nnb-grid" });
  const names = svg("g", { class: "nnb-tick", "text-anchor": "end" });
  const notes = svg("g", { class: "nnb-value", "text-anchor": "end" });
  plot.root.insertBefore(baselines, plot.inside);
  plot.over.append(ridges, names, notes);

  function update(spec: Histograms, context: Context) {
    const { rows } = spec;
    const frame = measure(spec, context);
    const { box, x, height, notesWidth, pitch, baseline } = frame;
    const words = rows.map(({ name, note }) => [name, note].filter(Boolean).join(" ")).join(", ");
    plot.size(context.width, height, describe("Histograms", spec, words));
    plot.axes(box, { ticks: x.ticks, label: spec.x_label }, { ticks: [], label: spec.y_label });
    join(baselines, "path", rows, (path, _, i) => attr(path, { d: `M${box.left},${baseline(i)}H${box.right}` }));
    drawRidges(spec, frame);
    const every = Math.max(1, Math.ceil(LINE / pitch));
    join(names, "text", rows, (text, row, i) => {
      setText(attr(text, { x: box.left - 6, y: baseline(i) - 1, display: i % every ? "none" : null }), row.name);
    });
    join(notes, "text", rows, (text, row, i) =>
      setText(attr(text, { x: box.right + notesWidth, y: baseline(i) - 1 }), row.note ?? ""),
    );
  }

  function drawRidges({ rows, edges }: Histograms, { x, pitch, baseline }: Frame) {
    // Each ridge twice: once to hide what stands behind it, once in its color.
    join(
      ridges,
      "path",
      rows.flatMap((row) => [row, row]),
      (path, row, k) => {
        const tallest = Math.max(...row.counts.map((count) => count ?? 0), 1e-300);
        const d = outline(row.counts, edges, x, baseline(k >> 1), (pitch * OVERLAP * 0.95) / tallest);
        const look =
          k % 2
            ? { fill: row.color, "fill-opacity": 0.35, stroke: row.color, "data-counts": row.counts.join(" ") }
            : {};
        attr(path, { d, ...look });
      },
    );
  }
  return { update };
}

/** Few rows share the height of their neighbors; many get what they need to be told apart. */
function measure(spec: Histograms, context: Context): Frame {
  const { rows, edges } = spec;
  const height = Math.max(context.height, rows.length * LEAST_PITCH + AROUND);
  const names = rows.map(({ name }) => name);
  const box = margins(context.width, height, names, spec);
  const notesWidth = Math.max(0, ...rows.map(({ note }) => (note ? textWidth(note, NOTE_SIZE) + 10 : 0)));
  box.right -= notesWidth;
  const pitch = (box.bottom - box.top) / (rows.length + OVERLAP - 1);
  const baseline = (i: number) => round(box.top + pitch * (i + OVERLAP));
  const x = makeScale(false, [edges[0], edges[edges.length - 1]], [box.left, box.right]);
  return { box, x, height, notesWidth, pitch, baseline };
}

/** Steps, as counted: smoothing would invent values. Each row is scaled to its own mode. */
function outline(counts: (number | null)[], edges: number[], x: Scale, base: number, unit: number): string {
  let path = `M${round(x(edges[0]))},${base}`;
  counts.forEach((count, i) => {
    path += `V${round(base - (count ?? 0) * unit)}H${round(x(edges[i + 1]))}`;
  });
  return `${path}V${base}`;
}
