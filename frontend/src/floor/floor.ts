// The training floor: one or two networks that learn before the reader's eyes. The same in JupyterLab and in the page;
// leaves nothing behind when its clean-up has run.
import type { Digits } from "../engine/data";
import type { Model, Position } from "../model/types";
import { attr, html, makeTools, samePosition, setText } from "../shared";
import { whenSeen } from "./alone";
import { makeBoard } from "./board";
import { makeTransport } from "./controls";
import { makeCurvesView, type Event } from "./curves_view";
import { startEngine } from "./engine";
import { makeLaneView } from "./lane_view";
import type { Focus, Report, Shown, View } from "./messages";
import { isLive, laneOf, NAMES, prefixes } from "./position";
import { makeTelling } from "./telling";

export interface Stop {
  name: string;
  question: string;
  position: Position;
}

/** The model of `nnbook.widgets.floor.Floor`: it hears what the networks have come to. */
export interface FloorModel extends Model {
  get: Model["get"] & ((key: "tour") => Stop[]) & ((key: "digits") => string) & ((key: "play") => boolean | undefined);
  set: (key: string, value: unknown) => void;
}

export interface FloorHost {
  model: FloorModel;
  el: HTMLElement;
  digits: () => Promise<Digits>;
  link?: (position: Position) => string;
}

const REPORTED = 1000; // milliseconds between two reports to Python
const NARROW = 560; // below, lanes stand one under the other
const GAP = 20;
const ALONE = 1200; // steps that a floor takes by itself

