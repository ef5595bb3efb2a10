// The third model of a figure, beside the kernel's and the page's: nnbook in the worker computes what it shows.
import type { Host } from "../figure";

type Model = Host["model"];
type Position = Record<string, string | number>;
type State = Record<string, unknown>;

export interface WorkerModel extends Model {
  /** Takes new values that Python sent. */
  take(changes: State): void;
  /** Says that nobody computes any more. */
  end(why: string): void;
}

/** `turn` sends a position to Python and resolves with what was wrong with it, if anything. */
export function workerModel(first: State, turn: (position: Position) => Promise<string>): WorkerModel {
  // Without `answered` the figure takes it for a page's model: it waits for this one's `busy` alone.
  const state: State = { ...first, answered: undefined };
  const listeners: Record<string, Set<() => void>> = {};
  const emit = (name: string) => [...(listeners[`change:${name}`] ?? [])].forEach((listener) => listener());
  let asked = false; // one position is on its way; the newest goes next
  let over = false;

  function put(changes: State) {
    Object.assign(state, changes);
    Object.keys(changes).forEach(emit);
  }

  async function ask() {
    asked = true;
    let sent: unknown;
    try {
      while (!over && sent !== state.position) {
        sent = state.position;
        const problem = await turn(sent as Position);
        if (problem) put({ error: problem });
      }
    } catch {
      // The worker was stopped, and says so itself.
    }
    asked = false;
    put({ busy: false });
  }

  return {
    get: (key: string) => state[key] as never,
    set(_key: "position", value: Position) {
      if (over) return put({ position: value, error: state.error });
      put({ position: value, busy: true });
      if (!asked) void ask();
    },
    save_changes: () => undefined,
    on: (event, listener) => void (listeners[event] ??= new Set()).add(listener),
    off: (event, listener) => void listeners[event]?.delete(listener),
    take(sent) {
      const changes = { ...sent };
      // Whether an answer is still to come, this side knows better; while the reader turns, the position as well.
      for (const name of ["answered", "busy", ...(asked ? ["position"] : [])]) delete changes[name];
      put(changes);
    },
    end(why) {
      over = true;
      put({ error: why, busy: false });
    },
  };
}
