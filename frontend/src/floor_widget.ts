// What anywidget loads in JupyterLab for a floor: all in one file.
import { digitsFrom } from "./floor/digits";
import { renderFloor, type FloorModel } from "./floor/floor";

function render({ model, el }: { model: FloorModel; el: HTMLElement }): () => void {
  return renderFloor({ model, el, digits: () => Promise.resolve(digitsFrom(model.get("digits"))) });
}

export default { render };
