// What the floor says in words while it runs: the clock beside the buttons, and a sentence on each network.
import { html, setText } from "../shared";
import type { Transport } from "./controls";
import type { View } from "./messages";
import { NAMES } from "./position";
import { laneSentence } from "./words";

const SPOKEN = 1000; // milliseconds between two sentences

export interface Telling {
  root: HTMLElement;
  /** `things` are what the networks tell apart. */
  tell: (view: View, things: string) => void;
  /** Other networks: nothing was said of them yet. */
  reset: () => void;
  stop: () => void;
}

export function makeTelling(transport: Transport): Telling {
  const root = html("p", { class: "nnb-summary", "aria-live": "polite" });
  const clock = { since: 0, steps: 0, rate: 0 };
  let spoken = -Infinity;
  let later = 0;

  function tick({ steps, done }: View) {
    const time = performance.now();
    if (!transport.playing()) [clock.since, clock.rate] = [0, 0];
    else if (!clock.since) [clock.since, clock.steps] = [time, steps];
    else if (time - clock.since > SPOKEN) {
      clock.rate = (1000 * (steps - clock.steps)) / (time - clock.since);
      [clock.since, clock.steps] = [time, steps];
    }
    const rate = clock.rate ? `, ${Math.round(clock.rate).toLocaleString("en")} a second` : "";
    const short = transport.playing() && transport.pace() < 1e9 && done < transport.pace();
    transport.clock(
      `step ${steps.toLocaleString("en")}${rate}${short ? ": these networks are too large for more" : ""}`,
    );
  }

  /** At most once a second, and once more when all has come to rest. */
  function speak(view: View, things: string) {
    clearTimeout(later);
    const wait = SPOKEN - (performance.now() - spoken);
    if (wait > 0 && transport.playing()) {
      later = window.setTimeout(speak, wait, view, things);
      return;
    }
    spoken = performance.now();
    setText(root, view.lanes.map((lane, i) => laneSentence(NAMES[i], lane, things)).join(" "));
  }

  return {
    root,
    tell(view, things) {
      tick(view);
      speak(view, things);
    },
    reset() {
      clearTimeout(later);
      [clock.since, clock.steps, clock.rate, spoken] = [0, 0, 0, -Infinity];
    },
    stop: () => clearTimeout(later),
  };
}
