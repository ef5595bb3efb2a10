// Marks that tell series and classes apart without color. Ring and disc come first, as for classes 0 and 1.

export type Mark = "ring" | "disc" | "square" | "triangle" | "diamond" | "cross";
export const MARKS: Mark[] = ["ring", "disc", "square", "triangle", "diamond", "cross"];

/** An SVG path of a mark of radius `r` around (x, y). */
export function markPath(mark: Mark, x: number, y: number, r: number): string {
  switch (mark) {
    case "square":
      return `M${x - r * 0.9},${y - r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}z`;
    case "triangle":
      return `M${x},${y - r * 1.15}L${x + r * 1.1},${y + r * 0.85}H${x - r * 1.1}z`;
    case "diamond":
      return `M${x},${y - r * 1.25}L${x + r * 1.25},${y}L${x},${y + r * 1.25}L${x - r * 1.25},${y}z`;
    case "cross":
      return `M${x - r},${y - r}L${x + r},${y + r}M${x - r},${y + r}L${x + r},${y - r}`;
    default:
      return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;
  }
}

export const isHollow = (mark: Mark): boolean => mark === "ring" || mark === "cross";
