// Python's side of the workshop: a worker made from a Blob of Pyodide's two scripts and this one. From file://
// nothing can be fetched, so what Pyodide asks for is taken from a table that the page sends.
import type { ToPage, ToWorker } from "./protocol";

interface Pyodide {
  unpackArchive(buffer: ArrayBuffer, format: string, options?: { extractDir: string }): void;
  pyimport(name: string): Runner;
  setStdin(options: { error: boolean }): void;
}
interface Runner {
  connect(send: (message: string) => void): void;
  call(method: string, args: string): string;
}
declare function loadPyodide(options: Record<string, unknown>): Promise<Pyodide>;
declare const self: {
  postMessage(message: ToPage): void;
  fetch: (request: unknown) => Promise<Response>;
  onmessage: (event: MessageEvent<ToWorker>) => void;
};

const SITE = "/lib/python3.12/site-packages";
const HOME = "https://book.invalid/"; // the address that Pyodide believes it was loaded from
const send = (message: ToPage) => self.postMessage(message);
let pyodide: Pyodide;
let runner: Runner;

async function boot({ version, module, stdlib, archives }: Extract<ToWorker, { kind: "boot" }>) {
  const lock = JSON.stringify({ info: { arch: "wasm32", platform: "", version, python: "3.12.7" }, packages: {} });
  const table: Record<string, () => Response> = {
    "pyodide-lock.json": () => new Response(lock),
    "pyodide.asm.wasm": () => new Response(),
    "python_stdlib.zip": () => new Response(stdlib),
  };
  self.fetch = (request) => {
    const found = table[String(request).replace(HOME, "")];
    return found
      ? Promise.resolve(found())
      : Promise.reject(new TypeError(`nothing is loaded from ${String(request)}`));
  };
  // The page has compiled it, once for all workers of its life.
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  send({ kind: "stage", stage: "python" });
  pyodide = await loadPyodide({
    indexURL: HOME,
    env: { MPLBACKEND: "agg", NNBOOK_HOST: "page" },
  });
  pyodide.setStdin({ error: true });
  install(archives);
  send({ kind: "stage", stage: "numpy" });
  runner = pyodide.pyimport("runner");
  runner.connect((message) => send({ kind: "event", message }));
  send({ kind: "ready" });
}

function install(archives: Record<string, ArrayBuffer>) {
  for (const [name, content] of Object.entries(archives))
    pyodide.unpackArchive(content, name.endsWith(".whl") ? "wheel" : "zip", { extractDir: SITE });
}

async function take(message: ToWorker) {
  if (message.kind === "boot") await boot(message);
  else if (message.kind === "install") install(message.archives);
  else send({ kind: "answer", id: message.id, answer: runner.call(message.method, message.args) });
}

// One after the other: a message that comes while Python is starting waits for it.
let turn = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  turn = turn.then(() => take(data)).catch((problem: unknown) => send({ kind: "dead", message: String(problem) }));
};
