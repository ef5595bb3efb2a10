// What a reader wrote, saw and solved, kept on this device alone: one entry for each page.
import type { PythonEvent } from "./runtime";

export interface Kept {
  /** The reader's text of a cell, and the book's at that time. */
  edits: Record<string, { mine: string; book: string }>;
  /** What came out when a cell was last run, and the text that gave it. */
  outputs: Record<string, { source: string; events: PythonEvent[] }>;
  /** Exercises that were answered rightly, and questions of quizzes. */
  right: string[];
}

const PREFIX = "nnbook:";
const nothing = (): Kept => ({ edits: {}, outputs: {}, right: [] });
const memory = new Map<string, string>(); // where storage is refused or full

export interface Storage {
  read(): Kept;
  /** False where the device does not keep it: it lasts as long as the page is open. */
  write(kept: Kept): boolean;
}

export function storageOf(page: string): Storage {
  const key = PREFIX + page;
  return {
    read() {
      try {
        return { ...nothing(), ...(JSON.parse(memory.get(key) ?? localStorage.getItem(key) ?? "{}") as Kept) };
      } catch {
        return nothing();
      }
    },
    write(kept) {
      const text = JSON.stringify(kept);
      const empty = ![kept.edits, kept.outputs, kept.right].some((one) => Object.keys(one).length);
      try {
        if (empty) localStorage.removeItem(key);
        else localStorage.setItem(key, text);
        memory.delete(key);
        return true;
      } catch {
        memory.set(key, text);
        return false;
      }
    },
  };
}
