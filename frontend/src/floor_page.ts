// What the built page loads beside its own script where a floor is: wakes every floor on it.
import { digitsFrom } from "./floor/digits";
import { renderFloor, type FloorModel, type Stop } from "./floor/floor";
import type { Axis, Position } from "./model/types";
import { gridOf, html, parseFragment, samePosition, toFragment, withSettings } from "./shared";
import style from "./css/floor.css";

interface Payload {
  name: string;
  title: string;
  axes: Axis[];
  position: Position;
  tour: Stop[];
  play: boolean;
}

type FloorElement = HTMLElement & { nnbook?: FloorModel };

/** A position and who listens to it. */
function makeModel(payload: Payload): FloorModel {
  const listeners = new Set<() => void>();
  const state: Record<string, unknown> = { ...payload, start: payload.position };
  return {
    get: (key: string) => state[key] as never,
    set(key, value) {
      state[key] = value;
      if (key === "position") listeners.forEach((listener) => listener());
    },
    save_changes: () => undefined,
    on: (_event, listener) => void listeners.add(listener),
    off: (_event, listener) => void listeners.delete(listener),
  };
}

/** The link to a position names the stop of the tour that it is, or what differs from the start. */
function linkTo(name: string, { position: start, tour }: Payload, position: Position): string {
  const stop = tour.find((one) => samePosition(one.position, position));
  if (stop) return toFragment(name, { tour: stop.name });
  const other = Object.entries(position).filter(([axis, value]) => value !== start[axis]);
  return toFragment(name, Object.fromEntries(other.length ? other : [["seed", position.seed]]));
}

function wake(element: FloorElement) {
  const script = element.querySelector('script[type="application/json"]');
  if (element.nnbook || !script?.textContent) return;
  const payload = JSON.parse(script.textContent) as Payload;
  const model = (element.nnbook = makeModel(payload));
  const follow = () => {
    const wanted = parseFragment(location.hash);
    if (wanted?.name !== element.id) return;
    const stop = payload.tour.find(({ name }) => name === wanted.settings.tour);
    model.set("position", withSettings(payload.axes, (stop ?? payload).position, wanted.settings));
    element.scrollIntoView({ block: "start" });
  };
  follow();
  window.addEventListener("hashchange", follow);
  const el = element.querySelector<HTMLElement>(".nnbook-mount") ?? element.appendChild(html("div"));
  el.replaceChildren();
  const digits = () => gridOf<string>(element).then(digitsFrom);
  renderFloor({ model, el, digits, link: (position) => linkTo(element.id, payload, position) });
}

document.head.append(html("style", {}, style));
// For floors that a reader's own Python makes.
Object.assign(window, {
  nnbookFloor: (model: FloorModel, el: HTMLElement) =>
    renderFloor({ model, el, digits: () => Promise.resolve(digitsFrom(model.get("digits"))) }),
});
document.querySelectorAll<FloorElement>("[data-nnbook-floor]").forEach(wake);
