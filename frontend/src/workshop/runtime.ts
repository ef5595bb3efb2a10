// Python in a worker: loaded when it is first wanted, started again when it was stopped.
import type { Part, Parts } from "./page_data";
import { packed, unpacked } from "./parts";
import type { ToPage, ToWorker } from "./protocol";

export type Stage = "loading" | "python" | "numpy" | "drawing" | "ready" | "off";
export type PythonEvent = { type: string; cell?: string; number?: number } & Record<string, unknown>;

export class Stopped extends Error {}

interface Listener {
  stage(stage: Stage, loaded: number, total: number): void;
  event(event: PythonEvent): void;
  /** Everything that was alive in the worker is gone. */
  gone(why: string): void;
}

interface Loaded {
  module: WebAssembly.Module;
  stdlib: ArrayBuffer;
  scripts: Blob;
  archives: Record<string, ArrayBuffer>;
}

export interface Runtime {
  /** Resolves when Python answers; starts it, if nobody has. */
  start(): Promise<void>;
  call<T>(method: string, args: object): Promise<T>;
  /** Brings matplotlib and what it needs. */
  draw(): Promise<void>;
  /** Ends what runs at once. The next call starts clean. */
  stop(why?: string): void;
  alive(): boolean;
}

export function makeRuntime(data: Parts, folder: string, tell: Listener): Runtime {
  let loading: Promise<Loaded> | undefined;
  let drawing: Promise<Record<string, ArrayBuffer>> | undefined;
  let worker: Worker | undefined;
  let started: Promise<void> | undefined;
  let ready: { done: () => void; fail: (problem: Error) => void } = { done: () => undefined, fail: () => undefined };
  let numbers = 0;
  let life = 0; // counts the workers: what belongs to one that was stopped is over
  const calls = new Map<number, { done: (answer: string) => void; fail: (problem: Error) => void }>();

  function fetchAll(parts: Part[]) {
    const total = parts.reduce((sum, part) => sum + part.bytes, 0);
    let loaded = 0;
    const came = (bytes: number) => {
      loaded += bytes;
      if (started) tell.stage("loading", loaded, total); // unless it was cancelled: then it comes quietly
    };
    came(0);
    return Object.fromEntries(parts.map((part) => [part.name, packed(folder, part, came)]));
  }

  async function load(): Promise<Loaded> {
    const files = fetchAll(data.start);
    const bytes = async (name: string) => (await files[name]).arrayBuffer();
    const text = async (name: string) => new Response(await unpacked(await files[name])).text();
    const wasm = async () =>
      new Response(await unpacked(await files["pyodide.asm.wasm"]), {
        headers: { "Content-Type": "application/wasm" },
      });
    const names = Object.keys(files).filter((name) => /\.whl$|runner\.zip$/.test(name));
    const [module, stdlib, archives, ...scripts] = await Promise.all([
      WebAssembly.compileStreaming(wasm()),
      bytes("python_stdlib.zip"),
      Promise.all(names.map(async (name) => [name, await bytes(name)] as const)),
      ...["pyodide.js", "pyodide.asm.js", "worker.js"].map(text),
    ]);
    return {
      module,
      stdlib,
      archives: Object.fromEntries(archives),
      scripts: new Blob(scripts, { type: "text/javascript" }),
    };
  }

  async function boot() {
    const own = life;
    loading ??= load();
    loading.catch(() => (loading = undefined)); // the next touch tries again
    const { module, stdlib, scripts, archives } = await loading;
    if (own !== life) throw new Stopped();
    const address = URL.createObjectURL(scripts);
    const made = (worker = new Worker(address));
    made.onmessage = ({ data: message }: MessageEvent<ToPage>) => made === worker && hear(message);
    made.onerror = (problem) => made === worker && end(problem.message);
    const answered = new Promise<void>((done, fail) => (ready = { done, fail }));
    post({ kind: "boot", version: data.version, module, stdlib, archives });
    await answered.finally(() => URL.revokeObjectURL(address));
    if (drawing) post({ kind: "install", archives: await drawing });
  }

  const post = (message: ToWorker) => worker!.postMessage(message);

  function hear(message: ToPage) {
    if (message.kind === "stage") tell.stage(message.stage, 1, 1);
    else if (message.kind === "event") tell.event(JSON.parse(message.message) as PythonEvent);
    else if (message.kind === "dead") end(message.message);
    else if (message.kind === "ready") {
      tell.stage("ready", 1, 1);
      ready.done();
    } else {
      tell.stage("ready", 1, 1); // also after what draws pictures came
      calls.get(message.id)?.done(message.answer);
      calls.delete(message.id);
    }
  }

  function end(why: string, problem: Error = new Error(why)) {
    life++;
    worker?.terminate();
    worker = started = undefined;
    ready.fail(problem);
    calls.forEach((call) => call.fail(problem));
    calls.clear();
    tell.stage("off", 0, 0);
    tell.gone(why);
  }

  function start() {
    if (!started) {
      const own = (started = Promise.resolve().then(boot));
      own.catch(
        (problem: unknown) => started === own && end(problem instanceof Error ? problem.message : String(problem)),
      );
    }
    return started;
  }

  async function call<T>(method: string, args: object): Promise<T> {
    await start();
    const id = ++numbers;
    const answer = new Promise<string>((done, fail) => calls.set(id, { done, fail }));
    post({ kind: "call", id, method, args: JSON.stringify(args) });
    return JSON.parse(await answer) as T;
  }

  async function draw() {
    if (!drawing) {
      const files = fetchAll(data.drawing);
      const all = Promise.all(
        Object.entries(files).map(async ([name, file]) => [name, await (await file).arrayBuffer()] as const),
      );
      drawing = all.then((list) => Object.fromEntries(list) as Record<string, ArrayBuffer>);
      drawing.catch(() => (drawing = undefined));
      const archives = await drawing;
      tell.stage("drawing", 1, 1);
      post({ kind: "install", archives });
    }
  }

  return { start, call, draw, stop: (why = "stopped") => end(why, new Stopped(why)), alive: () => !!worker };
}
