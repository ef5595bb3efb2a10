// What a knob can be set to, and how a position is written down: in words and in a link.
import { valueIndex } from "./decode";
import type { Axis, Position, Value } from "./types";

/** `value` moved to the nearest one the axis allows, or undefined where it has no place there. */
export function snap(axis: Axis, value: Value): Value | undefined {
  if (axis.kind !== "dial") {
    const { values } = axis;
    if (values.includes(value)) return value;
    return typeof value === "number" && typeof values[0] === "number" ? values[valueIndex(values, value)] : undefined;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const { low, high, step } = axis;
  const inside = Math.min(high, Math.max(low, value));
  return tidy(low + Math.round((inside - low) / step) * step);
}

/** A sum of steps without the dust of binary fractions: 0.30000000000000004 becomes 0.3. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** A value as Python's `str` writes it, but for whole floats, which are written without ".0". */
export function formatValue(value: Value): string {
  if (typeof value === "string") return value;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1e-4 && size < 1e16) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
}

export function samePosition(a: Position, b: Position): boolean {
  return Object.keys(a).every((name) => a[name] === b[name]);
}

/** `#gradient-flow?depth=12&activation=relu` */
export function toFragment(name: string, position: Position): string {
  const query = Object.entries(position).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(formatValue(value))}`,
  );
  return `#${encodeURIComponent(name)}?${query.join("&")}`;
}

/** The figure's name and the raw settings in a fragment; null for an ordinary one. */
export function parseFragment(fragment: string): { name: string; settings: Record<string, string> } | null {
  const [head, query] = fragment.replace(/^#/, "").split("?");
  if (!query) return null;
  try {
    return { name: decodeURIComponent(head), settings: Object.fromEntries(new URLSearchParams(query)) };
  } catch {
    return null; // a stray per cent sign: somebody else's fragment
  }
}

/** `position` with the settings of a link applied; names and values that do not exist are passed over. */
export function withSettings(axes: Axis[], position: Position, settings: Record<string, string>): Position {
  const next = { ...position };
  for (const axis of axes) {
    const text = settings[axis.name];
    if (text === undefined || text === "") continue;
    const values = axis.kind === "dial" ? [] : axis.values;
    const listed = values.find((value) => formatValue(value) === text || String(value) === text);
    const value = listed ?? snap(axis, Number(text));
    if (value !== undefined) next[axis.name] = value;
  }
  return next;
}
