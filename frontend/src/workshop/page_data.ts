// What the build says of a page, its cells, and of the runtime, its parts. Scripts hand it over.

export interface Part {
  name: string;
  src: string;
  bytes: number;
}

export interface NotebookCell {
  id: string;
  kind: "code" | "markdown" | "raw";
  source: string;
  metadata: Record<string, unknown>;
  /** The reader is asked for an answer here. */
  exercise?: boolean;
  /** How long it took while the book was built, where that is worth saying. */
  seconds?: number;
}

export interface Parts {
  version: string;
  /** Seconds of the fixed piece of work, where the cells were timed: see `pace` in the runner. */
  pace: number;
  start: Part[];
  drawing: Part[];
}

export interface PageData {
  page: string;
  title: string;
  cells: NotebookCell[];
}
