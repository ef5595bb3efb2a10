// From numbers to pixels: linear and logarithmic scales with few, round ticks.
import { scaleLinear, scaleLog } from "d3-scale";
import { decade } from "./format";

export interface Tick {
  at: number;
  label: string;
}

export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  ticks: Tick[];
  domain: [number, number];
}

type Numbers = Iterable<number | null | undefined>;
type Pair = [number, number];

/** The whole decades around the positive numbers; zeros, which a log axis cannot place, are left out. */
export function logDomain(values: Numbers): Pair {
  const exponents = [...values]
    .filter((v): v is number => typeof v === "number" && v > 0 && Number.isFinite(v))
    .map(Math.log10);
  if (!exponents.length) return [1e-3, 1];
  const low = Math.floor(min(exponents) + 1e-9);
  const high = Math.ceil(max(exponents) - 1e-9);
  return [10 ** low, 10 ** (high > low ? high : low + 1)];
}

/** The numbers' extent, widened to round ends. `zero` makes it include zero, as lengths of bars must. */
export function linearDomain(values: Numbers, zero = false): Pair {
  const finite = [...values].filter((v): v is number => typeof v === "number" && Number.isFinite(v));
  if (zero) finite.push(0);
  if (!finite.length) return [0, 1];
  const [low, high] = [min(finite), max(finite)];
  if (low === high) return zero ? [0, 1] : [low - 0.5, high + 0.5];
  return scaleLinear().domain([low, high]).nice(5).domain() as Pair;
}

// Not Math.min(...values): a long list would not fit on the call stack.
const min = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
const max = (values: number[]) => values.reduce((a, b) => Math.max(a, b));

export function makeScale(log: boolean, domain: Pair, range: Pair): Scale {
  return log ? logScale(domain, range) : linearScale(domain, range);
}

function linearScale(domain: Pair, range: Pair): Scale {
  const scale = scaleLinear(domain, range);
  // Labels side by side need more room than labels one above the other.
  const room = range[1] > range[0] ? 70 : 45;
  const count = Math.max(2, Math.min(7, Math.abs(range[1] - range[0]) / room));
  const format = scale.tickFormat(count);
  const ticks = scale.ticks(count).map((value) => ({ at: scale(value), label: format(value) }));
  return Object.assign((value: number) => scale(value), {
    invert: (pixel: number) => scale.invert(pixel),
    ticks,
    domain,
  });
}

function logScale([low, high]: Pair, range: Pair): Scale {
  const domain: Pair = [low > 0 ? low : 1e-12, high > 0 ? high : 1];
  const scale = scaleLog(domain, range);
  const place = (value: number) => (value > 0 ? scale(value) : range[0]); // zero lies on the floor
  const ticks = logTicks(domain, Math.abs(range[1] - range[0])).map(({ value, label }) => ({
    at: scale(value),
    label,
  }));
  return Object.assign(place, { invert: (pixel: number) => scale.invert(pixel), ticks, domain });
}

export function logTicks([low, high]: Pair, pixels: number): { value: number; label: string }[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 1) {
    // Less than one decade: single decades say nothing, so 1, 2, 5 and their kin.
    const inside = scaleLog([low, high], [0, 1])
      .ticks(4)
      .filter((v) => v >= low && v <= high);
    return inside.map((value) => ({ value, label: String(Number(value.toPrecision(2))) }));
  }
  const room = Math.max(2, Math.floor(pixels / 28));
  const step = [1, 2, 3, 5, 10, 20, 50, 100].find((s) => (last - first) / s < room) ?? 200;
  const ticks = [];
  for (let e = Math.ceil(first / step) * step; e <= last; e += step) ticks.push({ value: 10 ** e, label: decade(e) });
  return ticks;
}
