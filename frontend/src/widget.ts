// What anywidget loads in JupyterLab.
import { render } from "./figure";

export default { render };
