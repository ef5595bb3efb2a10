// Figures of one group on a page share the knobs that have the same name.
import { samePosition, snap } from "./position";
import type { Model, Position } from "./types";

const groups = new Map<string, Model[]>();

export function joinGroup(name: string | null | undefined, model: Model): void {
  if (!name) return;
  const members = groups.get(name) ?? [];
  groups.set(name, members);
  const first = members[0];
  // Whoever comes later finds the others where they are by now.
  if (first && !samePosition(first.get("position"), first.get("start") ?? {})) copyShared(first, model);
  members.push(model);
  model.on("change:position", () => members.forEach((other) => other !== model && copyShared(model, other)));
}

/** Sets what differs and nothing else, so that two figures that follow each other come to rest. */
function copyShared(from: Model, to: Model) {
  const source = from.get("position");
  const position = to.get("position");
  const change: Position = {};
  for (const axis of to.get("axes")) {
    if (!Object.hasOwn(source, axis.name)) continue;
    const value = snap(axis, source[axis.name]);
    if (value !== undefined && value !== position[axis.name] && sameValue(value, source[axis.name]))
      change[axis.name] = value;
  }
  if (Object.keys(change).length) to.set("position", { ...position, ...change });
}

/** A value that the other figure does not have is not forced on it as its nearest one. */
const sameValue = (a: unknown, b: unknown): boolean => a === b || Math.abs(Number(a) - Number(b)) < 1e-9;
