// What the built page loads, from a server or from file://: wakes every figure and quiz on it.
import { render } from "./figure";
import { joinGroup } from "./group";
import { pageModel, type Payload } from "./page_model";
import { parseFragment, toFragment, withSettings } from "./position";
import { renderQuiz, type Question } from "./quiz";
import type { Model } from "./types";

const models = new Map<string, { figure: HTMLElement; model: Model }>();

/** Brings a figure to life, once. Its static picture goes, its model stays readable as `figure.nnbook`. */
function wake(figure: HTMLElement & { nnbook?: Model }) {
  const script = figure.querySelector('script[type="application/json"]');
  near.unobserve(figure);
  if (figure.nnbook || !script?.textContent) return;
  const payload = JSON.parse(script.textContent) as Payload;
  const model = pageModel(payload);
  figure.nnbook = model;
  const mount = figure.querySelector<HTMLElement>(".nnbook-mount") ?? figure.appendChild(document.createElement("div"));
  mount.replaceChildren();
  render({ model, el: mount, link: (position) => toFragment(payload.name, position) });
  joinGroup(payload.group, model);
  if (!models.has(payload.name)) models.set(payload.name, { figure, model });
}

/** Brings a quiz to life, once. */
function wakeQuiz(quiz: HTMLElement) {
  const script = quiz.querySelector('script[type="application/json"]');
  if (!script?.textContent || quiz.querySelector(".nnb")) return;
  const payload = JSON.parse(script.textContent) as { title: string; questions: Question[] };
  renderQuiz({ model: { get: (key: keyof typeof payload) => payload[key] as never }, el: quiz });
}

const figures = () => document.querySelectorAll<HTMLElement>("[data-nnbook-figure]");

/** Figures further down wake when the reader comes within a screen of them. */
const near = new IntersectionObserver(
  (entries) => entries.forEach(({ target, isIntersecting }) => isIntersecting && wake(target as HTMLElement)),
  { rootMargin: "100% 0px" },
);

/** Called behind every figure while the page is read: the first one is alive before what is below it is there. */
function meet() {
  const [first, second] = figures();
  if (first && !second && first.getBoundingClientRect().top < window.innerHeight) wake(first);
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
  document.querySelectorAll<HTMLElement>("[data-nnbook-quiz]").forEach(wakeQuiz);
  follow();
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => figures().forEach(wake));
}

Object.assign(window, { nnbookFigure: meet });
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
else begin();
