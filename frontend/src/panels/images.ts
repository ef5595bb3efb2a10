// Small grey or two-colored pictures in a grid, every pixel a crisp square.
import { NEGATIVE, POSITIVE, brush, rgb } from "../plot/colors";
import { attr, html, items, setText } from "../dom";
import type { Images } from "../model/types";
import { describe, type Context, type Panel } from "./panel";

const GAP = 6;
const LARGEST = 96;

export function imagesPanel(body: HTMLElement): Panel<Images> {
  const grid = html("div", { class: "nnb-images", role: "img" });
  body.append(grid);

  function update(spec: Images, { width }: Context) {
    const { columns, shape, diverging } = spec;
    const side = Math.min(LARGEST, (width - GAP * (columns - 1)) / columns);
    const captions = spec.images.map(({ caption }) => caption).filter(Boolean);
    attr(grid, {
      "aria-label": describe(
        `${spec.images.length} images of ${shape[0]} by ${shape[1]} pixels`,
        spec,
        captions.join(", "),
      ),
      "data-diverging": diverging,
      style: `--across:${columns};--side:${(side / 14).toFixed(3)}em`,
    });
    const cells = items(grid, spec.images.length, () => html("div", {}, html("canvas"), html("span")));
    cells.forEach(({ children: [canvas, words] }, i) => {
      paint(canvas as HTMLCanvasElement, spec, spec.images[i].pixels);
      setText(words, spec.images[i].caption ?? "");
    });
  }
  return { update };
}

/** Color strength is opacity: nought is the page itself, light or dark. */
function paint(
  canvas: HTMLCanvasElement,
  { shape: [height, width], domain: [low, high], diverging }: Images,
  pixels: (number | null)[],
) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = brush(canvas);
  const image = context.createImageData(width, height);
  const [positive, negative] = [rgb(POSITIVE), rgb(NEGATIVE)];
  pixels.forEach((pixel, i) => {
    const t = ((pixel ?? low) - low) / (high - low);
    const strength = diverging ? Math.abs(2 * t - 1) : t;
    if (diverging) image.data.set(t < 0.5 ? negative : positive, 4 * i);
    image.data[4 * i + 3] = 255 * Math.min(1, Math.max(0, strength));
  });
  context.putImageData(image, 0, 0);
}
