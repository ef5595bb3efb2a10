// What belongs to the page as a whole: how far Python has loaded, and the reader's notebook.
import { html, setText } from "../dom";
import type { Stage } from "./runtime";

interface Actions {
  cancel(): void;
  download(): void;
  forget(): void;
}

export interface Dock {
  stage(stage: Stage, loaded: number, total: number): void;
  /** How many cells hold the reader's own text, and whether this device keeps them. */
  mine(count: number, kept: boolean): void;
  /** Texts of cells that the book no longer has. */
  lost(texts: string[]): void;
}

const MB = 1e6;
const WORDS: Record<Stage, string> = {
  loading: "Python comes",
  python: "Python starts",
  numpy: "NumPy starts",
  drawing: "What draws pictures starts",
  ready: "Python is ready",
  off: "",
};
// How much of the wait is over when a stage begins; loading fills the first part with what has come.
const SHARE: Record<Stage, number> = { loading: 0, python: 0.5, numpy: 0.8, drawing: 0.8, ready: 1, off: 1 };

export function makeDock(article: Element, actions: Actions): Dock {
  const said = html("span", { class: "nnw-said", role: "status" });
  const bar = html("progress", { class: "nnw-progress", max: 1, "aria-label": "How much of Python is there" });
  const cancel = html("button", { type: "button", class: "nnw-button" }, "Cancel");
  const loading = html("div", { class: "nnw-loading" }, said, bar, cancel);
  const words = html("span", {});
  const save = html("button", { type: "button", class: "nnw-button" }, "Download my notebook");
  const forget = html("button", { type: "button", class: "nnw-button" }, "Forget what I wrote here");
  const own = html("div", { class: "nnw-own" }, words, save, forget);
  const old = html("div", { class: "nnw-lost" });
  const root = html("aside", { class: "nnw-dock", "aria-label": "Your workshop" }, loading, own, old);
  loading.hidden = own.hidden = true;
  article.append(root);
  let sure: ReturnType<typeof setTimeout> | undefined;

  cancel.addEventListener("click", () => actions.cancel());
  save.addEventListener("click", () => actions.download());
  forget.addEventListener("click", () => {
    if (sure) actions.forget();
    else sure = setTimeout(unsure, 5000);
    setText(forget, sure ? "Really forget all of it?" : "Forget what I wrote here");
  });
  function unsure() {
    clearTimeout(sure);
    sure = undefined;
    setText(forget, "Forget what I wrote here");
  }

  return {
    stage(stage, loaded, total) {
      loading.hidden = stage === "ready" || stage === "off";
      bar.value = stage === "loading" ? (0.5 * loaded) / total : SHARE[stage];
      const part = stage === "loading" ? `: ${(loaded / MB).toFixed(1)} of ${(total / MB).toFixed(1)} MB` : "";
      setText(said, WORDS[stage] + part);
    },
    mine(count, kept) {
      own.hidden = !count;
      unsure();
      const where = kept ? "kept on this device" : "kept until you close the page: this device stores nothing";
      setText(words, `${count === 1 ? "1 cell" : `${count} cells`} with your own text, ${where}.`);
    },
    lost(texts) {
      if (!texts.length) return;
      const summary = html("summary", {}, "Your text of cells that the book no longer has");
      old.replaceChildren(html("details", {}, summary, ...texts.map((text) => html("pre", { tabindex: 0 }, text))));
    },
  };
}
