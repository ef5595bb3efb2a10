// The third model of a figure, beside the kernel's and the page's: nnbook in the worker computes what it shows.
import type { Host } from "../figure";

type Model = Host["model"];
type State = Record<string, unknown>;

export interface WorkerModel extends Model {
  set: (key: string, value: unknown) => void;
  /** Takes new values that Python sent. */
  take(changes: State): void;
  /** Says that nobody computes any more. */
  end(why: string): void;
}

/** `turn` sends new values to Python and resolves with what was wrong with them, if anything. */
export function workerModel(first: State, turn: (values: State) => Promise<string>): WorkerModel {
  // Without `answered` the figure takes it for a page's model: it waits for this one's `busy` alone.
  const state: State = { ...first, answered: undefined };
  const listeners: Record<string, Set<() => void>> = {};
  const emit = (name: string) => [...(listeners[`change:${name}`] ?? [])].forEach((listener) => listener());
  let waiting: State = {}; // set here and not sent yet: of each name the newest value
  let sent: State | undefined; // what is on its way
  let over = false;

  function put(changes: State) {
    Object.assign(state, changes);
    Object.keys(changes).forEach(emit);
  }

  async function ask() {
    try {
      while (!over && Object.keys(waiting).length) {
        [sent, waiting] = [waiting, {}];
        const problem = await turn(sent);
        if (problem) put({ error: problem });
      }
    } catch {
      // The worker was stopped, and says so itself.
    }
    sent = undefined;
    put({ busy: false });
  }

  return {
    get: (key: string) => state[key] as never,
    set(key, value) {
      if (over) return put({ [key]: value, error: state.error });
      waiting[key] = value;
      put({ [key]: value, busy: true });
    },
    save_changes() {
      if (!over && !sent) void ask();
    },
    on: (event, listener) => void (listeners[event] ??= new Set()).add(listener),
    off: (event, listener) => void listeners[event]?.delete(listener),
    take(found) {
      const changes = { ...found };
      // Whether an answer is still to come, this side knows better; while the reader turns, the position as well.
      const own = "position" in { ...sent, ...waiting } ? ["position"] : [];
      for (const name of ["answered", "busy", ...own]) delete changes[name];
      put(changes);
    },
    end(why) {
      over = true;
      put({ error: why, busy: false });
    },
  };
}
