// Which function draws which kind of panel.
import type { PanelSpec } from "../model/types";
import { barsPanel } from "./bars";
import { fieldPanel } from "./field";
import { histogramsPanel } from "./histograms";
import { imagesPanel } from "./images";
import { linesPanel } from "./lines";
import { networkPanel } from "./network";
import type { Panel } from "./panel";
import { truthTablePanel } from "./truth_table";

const KINDS = {
  bars: barsPanel,
  lines: linesPanel,
  histograms: histogramsPanel,
  field: fieldPanel,
  network: networkPanel,
  images: imagesPanel,
  truth_table: truthTablePanel,
} as Record<string, (body: HTMLElement) => Panel<never>>;

/** The least width, in text units, at which a kind still reads well beside another panel. */
export function leastWidth(spec: PanelSpec): number {
  if (spec.kind === "truth_table") return spec.hidden ? 300 : 230;
  if (spec.kind === "images") return Math.max(150, 36 * spec.columns); // a word below each picture
  if (spec.kind === "network") return 280;
  return spec.kind === "field" ? 210 : 230;
}

export function makePanel(kind: string, body: HTMLElement): Panel {
  const make = KINDS[kind];
  if (!make) throw new Error(`Unknown kind of panel "${kind}": one of ${Object.keys(KINDS).join(", ")}`);
  return make(body);
}
