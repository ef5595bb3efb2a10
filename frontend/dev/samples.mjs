// Payloads of every kind of panel, with numbers made up on the spot.
const rows = [[0, 0], [0, 1], [1, 0], [1, 1]];
const xor = { x: rows, y: [0, 1, 1, 0] };
const layer = (W, b, activation = "identity") => ({ W, b, activation });
const square = { x_domain: [-0.5, 1.5], y_domain: [-0.5, 1.5] };

let seed = 1;
function random() {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
}
const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
const range = (n, start = 0) => Array.from({ length: n }, (_, i) => i + start);
const matrix = (n, m, std) => range(n).map(() => range(m).map(() => std * normal()));

const dial = (name, low = -12, high = 12, step = 0.1) => ({ name, label: name, kind: "dial", low, high, step });

const unit = { layers: [layer([[2], [2]], [-1])], output: "sigmoid" };
export const oneUnit = {
  name: "one-unit",
  title: "One unit tries XOR",
  axes: [dial("w1"), dial("w2"), dial("b"), { name: "task", label: "task", kind: "choice", values: ["AND", "OR", "XOR"] }],
  position: { w1: 2, w2: 2, b: -1, task: "XOR" },
  presets: [{ name: "Solves AND", position: { w1: 6, w2: 6, b: -9, task: "AND" } }, { name: "Fails at XOR", position: { w1: 2, w2: 2, b: -1, task: "XOR" } }],
  grid: {
    d: {
      summary: { c: "{task}: {right} of {total} rows right, loss {loss}" },
      panels: {
        l: [
          { d: { kind: { c: "field" }, x_label: { c: "x1" }, y_label: { c: "x2" }, x_domain: { c: [-0.5, 1.5] }, y_domain: { c: [-0.5, 1.5] }, nets: { c: [unit] }, points: { d: { x: { c: rows }, y: { u: [[0, 0, 0, 1], [0, 1, 1, 1], [0, 1, 1, 0]] } } } } },
          { d: { kind: { c: "truth_table" }, inputs: { c: ["x1", "x2"] }, nets: { c: [unit] }, points: { d: { x: { c: rows }, y: { u: [[0, 0, 0, 1], [0, 1, 1, 1], [0, 1, 1, 0]] } } } } },
        ],
      },
    },
  },
  bindings: Object.fromEntries([["w1", ["W", 0, 0]], ["w2", ["W", 1, 0]], ["b", ["b", 0]]].map(([name, end]) => [name, [0, 1].map((p) => ["panels", p, "nets", 0, "layers", 0, ...end])])),
  group: null,
};

const lecture = { layers: [layer([[5, -7], [5, -7]], [-8, 3], "sigmoid"), layer([[-11], [-11]], [6])], output: "sigmoid" };
const places = { w11: [0, "W", 0, 0], w12: [0, "W", 1, 0], b1: [0, "b", 0], w21: [0, "W", 0, 1], w22: [0, "W", 1, 1], b2: [0, "b", 1], v1: [1, "W", 0, 0], v2: [1, "W", 1, 0], b: [1, "b", 0] };
const start = { w11: 5, w12: 5, b1: -8, w21: -7, w22: -7, b2: 3, v1: -11, v2: -11, b: 6 };
export const threeUnits = {
  name: "three-units",
  title: "Three units solve it: the lecture's numbers",
  axes: Object.keys(places).map((name) => dial(name)),
  position: start,
  presets: [{ name: "The lecture's weights", position: start }],
  grid: {
    c: {
      summary: "XOR: {right} of {total} rows right, loss {loss}. The output unit's bias is {b}.",
      panels: [
        { kind: "field", title: "Inputs", nets: [lecture], points: xor, ...square, x_label: "x1", y_label: "x2" },
        { kind: "field", title: "Hidden units", nets: [lecture], points: xor, from_layer: 1, x_domain: [-0.1, 1.1], y_domain: [-0.1, 1.1], x_label: "h1", y_label: "h2" },
        { kind: "truth_table", title: "Answers", nets: [lecture], points: xor, inputs: ["x1", "x2"], hidden: true },
      ],
    },
  },
  bindings: Object.fromEntries(Object.entries(places).map(([name, path]) => [name, [0, 1, 2].map((p) => ["panels", p, "nets", 0, "layers", ...path])])),
  group: null,
};

