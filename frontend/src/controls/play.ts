// Play, pause and single steps for an axis that stands for time.
import { attr, html } from "../dom";
import { iconButton, iconPath } from "./icons";

interface Track {
  label: string;
  count: number;
  at: () => number;
  go: (index: number) => void;
  /** True while a kernel still computes: playing waits for it. */
  waiting: () => boolean;
}

/** Long recordings run through in some eight seconds; few steps are given time to be read. */
export const pace = (count: number): number => Math.max(60, Math.min(900, 8000 / count));

export function makePlayer({ label, count, at, go, waiting }: Track): { root: HTMLElement; stop: () => void } {
  let timer: ReturnType<typeof setInterval> | undefined;

  function show(playing: boolean) {
    const name = `${playing ? "Pause" : "Play"}: ${label}`;
    attr(play, { "aria-label": name, title: name, "data-playing": playing });
    play.firstElementChild?.replaceChildren(iconPath(playing ? "pause" : "play"));
  }
  function stop() {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    show(false);
  }
  function tick() {
    if (!root.isConnected) return stop();
    if (waiting()) return;
    if (at() < count - 1) go(at() + 1);
    if (at() >= count - 1) stop();
  }
  function start() {
    if (at() >= count - 1) go(0);
    timer = setInterval(tick, pace(count));
    show(true);
  }
  function step(by: number) {
    stop();
    go(Math.max(0, Math.min(count - 1, at() + by)));
  }

  const play = iconButton("play", `Play: ${label}`, () => (timer === undefined ? start() : stop()));
  play.classList.add("nnb-main");
  const back = iconButton("back", `One step back: ${label}`, () => step(-1));
  const next = iconButton("next", `One step on: ${label}`, () => step(1));
  // Who asked for less motion gets the steps alone; the style sheet hides the play button.
  const root = html("span", { class: "nnb-player" }, back, play, next);
  return { root, stop };
}
