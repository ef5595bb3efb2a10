// What is seen on the floor, in words: which network learns, and what keeps the other from it.
import type { Reason, Verdict } from "../engine/diagnose";
import { short } from "../plot/format";
import type { LaneView } from "./messages";

const SHORT: Record<Reason, string> = {
  "not finite": "its loss ran away",
  twins: "all units are twins",
  dead: "its units are dead",
  vanished: "its gradient vanishes",
  exploded: "its gradient explodes",
  saturated: "its units are saturated",
  straight: "its lines are straight",
  rate: "its steps are too large",
  slow: "no step helps yet",
  narrow: "stuck half-way",
  "by heart": "also what is wrong, by heart",
};

/** The few words beside a network's name. */
export function badge({ state, reason }: Verdict, steps: number): string {
  if (state === "learned") return reason ? `✓ learns, ${SHORT[reason]}` : "✓ learns";
  if (state === "learning") return "is learning";
  if (state === "untrained") return steps ? "nothing learned yet" : "not trained yet";
  return `✗ ${state === "stopped" ? "stopped" : "does not learn"}: ${reason ? SHORT[reason] : ""}`;
}

const LONG: Record<Reason, (layer: string) => string> = {
  "not finite": () => "",
  twins: () =>
    "In a hidden layer all units are twins: with equal weights they get equal gradients, and stay one unit for ever.",
  dead: (layer) => `The units of ${layer} are dead: their slope is 0 for every example, so nothing passes back.`,
  vanished: () => "Below, hardly any gradient is left: the first layers stay as they were drawn.",
  exploded: () => "The gradient grows on its way down: one step throws the first layers far away.",
  saturated: (layer) => `The units of ${layer} are saturated: so far out on their curve that it is flat.`,
  straight: () =>
    "Units that only add up are one straight line, however many: where no line parts the classes, no step helps.",
  rate: () => "Every step overshoots: the loss jumps instead of falling. Try a smaller learning rate.",
  slow: () => "The loss has hardly moved. More steps, or a larger learning rate, may do.",
  "by heart": () => "Its loss on unseen data rises while that on its own falls: it learns by heart, wrong labels too.",
  narrow: () => "It has part of the answer and finds no way on: an unlucky start, or too few units.",
};

/** Two sentences at most about one network. */
export function laneSentence(name: string, view: LaneView, unseen: string): string {
  const depth = view.gradients.length;
  const gradient =
    depth > 1 ? `Layer 1 of ${name} receives ${portion(view.now.ratio)} the gradient of layer ${depth}` : "";
  const start = gradient ? `${gradient}; ${name}` : name;
  return `${start} ${judged(view, unseen)}`;
}

function judged({ verdict, now, failed }: LaneView, unseen: string): string {
  const { state, reason, layer } = verdict;
  const why = reason ? LONG[reason](layer ? `layer ${layer}` : "a layer") : "";
  const right = `${Math.round(100 * now.unseen.accuracy)} % of the unseen ${unseen} right`;
  if (state === "learned") return `learns: ${right}. ${why}`.trim();
  if (state === "learning") return `is learning: loss ${short(now.train.loss)}, ${right}.`;
  if (state === "stopped")
    return `stopped at step ${failed}: its loss is no longer a number. Try a smaller learning rate or smaller weights.`;
  if (state === "untrained") return `has ${now.step ? "learned nothing" : "not been trained"} yet. ${why}`.trim();
  return `does not learn. ${why}`;
}

/** A share as a fraction that can be said: 1/10,000,000 of. */
export function portion(ratio: number): string {
  if (!Number.isFinite(ratio) || ratio === 0) return "nothing of";
  if (ratio >= 0.75 && ratio < 1.5) return "all of";
  if (ratio >= 0.095 && ratio < 9.5) return `${Number(ratio.toPrecision(1))} times`;
  const times = ratio < 1 ? 1 / ratio : ratio;
  const digits = 10 ** Math.floor(Math.log10(times));
  const round = Math.round(times / digits) * digits;
  const words = round < 1e10 ? Math.round(round).toLocaleString("en") : short(round, 1);
  return ratio < 1 ? `1/${words} of` : `${words} times`;
}
