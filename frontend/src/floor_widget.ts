// What anywidget loads in JupyterLab for a floor: all in one file.
import { split } from "./floor/digits";
import { renderFloor, type Stop } from "./floor/floor";
import type { View } from "./floor/messages";
import type { Model } from "./model/types";

/** The model of `nnbook.widgets.floor.Floor`. */
interface FloorModel {
  get(key: "tour"): Stop[];
  get(key: "digits"): DataView;
  set(key: string, value: unknown): void;
  save_changes(): void;
}

function render({ model, el }: { model: Model & FloorModel; el: HTMLElement }): () => void {
  const { buffer, byteOffset, byteLength } = model.get("digits");
  const digits = () => Promise.resolve(split(new Uint8Array(buffer, byteOffset, byteLength)));
  const kernel: FloorModel = model;

  /** The kernel hears of the very parameters, and of the curves. */
  function report(steps: number, theta: Float64Array[], view: View) {
    kernel.set(
      "parameters",
      theta.map((values) => new DataView(values.buffer)),
    );
    kernel.set(
      "curves",
      view.lanes.map(({ points, failed }) => ({ points, failed: failed ?? null })),
    );
    kernel.set("steps", steps);
    kernel.save_changes();
  }
  return renderFloor({ model, el, tour: model.get("tour"), digits, report });
}

export default { render };
