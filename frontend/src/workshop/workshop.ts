// Loaded when a reader first touches a cell: editors, Python, and what the reader keeps. See loader.ts.
import { makeCell, type Cell } from "./cell";
import { makeDock } from "./dock";
import { download, notebook } from "./notebook";
import type { PageData, Parts } from "./page_data";
import { listen } from "./parts";
import { makeRuntime, Stopped, type PythonEvent } from "./runtime";
import { storageOf } from "./storage";
import type { Answer } from "./words";
import type { WorkerModel } from "./worker_model";

export interface Workshop {
  touch(element: HTMLElement, wish: "run" | "edit"): void;
  /** For tests: runs a cell by its id, and resolves when it has ended. */
  run(id: string): Promise<Answer>;
  data: PageData;
  /** What came out of the last cell that ran, for the command that compares it with the book. */
  heard: PythonEvent[];
}

/** What travels to Python travels as JSON: numbers in one piece of memory as base64. */
const withText = (values: object): object =>
  JSON.parse(
    JSON.stringify(values, (_, value: unknown) => (value instanceof DataView ? base64(value) : value)),
  ) as object;

function base64({ buffer, byteOffset, byteLength }: DataView): string {
  let text = "";
  for (let at = 0; at < byteLength; at += 0x8000)
    text += String.fromCharCode(...new Uint8Array(buffer, byteOffset + at, Math.min(0x8000, byteLength - at)));
  return btoa(text);
}

const MOST = 50_000; // characters of a cell's output that are kept

/** What can be shown again without Python: a figure's words, not its life; nothing where it is much. */
function still(heard: PythonEvent[]): PythonEvent[] {
  const events = heard.map((event) => (event.type === "data" ? { ...event, data: lifeless(event.data) } : event));
  return JSON.stringify(events).length > MOST ? [] : events.filter(({ type }) => type !== "plan");
}

function lifeless(data: unknown): object {
  const live = Object.keys(data as object).some((kind) => kind.startsWith("application/vnd.nnbook"));
  return live ? { "text/plain": "Here stood a figure: run the cell to turn it." } : (data as object);
}

const STOPPED = "Stopped. The next run starts clean.";