const depths = range(30, 1);
const activations = ["sigmoid", "tanh", "relu", "zeros"];
const COLOR = { sigmoid: "#bf0a9b", tanh: "#bf890a", relu: "#2b5fd9", zeros: "#735f56" };
function flow(depth, activation) {
  const rate = { sigmoid: 0.19, tanh: 0.82, relu: 0.97, zeros: 0 }[activation];
  const values = range(depth).map((i) => rate ** (depth - 1 - i) * (0.9 + 0.2 * random()));
  const shade = { name: activation, color: COLOR[activation] };
  const spread = { low: values.map((v) => v * 0.6), high: values.map((v) => v * 1.7) };
  return {
    summary: `${activation}, ${depth} layers: layer 1 receives ${values[0].toExponential(1)} of the gradient of layer ${depth}`,
    panels: [
      { kind: "bars", title: "Gradient reaching each layer", log: true, x: range(depth, 1), x_label: "layer", y_label: "relative gradient", series: [{ ...shade, values, ...spread }], domain: [1e-20, 10] },
      { kind: "bars", title: "Size of the outputs", log: false, x: range(depth, 1), x_label: "layer", y_label: "standard deviation", series: [{ ...shade, values: range(depth).map((i) => 0.5 + 0.3 * Math.cos(i)) }] },
    ],
  };
}
export const gradientFlow = {
  name: "gradient-flow",
  title: "How much of the gradient reaches each layer?",
  axes: [{ name: "depth", label: "layers", kind: "range", values: depths }, { name: "activation", label: "activation", kind: "choice", values: activations }],
  position: { depth: 12, activation: "sigmoid" },
  presets: [["sigmoid, 12 layers", 12, "sigmoid"], ["ReLU, 12 layers", 12, "relu"], ["tanh, 30 layers", 30, "tanh"], ["zeros", 12, "zeros"]].map(([name, depth, activation]) => ({ name, position: { depth, activation } })),
  grid: { u: depths.flatMap((d) => activations.map((a) => flow(d, a))) },
  bindings: {},
  group: "depth",
};

const times = range(41);
const points = { x: range(120).map(() => [normal() * 0.8, normal() * 0.8]) };
points.y = points.x.map(([a, b]) => (a * b < 0 ? 1 : 0));
const [W1, W2] = [matrix(2, 8, 2.5), matrix(8, 1, 2)];
const net = (t) => ({ layers: [layer(W1.map((r) => r.map((w) => w * (0.1 + t / 25))), range(8).map(() => 0.3), "tanh"), layer(W2.map((r) => r.map((w) => w * (0.2 + t / 40))), [0.1])], output: "sigmoid" });
const curve = range(41).map((t) => 0.7 * Math.exp(-t / 12) + 0.03);
const noise = curve.map((v) => v * (1.1 + 0.25 * random()));
const nets = times.map(net);
const replay = (t) => ({
  summary: `After ${t * 10} epochs: {right} of {total} right, loss {loss}`,
  panels: [
    { kind: "field", title: "Decision surface", nets: [nets[t]], points, x_domain: [-2, 2], y_domain: [-2, 2], x_label: "x1", y_label: "x2" },
    { kind: "lines", title: "Loss", log_y: true, x_label: "epoch", y_label: "cross-entropy", series: [
      { name: "train", color: "#2b5fd9", x: times.map((i) => i * 10), y: curve, low: curve.map((v) => v * 0.7), high: curve.map((v) => v * 1.3) },
      { name: "test", color: "#d4691a", x: times.map((i) => i * 10), y: noise, style: "dashed" }], marker: { x: t * 10, axis: "epoch" }, rules: [{ y: 0.693, label: "guessing: ln 2" }] },
  ],
});
export const training = {
  name: "training", title: "Learning, replayed",
  axes: [{ name: "epoch", label: "epoch", kind: "play", values: times.map((t) => t * 10) }],
  position: { epoch: 120 }, presets: [], grid: { u: times.map(replay) }, bindings: {}, group: null,
};