export function renderFloor({ model, el, digits, link }: FloorHost): () => void {
  const title = model.get("title") ?? "";
  const root = html("div", {
    class: "nnb nnb-floor",
    role: "group",
    "aria-label": title,
    "data-lm-suppress-shortcuts": "true",
  });
  const tools = makeTools(root, model, link);
  const board = makeBoard(model, model.get("tour"), move);
  tools.root.prepend(board.reset);
  const transport = makeTransport(toggled, oneStep, restart);
  const lanes = NAMES.map((_, lane) =>
    makeLaneView(lane, board.axes, move, (layer) => point({ lane, layer, unit: 0 })),
  );
  const curves = makeCurvesView();
  const error = html("div", { class: "nnb-error", role: "alert", hidden: true });
  const telling = makeTelling(transport);
  const pair = html("div", { class: "nnb-lanes" }, ...lanes.map((lane) => lane.root));
  const header = html("div", { class: "nnb-header" }, html("p", { class: "nnb-title" }, title), tools.root);
  root.append(header, board.tour, board.question, transport.root, board.shared, error, pair, curves.root, telling.root);
  el.append(root);

  let position: Position = {};
  let shown: Shown = { x: [], y: [], classes: 2 };
  let view: View | undefined;
  let [fresh, afresh] = [false, true]; // a view that is not drawn yet; networks that are not begun yet
  let focus: Focus | null = null;
  let events: Event[] = [];
  let reported = -Infinity;
  let frame = 0;
  let drawn = 0; // frames
  let wanted = 0; // single steps that were asked for
  let resting = false;
  let alone = false; // it plays and nobody asked it to

  const engine = startEngine({
    data: (found) => (shown = found),
    view(found) {
      [view, fresh] = [found, true];
      if (found.over || (alone && found.steps >= ALONE)) transport.play(false);
      request();
    },
    report: (found) => view && report(found, view),
    error: fail,
  });

  /** Python hears of the very parameters, and of the curves. */
  function report({ steps, parameters, log }: Report, { lanes }: View) {
    const bytes = parameters.map((values) => new DataView(values.buffer));
    const curves = lanes.map(({ points, failed }) => ({ points, failed: failed ?? null }));
    Object.entries({ parameters: bytes, curves, log, steps }).forEach(([key, value]) => model.set(key, value));
    model.save_changes();
  }

  function fail(message: string) {
    setText(error, message);
    error.hidden = !message;
  }

  function move(change: Position) {
    const next = { ...model.get("position"), ...change };
    if (samePosition(next, model.get("position"))) return;
    model.set("position", next);
    model.save_changes();
  }

  function changed() {
    const next = model.get("position");
    const turned = Object.keys(next).filter((name) => next[name] !== position[name] && seen(name, next));
    position = { ...next };
    board.show(position);
    lanes.forEach((lane, i) => {
      lane.show(position);
      lane.root.hidden = i >= Number(position.lanes);
    });
    attr(root, { "data-position": JSON.stringify(position) });
    if (turned.some((name) => !isLive(name))) afresh = true;
    else if (turned.length && !afresh) {
      engine.habits(position);
      if (view?.steps)
        events = [...events, { x: view.steps, label: turned.map((name) => board.said(name, position)).join(", ") }];
    }
    request();
  }

  /** Whether an axis belongs to a network that is there. */
  const seen = (name: string, at: Position) => laneOf(name) < Number(at.lanes);

  /** At rest all is drawn once more, and said. */
  function toggled() {
    resting = !transport.playing();
    alone = false;
    attr(root, { "data-playing": String(transport.playing()) });
    request();
  }
  function restart() {
    afresh = true;
    request();
  }
  function oneStep() {
    transport.play(false);
    wanted++;
    request();
  }
  function point(next: Focus) {
    if (focus && focus.lane === next.lane && focus.layer === next.layer) return;
    focus = next;
    request();
  }

  function request() {
    frame ||= requestAnimationFrame(turn);
  }

  function turn() {
    frame = 0;
    if (afresh && !engine.waiting()) void begin();
    else if (!engine.waiting() && !afresh) askOn();
    if (fresh && view) draw(view);
  }

  /** The next frame is asked for before this one is drawn: the worker computes meanwhile. */
  function askOn() {
    const steps = transport.playing() ? transport.pace() : Math.min(1, wanted);
    if (!transport.playing() && wanted) wanted--;
    else if (!transport.playing() && !stale()) return;
    resting = false;
    engine.frame(steps, focus);
  }
  /** The reader points at what has not been looked into. */
  const stale = () => focus?.lane !== view?.focus?.lane || focus?.layer !== view?.focus?.layer || resting;

  async function begin() {
    afresh = false;
    [events, wanted, view, fresh] = [[], 0, undefined, false];
    if (focus && !prefixes(position)[focus.lane]) focus = null;
    if (focus)
      focus = {
        ...focus,
        layer: Math.min(focus.layer, Number(position[`${prefixes(position)[focus.lane]}depth`]) - 1),
      };
    lanes.forEach((lane) => lane.reset());
    telling.reset();
    try {
      const pictures = position.data === "digits" ? await digits() : undefined;
      fail("");
      engine.begin(position, pictures);
      engine.frame(0, focus);
    } catch (problem) {
      fail(problem instanceof Error ? problem.message : String(problem));
    }
  }

  function draw(now: View) {
    fresh = false;
    const { width, scale } = tools.space(pair.clientWidth);
    const units = width / scale;
    const side = now.lanes.length > 1 && units >= NARROW;
    const each = side ? (units - GAP) / 2 : units;
    attr(pair, { "data-side": side });
    // Two networks of fifty layers are more than a slow machine draws in a frame: while they train they take turns.
    drawn++;
    now.lanes.forEach((lane, i) => {
      if (transport.playing() && i !== drawn % now.lanes.length) return;
      lanes[i].draw(lane, shown, now.focus?.lane === i ? now.focus : undefined, Math.floor(each));
    });
    curves.draw(now.lanes, now.steps, events, Math.floor(units));
    attr(root, { "data-steps": now.steps, "data-playing": String(transport.playing()) });
    telling.tell(now, position.data === "digits" ? "digits" : "points");
    if (!transport.playing() || performance.now() - reported > REPORTED) {
      reported = performance.now();
      engine.report();
    }
  }

  const observer = new ResizeObserver(() => {
    fresh = !!view;
    request();
  });
  observer.observe(pair);
  const unwatch = model.get("play")
    ? whenSeen(root, () => {
        transport.play(true);
        alone = true;
      })
    : () => undefined;
  // JupyterLab would take keys for its own.
  root.addEventListener("keydown", (event) => !event.ctrlKey && !event.metaKey && event.stopPropagation());
  model.on("change:position", changed);
  changed();

  return () => {
    model.off("change:position", changed);
    observer.disconnect();
    unwatch();
    cancelAnimationFrame(frame);
    telling.stop();
    engine.stop();
    root.remove();
  };
}
