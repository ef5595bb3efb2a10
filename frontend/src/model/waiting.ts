// Whether a kernel still owes an answer, and since when: one that is gone would leave the reader waiting.
import { samePosition } from "./position";
import type { Model } from "./types";

const SILENT = 4000; // milliseconds after which a kernel that said nothing at all is called silent
const LONG = 30_000; // the same for one that said it had begun
export const NO_ANSWER = "The kernel does not answer. Unless it is busy with another cell, run this cell again.";

export interface Waiting {
  /** False in a page, which needs no kernel. */
  exists: () => boolean;
  /** True while the newest position has no answer. */
  now: () => boolean;
  /** What to tell the reader about it, if anything. */
  message: () => string;
  stop: () => void;
}

/** Watches `model`; calls `changed` when there is something new to say. */
export function watchKernel(model: Model, changed: () => void): Waiting {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silent = false;
  const events = ["change:position", "change:answered", "change:busy"];

  const exists = () => !!model.get("answered");
  function now() {
    const answered = model.get("answered");
    return !!answered && !samePosition(model.get("position"), answered);
  }
  function listen() {
    clearTimeout(timer);
    const before = silent;
    silent &&= now(); // what was said stays until there is an answer
    if (now() && !silent) timer = setTimeout(tell, model.get("busy") ? LONG : SILENT);
    if (before !== silent) changed();
  }
  function tell() {
    silent = true;
    changed();
  }

  for (const event of events) model.on(event, listen);
  return {
    exists,
    now,
    message: () => (silent ? NO_ANSWER : ""),
    stop() {
      clearTimeout(timer);
      for (const event of events) model.off(event, listen);
    },
  };
}
