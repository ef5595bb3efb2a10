// A self-check: a few questions, answered where they stand, with a word on every choice. No kernel is
// asked, so it works alike in JupyterLab and in the page. A form of its own for every question: Enter
// checks it, and its radio buttons need no ids and no names that differ from another quiz's.
import { attr, html, setText } from "./dom";

export interface Question {
  text: string;
  choices: string[];
  /** What is said of each choice, and which is right: see `decodeKey`. */
  key: string;
}

export interface Remark {
  why: string;
  right: boolean;
}

export interface QuizModel {
  get(key: "title"): string;
  get(key: "questions"): Question[];
}

/** Base64 of JSON, so that nobody reads the answer in the page's source by accident. */
export function decodeKey(key: string): Remark[] {
  const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Remark[];
}

/** The pieces of a text, those between backticks being code. */
export function pieces(text: string): { text: string; code: boolean }[] {
  return text
    .split("`")
    .map((part, i) => ({ text: part, code: i % 2 === 1 }))
    .filter((piece) => piece.text);
}

const words = (text: string) => pieces(text).map((piece) => (piece.code ? html("code", {}, piece.text) : piece.text));

function makeQuestion(question: Question, number: number, answered: () => void) {
  const key = decodeKey(question.key);
  const choices = question.choices.map((choice, i) => {
    const input = html("input", { type: "radio", name: "answer", value: i });
    return { input, label: html("label", { class: "nnb-choice" }, input, html("span", {}, ...words(choice))) };
  });
  const said = html("p", { class: "nnb-verdict", "aria-live": "polite" });
  const check = html("button", { type: "submit", class: "nnb-check" }, "Check");
  const legend = html("legend", {}, html("span", { class: "nnb-number" }, `${number}. `), ...words(question.text));
  const root = html(
    "form",
    { class: "nnb-question" },
    html("fieldset", {}, legend, ...choices.map((choice) => choice.label)),
    check,
    said,
  );
  const state = { root, right: false };

  function say(verdict: "right" | "wrong" | "none", start: string, why: string) {
    attr(root, { "data-verdict": verdict });
    said.replaceChildren(html("strong", {}, start), " ", ...words(why));
  }

  function clear() {
    attr(root, { "data-verdict": null });
    said.replaceChildren();
  }

  root.addEventListener("change", clear);
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = choices.findIndex((choice) => choice.input.checked);
    if (chosen < 0) return say("none", "Nothing chosen yet.", "Pick one of the answers.");
    const { right, why } = key[chosen];
    state.right ||= right;
    // Whoever remembers what was solved hears of it.
    if (right) root.dispatchEvent(new CustomEvent("nnb-right", { bubbles: true, detail: { number } }));
    say(right ? "right" : "wrong", right ? "✓ Right." : "✗ Not quite.", why);
    answered();
  });
  return state;
}

export function renderQuiz({ model, el }: { model: QuizModel; el: HTMLElement }): () => void {
  const title = model.get("title");
  const score = html("p", { class: "nnb-score" });
  const questions = model.get("questions").map((question, i) => makeQuestion(question, i + 1, showScore));
  // JupyterLab would take keys for its own: the attribute keeps its shortcuts away, and a notebook that
  // hears of a key moves the focus to its cell.
  const root = html("div", {
    class: "nnb nnb-quiz",
    role: "group",
    "aria-label": title,
    "data-lm-suppress-shortcuts": "true",
  });
  root.append(
    html("div", { class: "nnb-header" }, html("p", { class: "nnb-title" }, title), score),
    ...questions.map((question) => question.root),
  );
  root.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  el.append(root);

  function showScore() {
    const right = questions.filter((question) => question.right).length;
    setText(score, `${right} of ${questions.length} right`);
  }

  showScore();
  return () => root.remove();
}