const zs = range(121).map((i) => -6 + i / 10);
const sig = (z) => 1 / (1 + Math.exp(-z));
const slope = (z) => sig(z) * (1 - sig(z));
export const explorer = {
  name: "activation", title: "An activation and its derivative",
  axes: [{ name: "z", label: "z", kind: "range", values: zs.map((z) => Number(z.toFixed(1))) }, { name: "depth", label: "layers", kind: "range", values: depths }],
  position: { z: 1.5, depth: 12 }, presets: [], bindings: {}, group: "depth",
  grid: {
    d: {
      summary: { u: zs.flatMap((z) => depths.map((n) => `The derivative at z = {z} is ${slope(z).toFixed(3)}; a product of {depth} such factors is ${(slope(z) ** n).toExponential(2)}.`)) },
      panels: {
        l: [
          { d: { kind: { c: "lines" }, title: { c: "Function and derivative" }, x_label: { c: "z" }, series: { c: [{ name: "sigmoid", color: "#bf0a9b", x: zs, y: zs.map(sig) }, { name: "derivative", color: "#d4691a", x: zs, y: zs.map(slope), style: "dashed" }] }, marker: { u: zs.flatMap((z) => depths.map(() => ({ x: Number(z.toFixed(1)), axis: "z" }))) } } },
          { d: { kind: { c: "lines" }, title: { c: "Product of n derivatives" }, log_y: { c: true }, x_label: { c: "n" }, note: { c: "At best 0.25 to the power of n." }, y_domain: { c: [1e-60, 1] },
            series: { u: zs.map((z) => [{ name: "product", color: "#d4691a", x: depths, y: depths.map((k) => slope(z) ** k), style: "points" }]), i: zs.flatMap((_, k) => depths.map(() => k)) }, marker: { u: zs.flatMap(() => depths.map((n) => ({ x: n, axis: "depth" }))) } } },
        ],
      },
    },
  },
};

const edges = range(41).map((i) => -1 + i / 20);
const bell = (std, mean = 0) => range(40).map((i) => Math.round((1000 / std) * Math.exp(-(((edges[i] + 0.025 - mean) / std) ** 2) / 2)));
export const histograms = {
  name: "histograms", title: "Outputs of every layer", axes: [{ name: "gain", label: "gain", kind: "range", values: [0.5, 0.75, 1, 1.5] }], position: { gain: 0.75 }, presets: [], bindings: {}, group: null,
  grid: { u: [0.5, 0.75, 1, 1.5].map((g) => ({ summary: "With gain {gain} the outputs shrink layer by layer.", panels: [
    { kind: "histograms", title: "tanh, small weights", x_label: "output", edges, rows: range(10).map((i) => ({ name: `layer ${i + 1}`, counts: bell(0.5 * g ** i), color: "#bf890a", note: `σ = ${(0.5 * g ** i).toPrecision(2)}` })) },
    { kind: "histograms", title: "tanh, large weights", x_label: "output", edges, rows: range(10).map((i) => ({ name: `layer ${i + 1}`, counts: bell(0.12, 0.9).map((v, k) => v + bell(0.12, -0.9)[k]), color: "#bf890a" })) },
  ] })) },
};

const graphNodes = [
  { x: 0, y: 0.15, label: "x", value: "3.0", below: "∂ 2.0", state: "done" }, { x: 0, y: 0.5, label: "w", value: "2.0", below: "∂ 3.0", state: "done" }, { x: 0, y: 0.85, label: "b", value: "-1.0", state: null },
  { x: 0.33, y: 0.3, label: "×", value: "6.0", below: "∂ 1.0", state: "active" }, { x: 0.66, y: 0.5, label: "+", value: "5.0", below: "∂ 1.0", state: "done" }, { x: 1, y: 0.5, label: "sigmoid", value: "0.993", below: "∂ 1", state: "on" }];
