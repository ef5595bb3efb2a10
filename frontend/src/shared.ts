// What the page's script hands on to scripts that are loaded only where they are needed, so that nothing travels twice.
export { iconButton, iconPath } from "./controls/icons";
export { makeKnob } from "./controls/knobs";
export { makeTools } from "./controls/tools";
export { attr, frameQueue, html, items, join, setText, svg } from "./dom";
export { gridOf } from "./model/grid_file";
export { formatValue, parseFragment, samePosition, toFragment, withSettings } from "./model/position";
export { sigmoid, softplus } from "./net/activations";
export { probabilities } from "./net/forward";
export { makePanel } from "./panels/index";
export { balancedColumns } from "./panels/layout";
export { lead, paint } from "./panels/surface";
export { short } from "./plot/format";
export { makePlot, marginsFor, round } from "./plot/plot";
export { makeScale } from "./plot/scale";
