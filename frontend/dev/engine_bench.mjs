// The engine against a network of node and link objects, as TensorFlow Playground's is, in one run and per step of
// batch 10; and its arithmetic at 64-100-100-10. Run `node dev/engine_bench.mjs`: processor time, the least of 15.
import { build } from "esbuild";

const entry = `export { makeNet } from "./network"; export { makePass } from "./pass"; export { makeRng } from "./random";
export { makeMemory, update } from "./optimizers";`;
const folder = new URL("../src/engine/", import.meta.url).pathname;
const made = await build({
  stdin: { contents: entry, resolveDir: folder, loader: "ts" },
  bundle: true,
  format: "esm",
  write: false,
});
const engine = await import(`data:text/javascript,${encodeURIComponent(made.outputFiles[0].text)}`);

const FUNCTIONS = {
  tanh: { f: Math.tanh, df: (z, a) => 1 - a * a },
  relu: { f: (z) => Math.max(0, z), df: (z) => (z > 0 ? 1 : 0) },
};

/** Units that know their links, links that know their units: from the equations, one number at a time. */
function objects(sizes, name) {
  const layers = sizes.map((size, l) =>
    Array.from({ length: size }, () => ({ z: 0, a: 0, delta: 0, bias: 0, dbias: 0, inputs: [], outputs: [], last: l === sizes.length - 1 })),
  );
  layers.slice(1).forEach((layer, l) => {
    for (const to of layer)
      for (const from of layers[l]) {
        const link = { from, to, weight: Math.random() - 0.5, dweight: 0 };
        from.outputs.push(link);
        to.inputs.push(link);
      }
  });
  const { f, df } = FUNCTIONS[name];
  function forward(x) {
    layers[0].forEach((unit, i) => (unit.a = x[i]));
    for (const layer of layers.slice(1))
      for (const unit of layer) {
        unit.z = unit.bias;
        for (const { from, weight } of unit.inputs) unit.z += weight * from.a;
        unit.a = unit.last ? 1 / (1 + Math.exp(-unit.z)) : f(unit.z);
      }
  }
  function backward(y) {
    for (let l = layers.length - 1; l > 0; l--)
      for (const unit of layers[l]) {
        let d = 0;
        for (const { to, weight } of unit.outputs) d += weight * to.delta;
        unit.delta = unit.last ? unit.a - y : d * df(unit.z, unit.a);
        unit.dbias += unit.delta;
        for (const link of unit.inputs) link.dweight += unit.delta * link.from.a;
      }
  }
  function step(lr, n) {
    for (const layer of layers.slice(1))
      for (const unit of layer) {
        unit.bias -= (lr / n) * unit.dbias;
        unit.dbias = 0;
        for (const link of unit.inputs) {
          link.weight -= (lr / n) * link.dweight;
          link.dweight = 0;
        }
      }
  }
  return (rows, labels) => {
    rows.forEach((x, i) => {
      forward(x);
      backward(labels[i]);
    });
    step(0.01, rows.length);
  };
}

function arrays({ inputs, depth, width, outputs }, activation, n) {
  const rng = engine.makeRng(0);
  const shape = { inputs, outputs, depth, width, activation, start: "he", centered: false, normalize: "none", skip: false };
  const net = engine.makeNet(shape, rng);
  const [pass, memory] = [engine.makePass(net, n), engine.makeMemory(net.theta.length)];
  const x = Float64Array.from({ length: n * inputs }, () => rng.normal());
  const y = Int32Array.from({ length: n }, () => Math.floor(rng.uniform() * Math.max(2, outputs)));
  return () => {
    pass.run(x, y, n, 0, rng.uniform);
    engine.update(net.theta, net.grad, { optimizer: "sgd", lr: 0.01, decay: 0 }, memory);
  };
}

/** Microseconds of processor time of one call: the least of 15 blocks. */
function time(call, repeats) {
  let least = Infinity;
  for (let block = 0; block < 15; block++) {
    const before = process.cpuUsage();
    for (let i = 0; i < repeats; i++) call();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / repeats);
  }
  return least;
}

for (const [width, activation, repeats, wanted] of [[8, "tanh", 400, 3], [32, "relu", 60, 6]]) {
  const train = objects([2, ...Array(6).fill(width), 1], activation);
  const rows = Array.from({ length: 10 }, () => [Math.random(), Math.random()]);
  const labels = rows.map((_, i) => i % 2);
  const slow = time(() => train(rows, labels), repeats);
  const fast = time(arrays({ inputs: 2, depth: 6, width, outputs: 1 }, activation, 10), repeats * 5);
  console.log(`2-${width}x6-1 ${activation}: objects ${slow.toFixed(0)} us, engine ${fast.toFixed(0)} us, ${(slow / fast).toFixed(1)} times (at least ${wanted})`);
}
const step = time(arrays({ inputs: 64, depth: 2, width: 100, outputs: 10 }, "relu", 32), 100);
const operations = 32 * (6 * (64 * 100 + 100 * 100 + 100 * 10) - 2 * 64 * 100);
console.log(`64-100-100-10, batch 32: ${(operations / step / 1000).toFixed(2)} GFLOP/s (at least 1.5)`);
const xor = time(arrays({ inputs: 2, depth: 2, width: 8, outputs: 1 }, "tanh", 10), 2000);
console.log(`XOR start position, two networks: ${Math.round(5e5 / xor)} steps a second (at least 5000)`);
