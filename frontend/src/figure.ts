// A figure: title, presets, knobs, panels, summary. The same in JupyterLab and in the page; only the
// model behind it differs. Leaves nothing behind when its clean-up has run.
import { makeBoard } from "./controls/board";
import { makeTools } from "./controls/tools";
import { attr, html, setText } from "./dom";
import { makeMover } from "./model/mover";
import { fill } from "./model/template";
import type { Model, Position } from "./model/types";
import { watchKernel } from "./model/waiting";
import { makeStage, type Space } from "./panels/stage";

export interface Host {
  model: Model;
  el: HTMLElement;
  /** Page only: a link to a position. */
  link?: (position: Position) => string;
}

export function render({ model, el, link }: Host): () => void {
  const axes = model.get("axes");
  const title = model.get("title") ?? "";
  let stale = true; // the picture is older than the drawing or the position
  let own = ""; // what went wrong while drawing, as opposed to in the kernel
  let space: Space | undefined;

  const root = html("div", { class: "nnb", role: "group", "aria-label": title || "Interactive figure" });
  const tools = makeTools(root, model, link);
  const kernel = watchKernel(model, showState);
  const mover = makeMover(model, kernel.exists, () => stale && draw(), showPosition);
  const board = makeBoard(model, mover.move, kernel.now);
  if (axes.length) tools.root.prepend(board.reset);
  const stage = makeStage(axes, mover.move);
  const error = html("div", { class: "nnb-error", role: "alert", hidden: true });
  const summary = html("p", { class: "nnb-summary", "aria-live": "polite" });
  const header = html("div", { class: "nnb-header" }, html("p", { class: "nnb-title" }, title), tools.root);
  root.append(header, board.presets, board.knobs, error, stage.root, summary);
  el.append(root);

  function showPosition() {
    const position = mover.position();
    board.show(position);
    attr(root, { "data-position": JSON.stringify(position) });
    showState();
  }

  function changed() {
    stale = true;
    showPosition();
    mover.request();
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
  function fit() {
    const { width, scale, tallest } = tools.space(stage.root.clientWidth);
    if (space && width === space.width && scale === space.scale && tallest === space.tallest) return;
    space = { width, scale, tallest };
    board.fit(width / scale);
    draw(); // observers run between layout and paint, so the new size is right at once
  }

  const observer = new ResizeObserver(fit);
  observer.observe(root);
  const deafen = listen(model, changed, showState);
  showPosition();
  fit();

  return () => {
    deafen();
    board.stop();
    kernel.stop();
    observer.disconnect();
    mover.cancel();
    root.remove();
  };
}

/** Hears of every change; returns how to stop. */
function listen(model: Model, changed: () => void, showState: () => void): () => void {
  const drawn = ["position", "drawing", "drawn"].map((name) => [`change:${name}`, changed] as const);
  const said = ["answered", "error", "busy"].map((name) => [`change:${name}`, showState] as const);
  const heard = [...drawn, ...said];
  for (const [event, listener] of heard) model.on(event, listener);
  return () => {
    for (const [event, listener] of heard) model.off(event, listener);
  };
}
