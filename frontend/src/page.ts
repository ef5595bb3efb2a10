// What the built page loads, from a server or from file://: wakes every figure and quiz on it.
import { html } from "./dom";
import { render } from "./figure";
import type { Grid } from "./model/decode";
import { gridOf } from "./model/grid_file";
import { joinGroup } from "./model/group";
import { pageModel, type PageModel, type Payload } from "./model/page_model";
import { parseFragment, toFragment, withSettings } from "./model/position";
import { renderQuiz, type Question } from "./quiz";
import type { Model } from "./model/types";
import * as shared from "./shared";

const models = new Map<string, { figure: HTMLElement; model: Model }>();

/** Brings a figure to life, once. Its static picture goes, its model stays readable as `figure.nnbook`. */
function wake(figure: HTMLElement & { nnbook?: Model }) {
  const script = figure.querySelector('script[type="application/json"]');
  near.unobserve(figure);
  if (figure.nnbook || !script?.textContent) return;
  const payload = JSON.parse(script.textContent) as Payload;
  const model = pageModel(payload, () => gridOf<Grid>(figure));
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
    entries.forEach(({ target, isIntersecting }) => isIntersecting && whenIdle(() => approach(target as HTMLElement))),
  { rootMargin: "100% 0px" },
);
const approach = (target: HTMLElement) => ("nnbookFloor" in target.dataset ? loadFloor() : wake(target));
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

/** Where this script came from: the floor's, which only pages with a floor load, stands beside it. */
const own = (document.currentScript as HTMLScriptElement | null)?.src ?? "";

/** A floor wakes like a figure, when the reader comes near or follows a link to it. */
function awaitFloors() {
  const floors = document.querySelectorAll<HTMLElement>("[data-nnbook-floor]");
  const linked = parseFragment(location.hash);
  if (![...floors].some((floor) => floor.id === linked?.name)) return floors.forEach((floor) => near.observe(floor));
  loadFloor();
}

let loaded = false;
function loadFloor() {
  if (loaded) return;
  loaded = true;
  document.querySelectorAll("[data-nnbook-floor]").forEach((floor) => near.unobserve(floor));
  document.head.append(html("script", { src: new URL(`floor.js${new URL(own).search}`, own).href }));
}

function begin() {
  figures().forEach((figure) => near.observe(figure));
  awaitFloors();
  quizzes().forEach((quiz) => whenIdle(() => wakeQuiz(quiz)));
  follow();
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    figures().forEach(wake);
    quizzes().forEach(wakeQuiz);
  });
}

Object.assign(window, { nnbookFigure: meet, nnbookShared: shared });
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
else begin();