const graphEdges = [[0, 3, "2.0"], [1, 3, "3.0"], [3, 4, "1"], [2, 4, "1"], [4, 5, "0.007"]].map(([from, to, label], i) => ({ from, to, label, state: i < 2 ? "active" : i === 3 ? null : "done" }));
const units = [2, 6, 6, 1].flatMap((n, l) => range(n).map((i) => ({ x: l / 3, y: (i + 0.5) / n, label: l === 0 ? `x${i + 1}` : l === 3 ? "y" : "", state: l > 0 && l < 3 && (i * 7 + l * 3) % 4 === 0 ? "off" : null, layer: l })));
const unitEdges = units.flatMap((a, i) => units.flatMap((b, j) => (b.layer === a.layer + 1 ? [{ from: i, to: j, weight: normal(), state: a.state === "off" || b.state === "off" ? "off" : null }] : [])));
export const network = {
  name: "network", title: "Graph and network", axes: [{ name: "step", label: "step", kind: "play", values: range(6) }], position: { step: 3 }, presets: [], bindings: {}, group: null,
  grid: { c: { summary: "Step {step}", panels: [{ kind: "network", title: "Computation graph", nodes: graphNodes, edges: graphEdges }, { kind: "network", title: "Dropout mask", nodes: units, edges: unitEdges }] } },
};

const digit = [0,0,5,13,9,1,0,0,0,0,13,15,10,15,5,0,0,3,15,2,0,11,8,0,0,4,12,0,0,8,8,0,0,5,8,0,0,9,8,0,0,4,11,0,1,12,7,0,0,2,14,5,10,12,0,0,0,0,6,13,10,0,0,0];
export const images = {
  name: "images", title: "Filters and digits", axes: [], position: {}, presets: [], bindings: {}, group: null,
  grid: { c: { summary: "What the hidden units look for, and a digit with its reconstruction.", panels: [
    { kind: "images", title: "Filters", shape: [8, 8], columns: 6, images: range(24).map((k) => ({ pixels: range(64).map((i) => Math.sin((i % 8) * (0.4 + k / 20)) * Math.cos(Math.floor(i / 8) * 0.3 * (1 + (k % 5)))) })), domain: [-1, 1], diverging: true, width: 1.5 },
    { kind: "images", title: "Data and reconstruction", shape: [8, 8], columns: 2, images: [{ pixels: digit, caption: "data" }, { pixels: digit.map((v) => Math.max(0, Math.min(16, v * 0.7 + 3 * random()))), caption: "reconstruction" }], domain: [0, 16], diverging: false },
  ] } },
};

const ensemble = range(10).map(() => ({ layers: [layer(matrix(2, 16, 1.5), range(16).map(normal), "relu"), layer(matrix(16, 16, 0.5), range(16).map(() => 0), "relu"), layer(matrix(16, 1, 0.6), [0])], output: "sigmoid" }));
const three = { x: range(90).map((i) => [Math.cos((i % 3) * 2.1) + 0.35 * normal(), Math.sin((i % 3) * 2.1) + 0.35 * normal()]), y: range(90).map((i) => i % 3) };
const soft = { layers: [layer([0, 1].map((r) => range(3).map((c) => 3 * (r ? Math.sin(c * 2.1) : Math.cos(c * 2.1)))), [0, 0, 0])], output: "softmax" };
export const fields = {
  name: "fields", title: "An ensemble, and three classes", axes: [{ name: "members", label: "members", kind: "range", values: range(10, 1) }], position: { members: 10 }, presets: [], bindings: {}, group: null,
  grid: { u: range(10, 1).map((m) => ({ summary: "{members} members: {right} of {total} right", panels: [
    { kind: "field", title: "Average of {members}", nets: ensemble.slice(0, m), points, x_domain: [-2, 2], y_domain: [-2, 2], x_label: "x1", y_label: "x2" },
    { kind: "field", title: "Softmax", nets: [soft], points: three, x_domain: [-2, 2], y_domain: [-2, 2], x_label: "x1", y_label: "x2" },
    { kind: "bars", title: "Groups", log: false, x: ["none", "small", "He"], x_label: "start", y_label: "accuracy", series: [{ name: "sigmoid", color: COLOR.sigmoid, values: [0.1, 0.3, 0.5] }, { name: "tanh", color: COLOR.tanh, values: [0.2, 0.6, 0.7] }, { name: "relu", color: COLOR.relu, values: [0, 0.5, 0.97] }] },
  ] })) },
};

export const figures = [oneUnit, threeUnits, gradientFlow, training, explorer, histograms, network, images, fields];
