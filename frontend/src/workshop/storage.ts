// What a reader wrote and solved, kept on this device alone: one entry for each page.

export interface Kept {
  /** The reader's text of a cell, and the book's at that time. */
  edits: Record<string, { mine: string; book: string }>;
  /** Exercises that were answered rightly, and questions of quizzes. */
  right: string[];
  total?: number;
}

const PREFIX = "nnbook:";
const nothing = (): Kept => ({ edits: {}, right: [] });
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
      const empty = !Object.keys(kept.edits).length && !kept.right.length;
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
