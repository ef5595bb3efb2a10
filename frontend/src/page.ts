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

/** `#gradient-flow?depth=12` sets that figure and shows it. */
function follow() {
  const wanted = parseFragment(location.hash);
  const found = wanted && models.get(wanted.name);
  if (!found) return;
  found.model.set("position", withSettings(found.model.get("axes"), found.model.get("position"), wanted.settings));
  found.figure.scrollIntoView({ block: "start" });
}

function wakeAll() {
  document.querySelectorAll<HTMLElement>("[data-nnbook-figure]").forEach(wake);
  document.querySelectorAll<HTMLElement>("[data-nnbook-quiz]").forEach(wakeQuiz);
  follow();
  window.addEventListener("hashchange", follow);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wakeAll, { once: true });
else wakeAll();
