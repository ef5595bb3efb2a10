// From what the reader does to the model's position.
import { frameQueue } from "../dom";
import { samePosition } from "./position";
import type { Model, Position } from "./types";

export interface Mover {
  /**
   * Asks for a new position. In a page, one frame takes the latest values, however many events come; a kernel,
   * to which the way is long, hears of each at once (the widget's model keeps all but the newest back).
   */
  move: (change: Position) => void;
  /** Where the model is, or will be with the next frame. */
  position(): Position;
  /** Asks for a frame, in which the position is set and then `draw` is called. */
  request(): void;
  cancel(): void;
}

/** `settled` is called when a move ended where the model is already. */
export function makeMover(model: Model, hasKernel: () => boolean, draw: () => void, settled: () => void): Mover {
  let pending: Position = {};
  const position = () => ({ ...model.get("position"), ...pending });
  const frame = frameQueue(() => {
    flush();
    draw();
  });

  function flush() {
    const next = position();
    pending = {};
    if (samePosition(next, model.get("position"))) return settled();
    model.set("position", next);
    model.save_changes();
  }
  function move(change: Position) {
    Object.assign(pending, change);
    if (hasKernel()) flush();
    else frame.request();
  }
  return { move, position, request: frame.request, cancel: frame.cancel };
}
