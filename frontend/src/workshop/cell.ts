// A code cell of the page, once the reader has touched it: an editor, a bar of buttons, the reader's output.
import { attr, html, setText } from "../dom";
import { makeEditor, type Editor } from "./editor";
import { makeOutput, type Figures } from "./output";
import type { NotebookCell } from "./page_data";
import type { PythonEvent } from "./runtime";
import { finished, planned, since, type Answer } from "./words";

export interface Cell {
  data: NotebookCell;
  element: HTMLElement;
  /** The text that runs: the reader's, or else the book's. */
  text(): string;
  edit(): void;
  /** Puts back what was kept of an earlier visit. */
  restore(mine: string, book: string): void;
  reset(): void;
  /** Shows what came out on an earlier visit. */
  recall(events: PythonEvent[]): void;
  /** Whether what came out last came from the text that stands there. */
  ran(): boolean;
  waits(): void;
  begins(): void;
  takes(event: PythonEvent): void;
  ends(answer: Answer): void;
}

interface Workshop {
  run(cell: Cell): void;
  stop(): void;
  changed(cell: Cell, mine: string | undefined): void;
  jump(id: string): void;
  seconds(ids: string[]): number;
  figures: Figures;
}

export function makeCell(element: HTMLElement, data: NotebookCell, workshop: Workshop): Cell {
  const input = element.querySelector<HTMLElement>(".cell_input")!;
  const book = input.querySelector<HTMLElement>(".highlight")!;
  const bookOutput = element.querySelector<HTMLElement>(".cell_output");
  const output = makeOutput(workshop.figures, (id) => workshop.jump(id));
  const name = data.exercise ? "Check" : "Run";
  const [runButton, stopButton, resetButton] = [
    button(name, run),
    button("Stop", () => workshop.stop()),
    button("Reset", reset),
  ];
  const status = html("span", { class: "nnw-status", role: "status" });
  const bar = html("div", { class: "nnw-bar" }, runButton, stopButton, resetButton, status);
  let editor: Editor | undefined;
  let mine: string | undefined;
  let clock: ReturnType<typeof setInterval> | undefined;
  let first: string[] = [];
  let ran = false; // what stands below came from the text as it is, or nothing does

  element.classList.add("nnw-cell");
  element.querySelector(".nnw-start")?.remove();
  input.after(bar);
  attr(runButton, { title: "Shift+Enter" });
  show({ running: false });

  function button(text: string, action: () => void) {
    const made = html("button", { type: "button", class: `nnw-button nnw-${text.toLowerCase()}` }, text);
    made.addEventListener("click", action);
    return made;
  }

  function show({ running }: { running: boolean }) {
    stopButton.hidden = !running;
    runButton.disabled = running;
    resetButton.hidden = running || (mine === undefined && !output.root.isConnected);
    attr(element, { "data-running": String(running) });
  }

  /** An exercise's plain field, until an editor takes its place. */
  const field = () => input.querySelector<HTMLTextAreaElement>(".nnw-open");
  const text = () => {
    if (!field()) return mine ?? data.source;
    const written = field()!.value;
    return written === data.source.trimEnd() ? data.source : written;
  };
  function run() {
    workshop.run(cell);
  }

  function write(now: string) {
    mine = now === data.source ? undefined : now;
    ran = false;
    show({ running: runButton.disabled });
    workshop.changed(cell, mine);
  }

  /** The editor takes the place of the book's text. */
  function open() {
    if (editor) return editor;
    const [start, caret] = [text(), field()?.selectionStart];
    field()?.remove();
    const label = `${data.exercise ? "Your answer" : "Code"}. Shift+Enter runs it, Escape leaves the editor.`;
    editor = makeEditor(start, label, { run, leave: () => runButton.focus(), changed: write });
    book.hidden = true;
    input.append(editor.root);
    if (caret === undefined) return editor;
    editor.caret(caret);
    if (start !== data.source) write(start); // written before the workshop was there
    return editor;
  }

  function reset() {
    const back = document.activeElement === resetButton;
    if (data.exercise) editor?.setText(data.source);
    else {
      editor?.destroy();
      editor = undefined;
      book.hidden = false;
    }
    mine = undefined;
    ran = false;
    output.clear();
    output.root.remove();
    if (bookOutput) bookOutput.hidden = false;
    element.querySelector(".nnw-older")?.remove();
    setText(status, "The book's text is back.");
    show({ running: false });
    workshop.changed(cell, undefined);
    if (back) runButton.focus();
  }

  /** The reader's output stands where the book's stood. */
  function place() {
    if (bookOutput) bookOutput.hidden = true;
    if (!output.root.isConnected)
      (bookOutput ?? (bar.parentElement === element ? bar : bar.parentElement!)).after(output.root);
  }

  /** The book's cell is another one now: both texts are shown, and the reader chooses. */
  function older() {
    const take = button("Take the book's", reset);
    const told = html("p", {}, "The book's cell has changed since you wrote yours. ", take);
    bar.after(
      html(
        "div",
        { class: "nnw-older" },
        told,
        html("pre", { tabindex: 0, "aria-label": "The book's text" }, data.source),
      ),
    );
  }

  const cell: Cell = {
    data,
    element,
    text,
    edit: () => open().focus(),
    restore(kept, before) {
      if (kept === data.source) return;
      element.querySelectorAll("details").forEach((folded) => (folded.open = true));
      field()?.remove();
      mine = kept;
      open();
      if (before !== data.source) older();
      setText(status, "Your text of an earlier visit. Run it to see what it gives.");
      show({ running: false });
    },
    reset,
    waits() {
      show({ running: true });
      setText(status, "Waits for Python.");
    },
    ran: () => ran,
    recall(events) {
      if (!events.length) return;
      place();
      events.forEach((event) => output.take(event));
      ran = true;
      setText(status, "What came out on an earlier visit. Run it to bring it to life.");
      show({ running: false });
    },
    begins() {
      first = [];
      ran = true;
      output.clear();
      place();
      setText(status, "Runs.");
      const start = performance.now();
      const long = () => workshop.seconds([...first, data.id]);
      clock = setInterval(() => setText(status, since(performance.now() - start, long())), 1000);
    },
    takes(event) {
      if (event.type !== "plan") return output.take(event);
      first = event.first as string[];
      setText(status, planned(first.length, workshop.seconds([...first, data.id])));
    },
    ends(answer) {
      clearInterval(clock);
      setText(status, finished(answer));
      attr(element, {
        "data-right": answer.right === undefined || answer.right === null ? null : String(answer.right),
      });
      show({ running: false });
    },
  };
  return cell;
}
