// What the page and its worker say to each other.

export type ToWorker =
  | {
      kind: "boot";
      version: string;
      module: WebAssembly.Module;
      stdlib: ArrayBuffer;
      archives: Record<string, ArrayBuffer>;
    }
  | { kind: "install"; archives: Record<string, ArrayBuffer> }
  | { kind: "call"; id: number; method: string; args: string };

export type ToPage =
  | { kind: "stage"; stage: "python" | "numpy" }
  | { kind: "ready" }
  | { kind: "event"; message: string }
  | { kind: "answer"; id: number; answer: string }
  | { kind: "dead"; message: string };
