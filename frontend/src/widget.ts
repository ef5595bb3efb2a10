// What anywidget loads in JupyterLab.
import { render as renderFigure } from "./figure";
import { renderQuiz, type QuizModel } from "./quiz";
import type { Model } from "./model/types";

/** A model with questions is a quiz, any other a figure. */
function render({ model, el }: { model: Model & QuizModel; el: HTMLElement }): () => void {
  return model.get("questions") ? renderQuiz({ model, el }) : renderFigure({ model, el });
}

export default { render };
