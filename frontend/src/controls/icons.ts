// The few pictures on buttons, drawn in a 16 x 16 box.
import { html, svg } from "../dom";

export const ICONS = {
  play: "M4,2.5v11l9.5,-5.5z",
  pause: "M4,2.5h3v11h-3zM9,2.5h3v11h-3z",
  back: "M12,3v10l-7,-5zM3,3h2v10h-2z",
  next: "M4,3v10l7,-5zM11,3h2v10h-2z",
  link: "M6.6,9.4l2.8,-2.8M7,4.6l1.6,-1.6a3,3 0 0,1 4.3,4.3l-1.6,1.6M9,11.4l-1.6,1.6a3,3 0 0,1 -4.3,-4.3l1.6,-1.6",
  save: "M8,2v8M4.5,7l3.5,3.5l3.5,-3.5M2.5,13.5h11",
  large: "M2.5,6v-3.5h3.5M10,2.5h3.5v3.5M13.5,10v3.5h-3.5M6,13.5h-3.5v-3.5",
};

export type Icon = keyof typeof ICONS;
const OUTLINES: Icon[] = ["link", "save", "large"];

export function iconPath(name: Icon): SVGPathElement {
  return svg("path", { d: ICONS[name], class: OUTLINES.includes(name) ? "nnb-stroke" : "nnb-fill" });
}

export function iconButton(name: Icon, label: string, press: () => void): HTMLButtonElement {
  const picture = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, iconPath(name));
  const button = html("button", { type: "button", class: "nnb-icon", "aria-label": label, title: label }, picture);
  button.addEventListener("click", press);
  return button;
}
