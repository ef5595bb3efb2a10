// Play, one step, restart and speed, and what the clock says.
import { attr, html, iconButton, iconPath, setText } from "../shared";

export interface Transport {
  root: HTMLElement;
  playing: () => boolean;
  play: (on: boolean) => void;
  /** Steps that a frame may take. */
  pace: () => number;
  clock: (text: string) => void;
}

const PACES: [string, number][] = [
  ["1 step a frame", 1],
  ["4 steps a frame", 4],
  ["16 steps a frame", 16],
  ["as fast as it goes", 1e9],
];
const USUAL = 1;

export function makeTransport(changed: () => void, step: () => void, restart: () => void): Transport {
  let on = false;
  const go = iconButton("play", "Play", () => play(!on));
  go.classList.add("nnb-go");
  const words = html("span", {}, "Play");
  go.append(words);
  const next = iconButton("next", "One step", step);
  const back = iconButton("back", "Restart from the same start", restart);
  const speed = html(
    "select",
    { "aria-label": "speed" },
    ...PACES.map(([name], i) => html("option", { value: i }, name)),
  );
  speed.selectedIndex = USUAL;
  const clock = html("span", { class: "nnb-clock" });
  const root = html("div", { class: "nnb-transport" }, back, go, next, speed, clock);

  function play(wanted: boolean) {
    if (wanted === on) return;
    on = wanted;
    const name = on ? "Pause" : "Play";
    attr(go, { "aria-label": name, title: name, "data-playing": on });
    go.firstElementChild?.replaceChildren(iconPath(on ? "pause" : "play"));
    setText(words, name);
    changed();
  }
  return {
    root,
    playing: () => on,
    play,
    pace: () => PACES[speed.selectedIndex][1],
    clock: (text) => setText(clock, text),
  };
}
