// What came out of a reader's run, below the cell: text as it is printed, values in their richest form.
import { html } from "../dom";
import { render } from "../figure";
import { renderQuiz } from "../quiz";
import type { PythonEvent } from "./runtime";
import type { FloorModel } from "../floor/floor";
import { loadScript } from "./parts";
import { workerModel, type WorkerModel } from "./worker_model";

type Bundle = Record<string, string>;
type Failure = {
  name: string;
  message: string;
  sentence: string;
  lines: { cell: string; line: number; text: string }[];
};
type Live = { number: number; state: Record<string, unknown> };
const FIGURE = "application/vnd.nnbook.explorer+json";
const FLOOR = "application/vnd.nnbook.floor+json";
const QUIZ = "application/vnd.nnbook.quiz+json";
const MOST = 200_000; // characters of printed text that are shown

export interface Figures {
  turn(number: number, values: object): Promise<string>;
  add(number: number, model: WorkerModel): void;
  close(numbers: number[]): void;
}

export interface Output {
  root: HTMLElement;
  take(event: PythonEvent): void;
  clear(): void;
}

declare global {
  interface Window {
    nnbookShared?: object;
    nnbookFloor?: (model: FloorModel, el: HTMLElement) => () => void;
  }
}

/** The floor's script, and the page's that it builds on: a page without figures has neither. */
async function floorScripts() {
  const own = document.querySelector<HTMLScriptElement>("script[data-page]")!.src;
  const beside = (name: string) => own.replace("loader.js", name);
  if (!window.nnbookShared) await loadScript(beside("page.js"));
  if (!window.nnbookFloor) await loadScript(beside("floor.js"));
}

export function makeOutput(figures: Figures, jump: (cell: string) => void): Output {
  const body = html("div", { class: "nnw-result", "aria-live": "polite" });
  const root = html(
    "div",
    { class: "cell_output nnw-output", role: "group", "aria-label": "Your output" },
    html("p", { class: "nnw-mark" }, "Your output"),
    body,
  );
  const numbers: number[] = [];
  const cleanUps: (() => void)[] = [];
  let printed = 0;

  function print(text: string, name: string) {
    if (printed > MOST) return;
    printed += text.length;
    const shown = printed > MOST ? text + "\n… more was printed than is shown here" : text;
    const last = body.lastElementChild;
    if (last instanceof HTMLElement && last.dataset.stream === name) last.firstElementChild!.append(shown);
    else
      body.append(
        html("div", { class: `output nnw-${name}`, "data-stream": name, tabindex: 0 }, html("pre", {}, shown)),
      );
  }

  function show(data: Bundle) {
    const box = html("div", { class: "output" });
    body.append(box);
    if (data[FIGURE]) showFigure(box, data[FIGURE] as unknown as Live);
    else if (data[FLOOR]) void showFloor(box, data[FLOOR] as unknown as Live);
    else if (data[QUIZ]) showQuiz(box, data[QUIZ] as unknown as Live);
    else if (data["text/html"]) box.append(...parsed(data["text/html"]));
    else if (data["image/svg+xml"])
      box.append(picture(`image/svg+xml;charset=utf-8,${encodeURIComponent(data["image/svg+xml"])}`));
    else if (data["image/png"]) box.append(picture(`image/png;base64,${data["image/png"]}`));
    else box.append(html("pre", { tabindex: 0 }, data["text/plain"]));
  }

  /** A place for a figure, and its model: Python answers to what is set there. */
  function live(box: HTMLElement, { number, state }: Live) {
    const model = workerModel(state, (values) => figures.turn(number, values));
    numbers.push(number);
    figures.add(number, model);
    const el = html("figure", { class: "nnbook-figure", "data-number": number });
    box.append(el);
    Object.assign(el, { nnbook: model });
    return { model, el };
  }

  function showFigure(box: HTMLElement, shown: Live) {
    cleanUps.push(render(live(box, shown)));
  }

  async function showFloor(box: HTMLElement, shown: Live) {
    const { model, el } = live(box, shown);
    await floorScripts();
    if (el.isConnected) cleanUps.push(window.nnbookFloor!(model as unknown as FloorModel, el));
  }

  function showQuiz(box: HTMLElement, { state }: Live) {
    cleanUps.push(renderQuiz({ model: { get: (key: string) => state[key] as never }, el: box }));
  }

  function showError({ name, message, sentence, lines }: Failure) {
    const told = html("p", {}, html("strong", {}, name), message ? `: ${message}` : "");
    const box = html("div", { class: "output nnw-error", role: "alert" }, told);
    for (const { cell, line, text } of lines) {
      const where = html("button", { type: "button", class: "nnw-where" }, `line ${line}`);
      where.addEventListener("click", () => jump(cell));
      box.append(html("div", { class: "nnw-line" }, where, html("code", {}, text)));
    }
    if (sentence) box.append(html("p", { class: "nnw-sentence" }, sentence));
    body.append(box);
  }

  return {
    root,
    take(event) {
      if (event.type === "stream") print(String(event.text), String(event.name));
      else if (event.type === "data") show(event.data as Bundle);
      else if (event.type === "error") showError(event as unknown as Failure);
    },
    clear() {
      cleanUps.splice(0).forEach((clean) => clean());
      if (numbers.length) figures.close(numbers.splice(0));
      body.replaceChildren();
      printed = 0;
    },
  };
}

/** HTML of the reader's own code as elements. A parser of its own runs none of the scripts in it. */
function parsed(text: string): Node[] {
  const made = new DOMParser().parseFromString(text, "text/html");
  return [...made.body.childNodes].map((node) => document.importNode(node, true));
}

const picture = (data: string) =>
  html("img", { src: `data:${data}`, alt: "A picture that your code drew", class: "nnw-picture" });
