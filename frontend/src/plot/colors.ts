// Mid-tones that keep a contrast of 3:1 on white and on near-black, so one color serves both themes.

/** Class 0, class 1, and so on: `CLASSES` of nnbook/drawing/palette.py. */
export const CLASSES = [
  "#d4691a",
  "#2b5fd9",
  "#08a696",
  "#bf0a9b",
  "#735f56",
  "#778bd9",
  "#06731c",
  "#a68f5b",
  "#808080",
  "#d0342c",
];
export const NEGATIVE = CLASSES[0];
export const POSITIVE = CLASSES[1];

/** What pixels are written with; a canvas that was asked for nothing else always has it. */
export const brush = (canvas: HTMLCanvasElement): CanvasRenderingContext2D =>
  canvas.getContext("2d") as CanvasRenderingContext2D;

export function rgb(hex: string): [number, number, number] {
  const n = parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}
