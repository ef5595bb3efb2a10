// The digits as they travel: base64 of one byte per pixel, image after image, and then one per label.
import type { Digits } from "../engine/data";

const PIXELS = 64;

export function digitsFrom(text: string): Digits {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const count = bytes.length / (PIXELS + 1);
  return { pixels: bytes.subarray(0, count * PIXELS), labels: bytes.subarray(count * PIXELS) };
}
