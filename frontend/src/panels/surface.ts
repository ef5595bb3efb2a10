// The colors and the boundary of a decision surface, sampled on a square grid.
import { contours } from "d3-contour";
import { CLASSES, brush, rgb } from "../plot/colors";
import { cost, forward, predict, probabilities, type Rows } from "../net/forward";
import type { Net, Surface } from "../model/types";

const BUDGET = 1.5e6; // multiply-adds: a few milliseconds
const PADDING = 2;

/** As fine as the budget allows; `finest` is asked for while nothing moves. */
export function resolution(nets: Net[], from: number, finest: boolean): number {
  const affordable = Math.floor(Math.sqrt((finest ? 8 * BUDGET : BUDGET) / cost(nets, from)));
  return Math.max(24, Math.min(finest ? 128 : 64, affordable));
}

export function sampleSurface(
  nets: Net[],
  from: number,
  xDomain: [number, number],
  yDomain: [number, number],
  inner: number,
): Surface {
  const side = inner + PADDING;
  const x = gridPoints(xDomain, yDomain, inner);
  if (nets.length === 1 && nets[0].layers[nets[0].layers.length - 1].b.length <= 2) {
    const logits = forward(nets[0], x, from);
    return { side, p: probabilities(nets[0].output, logits), levels: [margin(logits, nets[0].output)] };
  }
  const p = predict(nets, x, from);
  return { side, p, levels: p.width > 2 ? Array.from({ length: p.width }, (_, c) => lead(p, c)) : [logOdds(p)] };
}

function gridPoints([x0, x1]: [number, number], [y0, y1]: [number, number], inner: number): Rows {
  const side = inner + PADDING;
  const data = new Float64Array(side * side * 2);
  for (let row = 0, k = 0; row < side; row++) {
    const y = y1 - ((row - 0.5) / inner) * (y1 - y0);
    for (let column = 0; column < side; column++) {
      data[k++] = x0 + ((column - 0.5) / inner) * (x1 - x0);
      data[k++] = y;
    }
  }
  return { data, count: side * side, width: 2 };
}

/** Zero where P is 1/2. Logits are far smoother than saturated probabilities, and so is the line. */
function margin(logits: Rows, output: Net["output"]): Float64Array {
  const { data, count, width } = logits;
  if (width === 2) return Float64Array.from({ length: count }, (_, k) => data[2 * k + 1] - data[2 * k]);
  return output === "identity" ? data.map((v) => v - 0.5) : data;
}

function logOdds({ data, count, width }: Rows): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, data[k * width + width - 1]));
    return Math.log(p / (1 - p));
  });
}

/** How far class `c` is ahead of the best of the others. */
export function lead({ data, count, width }: Rows, c: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => {
    let rival = -Infinity;
    for (let j = 0; j < width; j++) if (j !== c) rival = Math.max(rival, data[k * width + j]);
    return data[k * width + c] - rival;
  });
}

/** Paints the surface: the class's color, the stronger the surer; transparent at 1/2, so any theme shows through. */
export function paint(canvas: HTMLCanvasElement, { side, p }: Surface): void {
  const inner = side - PADDING;
  if (canvas.width !== inner) canvas.width = canvas.height = inner;
  const context = brush(canvas);
  const image = context.createImageData(side, side);
  const colors = CLASSES.map(rgb);
  for (let k = 0; k < side * side; k++) {
    const [group, strength] = p.width > 2 ? mostLikely(p, k) : twoSided(p.data[k * p.width + p.width - 1]);
    const color = colors[group % colors.length];
    for (let channel = 0; channel < 3; channel++) image.data[4 * k + channel] = color[channel];
    image.data[4 * k + 3] = 160 * strength;
  }
  context.putImageData(image, -1, -1);
}

function twoSided(p: number): [number, number] {
  return [p > 0.5 ? 1 : 0, Math.min(1, Math.abs(2 * p - 1))];
}

function mostLikely({ data, width }: Rows, k: number): [number, number] {
  let best = 0;
  for (let j = 1; j < width; j++) if (data[k * width + j] > data[k * width + best]) best = j;
  return [best, (data[k * width + best] - 1 / width) / (1 - 1 / width)];
}

/** The boundary as an SVG path in a square of `size` pixels whose corner is at (left, top). */
export function boundaryPath({ side, levels }: Surface, left: number, top: number, size: number): string {
  const cell = size / (side - PADDING);
  const tracer = contours().size([side, side]);
  let path = "";
  for (const values of levels) {
    for (const polygon of tracer.contour(Array.from(values), 0).coordinates) {
      for (const ring of polygon) {
        path += ring
          .map(
            ([x, y], i) => `${i ? "L" : "M"}${(left + (x - 1) * cell).toFixed(1)},${(top + (y - 1) * cell).toFixed(1)}`,
          )
          .join("");
      }
    }
  }
  return path;
}
