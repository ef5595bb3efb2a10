// Nodes and edges: a network with its weights, or a graph of computations with its values.
import { NEGATIVE, POSITIVE } from "../plot/colors";
import { attr, join, setText, svg } from "../dom";
import { makeLegend, makePlot, round, textWidth } from "../plot/plot";
import { markPath } from "../plot/symbols";
import type { Network, NetworkEdge, NetworkNode } from "../model/types";
import { describe, type Context, type Panel } from "./panel";

const MOST_SAID = 24;

interface Placed {
  node: NetworkNode;
  x: number;
  y: number;
  rx: number;
  ry: number;
}

export function networkPanel(body: HTMLElement): Panel<Network> {
  const legend = makeLegend(body);
  const plot = makePlot(body);
  attr(plot.root, { class: "nnb-plot nnb-network" });
  const edges = svg("g", { class: "nnb-edges" });
  const edgeLabels = svg("g", { class: "nnb-edge-labels", "text-anchor": "middle" });
  const nodes = svg("g", { class: "nnb-nodes" });
  const offs = svg("g", { class: "nnb-offs" });
  const labels = svg("g", { class: "nnb-names", "text-anchor": "middle" });
  const values = svg("g", { class: "nnb-node-values", "text-anchor": "middle" });
  const belows = svg("g", { class: "nnb-belows", "text-anchor": "middle" });
  plot.over.append(edges, edgeLabels, nodes, offs, labels, values, belows);

  function update(spec: Network, { width, height }: Context) {
    const placed = place(spec, width, height);
    plot.size(width, height, describe("Network", spec, inWords(spec.nodes)));
    drawEdges(spec, placed);
    drawNodes(placed);
    drawWords(placed);
    legend(spec.edges.some(({ weight }) => weight != null && weight < 0) ? KEYS() : []);
  }

  function drawEdges(spec: Network, placed: Placed[]) {
    const heaviest = Math.max(1e-12, ...spec.edges.map(({ weight }) => Math.abs(weight ?? 0)));
    const ends = spec.edges.map((edge) => ({ edge, ...between(placed[edge.from], placed[edge.to]) }));
    join(edges, "path", ends, (path, { edge, d }) => drawEdge(path, edge, d, heaviest));
    join(edgeLabels, "text", ends, (text, { edge, x, y }) =>
      setText(attr(text, { x, y, class: state(edge.state) }), edge.label ?? ""),
    );
  }

  function drawNodes(placed: Placed[]) {
    join(nodes, "rect", placed, (rect, { node, x, y, rx, ry }) => {
      const box = { x: round(x - rx), y: round(y - ry), width: round(2 * rx), height: round(2 * ry), rx: round(ry) };
      attr(rect, { ...box, class: state(node.state), style: node.color ? `--node:${node.color}` : null });
    });
    // A unit that is switched off is crossed out, not only paler.
    const off = placed.filter(({ node }) => node.state === "off");
    join(offs, "path", off, (path, { x, y, ry }) =>
      attr(path, { d: markPath("cross", round(x), round(y), round(ry * 0.5)) }),
    );
  }

  function drawWords(placed: Placed[]) {
    join(labels, "text", placed, (text, { node, x, y }) => {
      const crossed = node.state === "off" && node.label.length < 2;
      setText(attr(text, { x, y: round(y + 4), class: state(node.state) }), crossed ? "" : node.label);
    });
    join(values, "text", placed, (text, { node, x, y, ry }) =>
      setText(attr(text, { x, y: round(y - ry - 5) }), node.value ?? ""),
    );
    join(belows, "text", placed, (text, { node, x, y, ry }) =>
      setText(attr(text, { x, y: round(y + ry + 13) }), node.below ?? ""),
    );
  }

  return { update };
}

/** Every node's words where they can be listened to, else how many there are. */
function inWords(nodes: NetworkNode[]): string {
  const words = nodes.map(({ label, value, below, state }) => [label, value, below, state].filter(Boolean).join(" "));
  const said = words.filter(Boolean);
  return said.length <= MOST_SAID ? said.join(", ") : `${nodes.length} nodes`;
}

const state = (name: string | null | undefined): string | null => (name ? `nnb-is-${name}` : null);

function place({ nodes }: Network, width: number, height: number): Placed[] {
  const spoken = nodes.some(({ value, below }) => value || below);
  const rows = Math.max(1, ...Object.values(count(nodes)));
  const ry = Math.max(5, Math.min(17, (height - 20) / rows / (spoken ? 4.2 : 2.6)));
  const half = ({ label }: NetworkNode) => Math.max(ry, textWidth(label, 12) / 2 + 7);
  const side =
    Math.max(
      ...nodes.map((node) => Math.max(half(node), textWidth(node.value ?? "") / 2, textWidth(node.below ?? "") / 2)),
    ) + 3;
  const edge = ry + (spoken ? 20 : 3);
  return nodes.map((node) => ({
    node,
    x: round(side + node.x * (width - 2 * side)),
    y: round(edge + node.y * (height - 2 * edge)),
    rx: textWidth(node.label, 12) > 2 * ry - 4 ? half(node) : ry,
    ry,
  }));
}

/** How many nodes stand in each column. */
function count(nodes: NetworkNode[]): Record<string, number> {
  const columns: Record<string, number> = {};
  for (const { x } of nodes) columns[x.toFixed(2)] = (columns[x.toFixed(2)] ?? 0) + 1;
  return columns;
}

/** From border to border, and a place for the label a little above the middle. */
function between(a: Placed, b: Placed): { d: string; x: number; y: number } {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const reach = ({ rx, ry }: Placed) => 1 / Math.max(1, Math.hypot(dx / rx, dy / ry));
  const [s, e] = [reach(a), 1 - reach(b)];
  const length = Math.hypot(dx, dy) || 1;
  const at = (t: number) => `${round(a.x + t * dx)},${round(a.y + t * dy)}`;
  return {
    d: `M${at(s)}L${at(e)}`,
    x: round(a.x + dx / 2 + (9 * dy) / length),
    y: round(a.y + dy / 2 - (9 * Math.abs(dx)) / length + 4),
  };
}

function drawEdge(path: SVGPathElement, edge: NetworkEdge, d: string, heaviest: number) {
  const weight = edge.weight ?? 0;
  const weighted = edge.weight != null;
  const share = Math.abs(weight) / heaviest;
  attr(path, {
    d,
    class: state(edge.state),
    stroke: weighted ? (weight < 0 ? NEGATIVE : POSITIVE) : null,
    "stroke-width": weighted ? round(0.5 + 4 * share) : null,
    "stroke-dasharray": weight < 0 ? "5 3" : null,
    "data-weight": edge.weight,
  });
}

const KEYS = () => [
  { name: "positive weight", swatch: svg("path", { d: "M0,6H22", stroke: POSITIVE, "stroke-width": 3 }) },
  {
    name: "negative weight",
    swatch: svg("path", { d: "M0,6H22", stroke: NEGATIVE, "stroke-width": 3, "stroke-dasharray": "5 3" }),
  },
];
