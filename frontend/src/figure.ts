// A figure: title, presets, knobs, panels, summary. The same in JupyterLab and in the page; only the
// model behind it differs. Leaves nothing behind when its clean-up has run.
import { attr, frameQueue, html, setText } from "./dom";
import { makeKnob } from "./controls/knobs";
import { knobColumns } from "./panels/layout";
import { samePosition } from "./model/position";
import { makeStage, type Space } from "./panels/stage";
import { fill } from "./model/template";
import { makeTools } from "./controls/tools";
import type { Model, Position } from "./model/types";
import { watchKernel } from "./model/waiting";

export interface Host {
  model: Model;
  el: HTMLElement;
  /** Page only: a link to a position. */
  link?: (position: Position) => string;
}

export function render({ model, el, link }: Host): () => void {
  const axes = model.get("axes");
  const title = model.get("title") ?? "";
  const start = { ...(model.get("start") ?? model.get("position")) };
  const pending: Position = {};
  let stale = true; // the picture is older than the drawing or the position
  let own = ""; // what went wrong while drawing, as opposed to in the kernel

  const root = html("div", { class: "nnb", role: "group", "aria-label": title || "Interactive figure" });
  const tools = makeTools(root, model, link);
  const header = html("div", { class: "nnb-header" }, html("p", { class: "nnb-title" }, title), tools.root);
  const kernel = watchKernel(model, () => showState());
  const knobs = axes.map((axis) => makeKnob(axis, move, kernel.now));
  const presets = (model.get("presets") ?? []).map(({ name, position }) => ({
    button: button(name, { ...start, ...position }),
    position,
  }));
  const reset = button("Reset", start);
  reset.className = "nnb-reset";
  if (axes.length) tools.root.prepend(reset);
  const row = html("div", { class: "nnb-presets" }, ...presets.map((preset) => preset.button));
  const board = html("div", { class: "nnb-knobs" }, ...knobs.map((knob) => knob.root));
  const error = html("div", { class: "nnb-error", role: "alert", hidden: true });
  const stage = makeStage(() => axes, move);
  const summary = html("p", { class: "nnb-summary", "aria-live": "polite" });
  root.append(header, row, board, error, stage.root, summary);
  el.append(root);

  function button(name: string, position: Position) {
    const element = html("button", { type: "button", class: "nnb-preset" }, name);
    element.addEventListener("click", () => {
      knobs.forEach((knob) => knob.stop());
      move(position);
    });
    return element;
  }

  const frame = frameQueue(() => {
    flush();
    if (stale) draw();
  });

  /**
   * Asks for a new position. In a page, one frame takes the latest values, however many events come; a kernel,
   * to which the way is long, hears of each at once (the widget's model keeps all but the newest back).
   */
  function move(change: Position) {
    Object.assign(pending, change);
    if (kernel.exists()) flush();
    else frame.request();
  }

  function flush() {
    const position = model.get("position");
    const next = { ...position, ...pending };
    for (const name of Object.keys(pending)) delete pending[name];
    if (samePosition(next, position)) return showPosition();
    model.set("position", next);
    model.save_changes();
  }

  function showPosition() {
    const position = { ...model.get("position"), ...pending };
    axes.forEach((axis, i) => knobs[i].show(position[axis.name]));
    for (const preset of presets)
      attr(preset.button, { "aria-pressed": String(samePosition(preset.position, position)) });
    attr(root, { "data-position": JSON.stringify(position) });
    showState();
  }

  function changed() {
    stale = true;
    showPosition();
    frame.request();
  }

  function draw() {
    stale = false;
    const drawing = model.get("drawing");
    if (!drawing || !Array.isArray(drawing.panels) || !space) return;
    try {
      // A picture that is older than the knobs keeps its own words.
      const position = model.get("drawn") ?? model.get("position");
      stage.draw(drawing, position, space);
      setText(summary, fill(drawing.summary ?? "", position, drawing));
      own = "";
    } catch (problem) {
      own = `The picture could not be drawn: ${problem instanceof Error ? problem.message : String(problem)}`;
    }
    showState();
  }

  function showState() {
    const message = kernel.message() || own || model.get("error") || "";
    setText(error, message);
    error.hidden = !message;
    attr(root, { "aria-busy": String(kernel.now() || !!model.get("busy")) });
  }

  // Measured here and nowhere else: to ask for a width makes the browser lay the page out.
  let space: Space | undefined;
  function fit() {
    const { width, scale, tallest } = tools.space(stage.root.clientWidth);
    if (space && width === space.width && scale === space.scale && tallest === space.tallest) return;
    space = { width, scale, tallest };
    board.style.setProperty("--columns", String(knobColumns(axes, width / scale)));
    stale = true;
    draw(); // observers run between layout and paint, so the new size is right at once
  }
  const observer = new ResizeObserver(fit);
  observer.observe(root);

  const listeners: [string, () => void][] = [
    ["change:position", changed],
    ["change:drawing", changed],
    ["change:drawn", changed],
    ["change:answered", showState],
    ["change:error", showState],
    ["change:busy", showState],
  ];
  for (const [event, listener] of listeners) model.on(event, listener);
  showPosition();
  fit();

  return () => {
    for (const [event, listener] of listeners) model.off(event, listener);
    knobs.forEach((knob) => knob.stop());
    kernel.stop();
    observer.disconnect();
    frame.cancel();
    root.remove();
  };
}
