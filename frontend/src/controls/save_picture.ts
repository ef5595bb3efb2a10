// Writes what is on screen, panels and words, as one SVG file.
import { attr, svg } from "../dom";

const COPIED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
  "display",
];
const MARGIN = 16;

export function savePicture(root: HTMLElement, name: string): void {
  const text = new XMLSerializer().serializeToString(picture(root));
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = `${name}.svg`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The title, the panels and the summary; knobs are left out by looking only into these. */
export function picture(root: HTMLElement): SVGSVGElement {
  const parts = [...root.querySelectorAll<HTMLElement>(".nnb-title, .nnb-panels, .nnb-summary")].filter(
    (part) => part.clientHeight > 0,
  );
  const frame = root.getBoundingClientRect();
  const [width, bare] = [Math.ceil(frame.width) + 2 * MARGIN, MARGIN];
  const out = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width });
  out.append(svg("rect", { width: "100%", height: "100%", fill: getComputedStyle(root).backgroundColor }));
  let shift = bare - frame.top; // parts move up over the knobs that are left out
  let bottom = frame.top;
  for (const part of parts) {
    const box = part.getBoundingClientRect();
    shift -= Math.max(0, box.top - bottom - 10);
    const group = svg("g", { transform: `translate(${MARGIN - frame.left},${shift})` });
    copy(part, group);
    out.append(group);
    bottom = box.bottom;
  }
  const height = Math.ceil(bottom + shift + MARGIN);
  out.setAttribute("height", String(height));
  out.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return out;
}

/** Pictures as they are, canvases as images, and every run of words at the place where it stands. */
function copy(node: Node, out: SVGElement): void {
  if (node instanceof SVGSVGElement) return copyDrawing(node, out);
  if (node instanceof HTMLCanvasElement) return copyCanvas(node, out);
  if (node instanceof Text) return copyWords(node, out);
  if (node instanceof Element && getComputedStyle(node).clip !== "auto") return; // words for the ear only
  if (node instanceof HTMLTableCellElement) copyCell(node, out);
  node.childNodes.forEach((child) => copy(child, out));
}

function copyDrawing(source: SVGSVGElement, out: SVGElement) {
  const box = source.getBoundingClientRect();
  const clone = source.cloneNode(true) as SVGSVGElement;
  const originals = source.querySelectorAll("*");
  clone.querySelectorAll("*").forEach((element, i) => {
    const style = getComputedStyle(originals[i]);
    const inlined = COPIED.map((property) => `${property}:${style.getPropertyValue(property)}`).join(";");
    element.setAttribute("style", inlined);
  });
  attr(clone, { style: "overflow:visible" }); // labels at the rim stick out a little
  out.append(attr(clone, { x: box.left, y: box.top, width: box.width, height: box.height }));
}

/** The tint that shows a share, and the line under a row. */
function copyCell(cell: HTMLTableCellElement, out: SVGElement) {
  const { left: x, top: y, bottom, width, height } = cell.getBoundingClientRect();
  const { backgroundImage, borderBottomColor } = getComputedStyle(cell);
  const tint = /rgba?\([^)]*\)/.exec(backgroundImage)?.[0];
  const share = parseFloat(cell.style.getPropertyValue("--share")) / 100;
  if (tint && share > 0)
    out.append(svg("rect", { class: "nnb-share", x, y, width: width * share, height, fill: tint }));
  out.append(svg("rect", { x, y: bottom - 1, width, height: 1, fill: borderBottomColor }));
}

function copyCanvas(canvas: HTMLCanvasElement, out: SVGElement) {
  const { left: x, top: y, width, height } = canvas.getBoundingClientRect();
  const { filter, imageRendering } = getComputedStyle(canvas);
  const href = canvas.toDataURL();
  out.append(
    svg("image", {
      x,
      y,
      width,
      height,
      href,
      preserveAspectRatio: "none",
      style: `filter:${filter};image-rendering:${imageRendering}`,
    }),
  );
}

/** One text element per line: a range's rectangles tell where the browser broke the words. */
function copyWords(node: Text, out: SVGElement) {
  if (!node.parentElement) return;
  const style = getComputedStyle(node.parentElement);
  const range = document.createRange();
  let line: { text: string; x: number; y: number } | undefined;
  const finish = () => {
    if (line?.text.trim()) {
      const look = {
        fill: style.color,
        "font-family": style.fontFamily,
        "font-size": style.fontSize,
        "font-weight": style.fontWeight,
      };
      out.append(svg("text", { x: line.x, y: line.y, ...look }, line.text.trimEnd()));
    }
  };
  for (const { index, 0: word } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    const y = box.top + box.height * 0.76;
    if (line && Math.abs(line.y - y) < 3) line.text += word;
    else {
      finish();
      line = { text: word, x: box.left, y };
    }
  }
  finish();
}