function open(data: PageData, parts: Parts, folder: string): Workshop {
  const storage = storageOf(data.page);
  const kept = storage.read();
  const cells = new Map<string, Cell>();
  const models = new Map<number, WorkerModel>();
  const code = data.cells.filter((cell) => cell.kind === "code");
  let factor: number | undefined; // how many times as long as in the build the work takes here
  let queue = Promise.resolve();
  let round = 0; // Stop ends all that wait as well

  const dock = makeDock(document.querySelector("article")!, { cancel: stop, download: save, forget });
  const runtime = makeRuntime(parts, folder, { stage: (...stage) => dock.stage(...stage), event: hear, gone });

  function cellOf(id: string): Cell {
    const known = cells.get(id);
    if (known) return known;
    const element = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`)!;
    const made = makeCell(
      element,
      code.find((cell) => cell.id === id)!,
      workshop,
    );
    cells.set(id, made);
    return made;
  }

  const mine = () => Object.fromEntries(Object.entries(kept.edits).map(([id, edit]) => [id, edit.mine]));
  const sources = () => code.map(({ id, source }) => ({ id, source: cells.get(id)?.text() ?? source }));

  function keep() {
    // What the page's quizzes remembered meanwhile stays.
    kept.right = [...new Set([...kept.right, ...storage.read().right])];
    write();
  }

  function write() {
    dock.mine(Object.keys(kept.edits).length, storage.write(kept));
    document.dispatchEvent(new CustomEvent("nnw-kept"));
  }

  function save() {
    download(`${data.page.replace(/^.*\//, "")}.ipynb`, notebook(data, mine()));
  }

  function forget() {
    cells.forEach((cell) => cell.reset());
    Object.assign(kept, { edits: {}, right: [], outputs: {} });
    write();
  }

  const heard: PythonEvent[] = [];
  function hear(event: PythonEvent) {
    if (event.cell) heard.push(event);
    if (event.type === "state") models.get(event.number!)?.take(event.state as Record<string, unknown>);
    else cells.get(event.cell!)?.takes(event);
  }

  function gone() {
    reading = undefined;
    models.forEach((model) => model.end("Python was stopped: run the cell again to turn this figure."));
    models.clear();
  }

  function stop() {
    round++;
    runtime.stop();
  }

  let reading: Promise<void> | undefined; // by the Python that is there
  /** Python, which has read what the cells define: most of the wait is over when Run is pressed. */
  function ready() {
    return (reading ??= runtime.start().then(() => runtime.call<void>("read", { cells: sources() })));
  }

  async function ask(cell: Cell): Promise<Answer> {
    await ready();
    factor ??= (await runtime.call<number>("pace", {})) / parts.pace;
    for (;;) {
      const answer = await runtime.call<Answer & { wants?: string }>("run", { cells: sources(), target: cell.data.id });
      if (!answer.wants) return answer;
      await runtime.draw();
    }
  }

  async function answerOf(cell: Cell, own: number): Promise<Answer> {
    const start = performance.now();
    try {
      if (own !== round) throw new Stopped();
      cell.begins();
      heard.length = 0;
      const answer = await ask(cell);
      return { ...answer, milliseconds: performance.now() - start };
    } catch (problem) {
      const why =
        problem instanceof Stopped
          ? STOPPED
          : `Python ended: ${(problem as Error).message}. The next run starts clean.`;
      return { ok: false, first: [], stopped: why };
    }
  }

  function run(cell: Cell): Promise<Answer> {
    const own = round;
    cell.waits();
    const answer = queue.then(() => answerOf(cell, own));
    queue = answer.then(() => undefined);
    return answer.then((found) => {
      cell.ends(found);
      if (found.stopped === STOPPED) void ready().catch(() => undefined); // ready again when wanted
      if (found.right && cell.data.exercise) kept.right.push(cell.data.id);
      kept.outputs[cell.data.id] = { source: cell.text(), events: still(heard) };
      keep();
      return found;
    });
  }

  const workshop = {
    run: (cell: Cell) => void run(cell),
    stop,
    changed(cell: Cell, text: string | undefined) {
      if (text === undefined) delete kept.edits[cell.data.id];
      else kept.edits[cell.data.id] = { mine: text, book: cell.data.source };
      if (!cell.ran()) delete kept.outputs[cell.data.id];
      keep();
    },
    jump(id: string) {
      const cell = cellOf(id);
      cell.element.closest("details")?.setAttribute("open", "");
      cell.edit();
      cell.element.scrollIntoView({ block: "center" });
    },
    seconds(ids: string[]) {
      const native = ids.reduce((sum, id) => sum + (code.find((cell) => cell.id === id)?.seconds ?? 0), 0);
      return native * (factor ?? 1);
    },
    figures: {
      turn: (number: number, values: object) => runtime.call<string>("turn", { number, values: withText(values) }),
      add: (number: number, model: WorkerModel) => void models.set(number, model),
      close(numbers: number[]) {
        numbers.forEach((number) => models.delete(number));
        if (runtime.alive()) void runtime.call("close", { numbers }).catch(() => undefined);
      },
    },
  };

  const here = new Set(code.map((cell) => cell.id));
  const before = Object.entries(kept.edits);
  for (const [id, edit] of before) if (here.has(id)) cellOf(id).restore(edit.mine, edit.book);
  for (const [id, { source, events }] of Object.entries(kept.outputs))
    if (here.has(id) && cellOf(id).text() === source) cellOf(id).recall(events);
  dock.lost(before.filter(([id]) => !here.has(id)).map(([, edit]) => edit.mine));
  dock.mine(before.length, true);

  return {
    data,
    heard,
    touch(element, wish) {
      const cell = cellOf(element.dataset.cell!);
      ready().catch(() => undefined);
      if (wish === "edit") cell.edit();
      else void run(cell);
    },
    run: (id) => run(cellOf(id)),
  };
}

listen();
Object.assign(window, { nnbookOpen: open });
