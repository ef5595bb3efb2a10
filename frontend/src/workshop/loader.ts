// The little that every page with code loads: buttons on its cells, and what was solved before. All else comes
// when a reader touches a cell.
import { html } from "../dom";
import type { PageData, Parts } from "./page_data";
import { loadScript } from "./parts";
import { storageOf } from "./storage";
import type { Workshop } from "./workshop";

declare global {
  interface Window {
    nnbookPage?: PageData;
    nnbookParts?: Parts;
    nnbookOpen?: (data: PageData, parts: Parts, folder: string) => Workshop;
    nnbookWorkshop?: Promise<Workshop>;
  }
}

const {
  page = "",
  scripts = "",
  style = "",
  folder = "",
  exercises = "{}",
} = (document.currentScript as HTMLElement).dataset;
const cells = () => document.querySelectorAll<HTMLElement>("[data-cell]");

/** The workshop of this page, loaded once. */
function workshop(): Promise<Workshop> {
  window.nnbookWorkshop ??= load();
  window.nnbookWorkshop.catch(() => (window.nnbookWorkshop = undefined)); // the next touch tries again
  return window.nnbookWorkshop;
}

async function load() {
  const sheet = html("link", { rel: "stylesheet", href: style });
  const styled = new Promise((done) => (sheet.onload = sheet.onerror = done));
  document.head.append(sheet);
  await Promise.all([styled, ...[scripts, `${folder}parts.js`, `${folder}pages/${page}.js`].map(loadScript)]);
  return window.nnbookOpen!(window.nnbookPage!, window.nnbookParts!, folder);
}

async function touch(cell: HTMLElement, wish: "run" | "edit") {
  cell.setAttribute("aria-busy", "true");
  try {
    (await workshop()).touch(cell, wish);
  } finally {
    cell.removeAttribute("aria-busy");
  }
}

function dress(cell: HTMLElement) {
  const input = cell.querySelector<HTMLElement>(".cell_input");
  const text = input?.querySelector<HTMLElement>(".highlight");
  if (!input || !text) return;
  const name = cell.dataset.exercise === undefined ? "Run" : "Check";
  const run = html("button", { type: "button", class: "nnw-start", "aria-label": `${name} this cell` }, name);
  run.addEventListener("click", () => void touch(cell, "run"));
  input.append(run);
  if (name === "Check") return open(cell, input, text);
  Object.assign(text, { tabIndex: 0, role: "group" });
  text.setAttribute("aria-label", "Code. Enter edits it.");
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== text) return;
    event.preventDefault();
    void touch(cell, event.shiftKey ? "run" : "edit");
  });
  text.addEventListener("click", (event) => {
    // Who marks text wants to copy it.
    if (!(event.target as Element).closest("button") && getSelection()?.isCollapsed !== false) void touch(cell, "edit");
  });
}

/** An exercise is open from the start: a plain field until a reader puts the caret into it. */
function open(cell: HTMLElement, input: HTMLElement, text: HTMLElement) {
  // Not innerText: what the browser has not laid out yet has none.
  const book = text.querySelector("pre")!.textContent.trimEnd();
  const field = html("textarea", { class: "nnw-open", rows: book.split("\n").length, spellcheck: "false" }, book);
  field.setAttribute("aria-label", "Your answer. Shift+Enter checks it.");
  field.addEventListener("focus", () => void touch(cell, "edit"));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    void touch(cell, "run");
  });
  text.hidden = true;
  input.prepend(field);
}

/** How many of a chapter's exercises are done, beside its name in the contents. */
function count() {
  const totals = JSON.parse(exercises) as Record<string, [number, number]>;
  document.querySelectorAll<HTMLAnchorElement>(".bd-sidebar-primary nav a.reference.internal").forEach((link) => {
    const name = Object.keys(totals).find((one) => new URL(link.href).pathname.endsWith(`/${one}.html`));
    if (!name) return;
    const { right } = storageOf(name).read();
    const questions = right.filter((id) => id.startsWith("quiz:")).length;
    const done = right.length - questions;
    const [all, asked] = totals[name];
    const words = `${done} of ${all} exercises done, ${questions} of ${asked} questions`;
    link.querySelector(".nnw-done")?.remove();
    if (right.length) link.append(html("span", { class: "nnw-done", title: words }, `${done}/${all}`));
  });
}

/** A question of a quiz answered rightly is remembered as an exercise is. */
function remember(event: Event) {
  const { number } = (event as CustomEvent<{ number: number }>).detail;
  const quiz = (event.target as Element).closest("[data-nnbook-quiz]");
  if (!quiz) return;
  const storage = storageOf(page);
  const kept = storage.read();
  const id = `quiz:${quiz.id}:${number}`;
  if (kept.right.includes(id)) return;
  kept.right.push(id);
  storage.write(kept);
  count();
}

function begin() {
  cells().forEach(dress);
  count();
  document.addEventListener("nnb-right", remember);
  document.addEventListener("nnw-kept", count);
  const { edits, outputs } = storageOf(page).read();
  if (Object.keys({ ...edits, ...outputs }).length) void workshop();
}

begin();
