// The reader's notebook as a file: the book's cells, with the reader's text where there is one.
import type { NotebookCell, PageData } from "./page_data";

const lines = (text: string) => text.split(/(?<=\n)/);

function cellOf({ id, kind, source, metadata }: NotebookCell, mine: string | undefined) {
  const shared = {
    cell_type: kind,
    id,
    metadata: mine === undefined ? metadata : { ...metadata, nnbook: "changed" },
    source: lines(mine ?? source),
  };
  return kind === "code" ? { ...shared, execution_count: null, outputs: [] } : shared;
}

/** The notebook as JSON; texts of cells that the book no longer has come last. */
export function notebook(data: PageData, mine: Record<string, string>): string {
  const known = new Set(data.cells.map((cell) => cell.id));
  const lost = Object.keys(mine).filter((id) => !known.has(id));
  const cells = data.cells.map((cell) => cellOf(cell, mine[cell.id]));
  cells.push(...lost.map((id) => cellOf({ id, kind: "code", source: "", metadata: {} }, mine[id])));
  const kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
  return (
    JSON.stringify(
      { cells, metadata: { kernelspec, language_info: { name: "python" } }, nbformat: 4, nbformat_minor: 5 },
      null,
      1,
    ) + "\n"
  );
}

export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
