// What the built page loads, from a server or from file://: wakes every figure and quiz on it.
import type { Grid } from "./model/decode";
import { html } from "./dom";
import { render } from "./figure";
import { joinGroup } from "./model/group";
import { pageModel, type PageModel, type Payload } from "./model/page_model";
import { parseFragment, toFragment, withSettings } from "./model/position";
import { renderQuiz, type Question } from "./quiz";
import type { Model } from "./model/types";

const models = new Map<string, { figure: HTMLElement; model: Model }>();

/** Brings a figure to life, once. Its static picture goes, its model stays readable as `figure.nnbook`. */
function wake(figure: HTMLElement & { nnbook?: Model }) {
  const script = figure.querySelector('script[type="application/json"]');
  near.unobserve(figure);
  if (figure.nnbook || !script?.textContent) return;
  const payload = JSON.parse(script.textContent) as Payload;
  const model = pageModel(payload, () => gridOf(figure));
  figure.nnbook = model;
  const mount = figure.querySelector<HTMLElement>(".nnbook-mount") ?? figure.appendChild(document.createElement("div"));
  mount.replaceChildren();
  render({ model, el: mount, link: (position) => toFragment(figure.id, position) });
  joinGroup(payload.group, model);
  models.set(figure.id, { figure, model });
  prepareOnApproach(figure, model);
}

/** The other positions are fetched once the page is there, and unpacked when a hand comes near a knob. */
function prepareOnApproach(figure: HTMLElement, model: PageModel) {
  const fetchAhead = () => {
    const src = figure.querySelector<HTMLElement>("[data-nnbook-grid]")?.dataset.nnbookGrid;
    if (src) document.head.append(html("link", { rel: "prefetch", as: "script", href: src }));
  };
  if (document.readyState === "complete") fetchAhead();
  else window.addEventListener("load", fetchAhead, { once: true });
  for (const sign of ["pointerenter", "focusin"])
    figure.addEventListener(sign, () => void model.prepare(), { once: true });
}

const grids = new Map<string, Promise<Grid>>();

/** The drawings of all positions of a figure: a file of its own, or still in the page. */
function gridOf(figure: HTMLElement): Promise<Grid> {
  const place = figure.querySelector<HTMLElement>("[data-nnbook-grid]");
  const src = place?.dataset.nnbookGrid;
  if (!src) return Promise.resolve(JSON.parse(place?.textContent ?? "") as Grid);
  const found = grids.get(src) ?? loadGrid(src);
  grids.set(src, found);
  found.catch(() => grids.delete(src)); // the next turn asks again
  return found;
}

/** A script leaves the drawings, as text, on its own element: from file:// a browser loads nothing else. */
function loadGrid(src: string): Promise<Grid> {
  const script = document.createElement("script") as HTMLScriptElement & { grid?: string };
  script.src = src;
  const loaded = new Promise<Grid>((done, fail) => {
    script.onload = () => (script.grid ? done(JSON.parse(script.grid) as Grid) : fail(new Error(src)));
    script.onerror = () => fail(new Error(src));
  });
  document.head.append(script);
  return loaded.finally(() => script.remove());
}

/** Brings a quiz to life, once. */
function wakeQuiz(quiz: HTMLElement) {
  const script = quiz.querySelector('script[type="application/json"]');
  if (!script?.textContent || quiz.querySelector(".nnb")) return;
  const payload = JSON.parse(script.textContent) as { title: string; questions: Question[] };
  renderQuiz({ model: { get: (key: keyof typeof payload) => payload[key] as never }, el: quiz });
}

const figures = () => document.querySelectorAll<HTMLElement>("[data-nnbook-figure]");
const quizzes = () => document.querySelectorAll<HTMLElement>("[data-nnbook-quiz]");

/** Figures further down wake when the reader comes within a screen of them: one after the other, in idle moments. */
const near = new IntersectionObserver(
  (entries) =>
    entries.forEach(({ target, isIntersecting }) => isIntersecting && whenIdle(() => wake(target as HTMLElement))),
  { rootMargin: "100% 0px" },
);
// Safari has no idle callbacks yet.
const whenIdle = (work: () => void) =>
  "requestIdleCallback" in window ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work);

/** Called behind every figure while the page is read: the first one is alive before what is below it is there. */
function meet() {
  const [first, second] = figures();
  if (first && !second) wake(first);
}

/** `#gradient-flow?depth=12` sets that figure and shows it. */
function follow() {
  const wanted = parseFragment(location.hash);
  if (!wanted) return;
  figures().forEach((figure) => figure.id === wanted.name && wake(figure));
  const found = models.get(wanted.name);
  if (!found) return;
  found.model.set("position", withSettings(found.model.get("axes"), found.model.get("position"), wanted.settings));
  found.figure.scrollIntoView({ block: "start" });
}

function begin() {
  figures().forEach((figure) => near.observe(figure));
  quizzes().forEach((quiz) => whenIdle(() => wakeQuiz(quiz)));
  follow();
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    figures().forEach(wake);
    quizzes().forEach(wakeQuiz);
  });
}

Object.assign(window, { nnbookFigure: meet });
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
else begin();
