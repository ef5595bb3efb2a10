// The engine against a network of node and link objects, as TensorFlow Playground's is, in one run and per step of
// batch 10; and its arithmetic at 64-100-100-10. Run `node dev/engine_bench.mjs`: processor time, the least
// of many blocks.
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

// Playground's functions, each with a derivative that is given the total input alone.
const FUNCTIONS = {
  tanh: { output: Math.tanh, der: (x) => 1 - Math.tanh(x) * Math.tanh(x) },
  relu: { output: (x) => Math.max(0, x), der: (x) => (x <= 0 ? 0 : 1) },
};
const SQUARE = { error: (output, target) => 0.5 * (output - target) ** 2, der: (output, target) => output - target };

class Link {
  constructor(source, dest) {
    Object.assign(this, { id: `${source.id}-${dest.id}`, source, dest, isDead: false, regularization: null });
    Object.assign(this, { weight: Math.random() - 0.5, errorDer: 0, accErrorDer: 0, numAccumulatedDers: 0 });
  }
}

class Node {
  constructor(id, activation) {
    Object.assign(this, { id, activation, inputLinks: [], outputs: [], bias: 0.1, totalInput: 0, output: 0 });
    Object.assign(this, { outputDer: 0, inputDer: 0, accInputDer: 0, numAccumulatedDers: 0 });
  }

  updateOutput() {
    this.totalInput = this.bias;
    for (let j = 0; j < this.inputLinks.length; j++) {
      const link = this.inputLinks[j];
      this.totalInput += link.weight * link.source.output;
    }
    this.output = this.activation.output(this.totalInput);
    return this.output;
  }
}

/**
 * A network as TensorFlow Playground's is made, from the equations: units that know their links, links that know
 * their units, one example at a time; derivatives are added up, and the weights change after the batch.
 */
function objects(sizes, name) {
  let id = 0;
  const activationAt = (l) => (l === sizes.length - 1 ? FUNCTIONS.tanh : FUNCTIONS[name]);
  const network = sizes.map((size, l) => Array.from({ length: size }, () => new Node(`${++id}`, activationAt(l))));
  for (let l = 1; l < network.length; l++)
    for (const dest of network[l])
      for (const source of network[l - 1]) {
        const link = new Link(source, dest);
        source.outputs.push(link);
        dest.inputLinks.push(link);
      }
  const [outputNode] = network[network.length - 1];

  function forwardProp(inputs) {
    const [layer] = network;
    for (let i = 0; i < layer.length; i++) layer[i].output = inputs[i];
    for (let l = 1; l < network.length; l++) for (let i = 0; i < network[l].length; i++) network[l][i].updateOutput();
    return outputNode.output;
  }

  function backProp(target) {
    outputNode.outputDer = SQUARE.der(outputNode.output, target);
    for (let l = network.length - 1; l >= 1; l--) {
      const layer = network[l];
      for (let i = 0; i < layer.length; i++) {
        const node = layer[i];
        node.inputDer = node.outputDer * node.activation.der(node.totalInput);
        node.accInputDer += node.inputDer;
        node.numAccumulatedDers++;
      }
      for (let i = 0; i < layer.length; i++) {
        const node = layer[i];
        for (let j = 0; j < node.inputLinks.length; j++) {
          const link = node.inputLinks[j];
          if (link.isDead) continue;
          link.errorDer = node.inputDer * link.source.output;
          link.accErrorDer += link.errorDer;
          link.numAccumulatedDers++;
        }
      }
      if (l === 1) continue;
      const below = network[l - 1];
      for (let i = 0; i < below.length; i++) {
        const node = below[i];
        node.outputDer = 0;
        for (let j = 0; j < node.outputs.length; j++) {
          const { weight, dest } = node.outputs[j];
          node.outputDer += weight * dest.inputDer;
        }
      }
    }
  }

  function updateWeights(learningRate, regularizationRate) {
    for (let l = 1; l < network.length; l++) {
      const layer = network[l];
      for (let i = 0; i < layer.length; i++) {
        const node = layer[i];
        if (node.numAccumulatedDers > 0) {
          node.bias -= (learningRate * node.accInputDer) / node.numAccumulatedDers;
          node.accInputDer = 0;
          node.numAccumulatedDers = 0;
        }
        for (let j = 0; j < node.inputLinks.length; j++) {
          const link = node.inputLinks[j];
          if (link.isDead) continue;
          const shrink = link.regularization ? link.regularization.der(link.weight) : 0;
          if (link.numAccumulatedDers > 0) {
            link.weight -= (learningRate / link.numAccumulatedDers) * link.accErrorDer;
            link.weight -= learningRate * regularizationRate * shrink;
            link.accErrorDer = 0;
            link.numAccumulatedDers = 0;
          }
        }
      }
    }
  }

  return (rows, labels) => {
    for (let i = 0; i < rows.length; i++) {
      forwardProp(rows[i]);
      backProp(labels[i]);
    }
    updateWeights(0.01, 0);
  };
}

function arrays({ inputs, depth, width, outputs }, activation, n) {
  const rng = engine.makeRng(0);
  const shape = {
    inputs,
    outputs,
    depth,
    width,
    activation,
    start: "he",
    centered: false,
    normalize: "none",
    skip: false,
  };
  const net = engine.makeNet(shape, rng);
  const [pass, memory] = [engine.makePass(net, n), engine.makeMemory(net.theta.length)];
  const x = Float64Array.from({ length: n * inputs }, () => rng.normal());
  const y = Int32Array.from({ length: n }, () => Math.floor(rng.uniform() * Math.max(2, outputs)));
  return () => {
    pass.run(x, y, n, 0, rng.uniform);
    engine.update(net.theta, net.grad, { optimizer: "sgd", lr: 0.01, decay: 0 }, memory);
  };
}

const BLOCKS = 60;

/** Microseconds of processor time of one call of each, [call, repeats]: the least of BLOCKS blocks, turn by turn. */
function times(...calls) {
  const least = calls.map(() => Infinity);
  for (let block = 0; block < BLOCKS; block++)
    calls.forEach(([call, repeats], i) => {
      const before = process.cpuUsage();
      for (let k = 0; k < repeats; k++) call();
      const { user, system } = process.cpuUsage(before);
      least[i] = Math.min(least[i], (user + system) / repeats);
    });
  return least;
}

for (const [width, activation, repeats, wanted] of [
  [8, "tanh", 200, 3],
  [32, "relu", 30, 6],
]) {
  const train = objects([2, ...Array(6).fill(width), 1], activation);
  const rows = Array.from({ length: 10 }, () => [Math.random(), Math.random()]);
  const labels = rows.map((_, i) => i % 2);
  const typed = arrays({ inputs: 2, depth: 6, width, outputs: 1 }, activation, 10);
  const [slow, fast] = times([() => train(rows, labels), repeats], [typed, repeats * 3]);
  console.log(
    `2-${width}x6-1 ${activation}: objects ${slow.toFixed(0)} us, engine ${fast.toFixed(0)} us, ${(slow / fast).toFixed(2)} times (at least ${wanted})`,
  );
}
const [step] = times([arrays({ inputs: 64, depth: 2, width: 100, outputs: 10 }, "relu", 32), 50]);
const operations = 32 * (6 * (64 * 100 + 100 * 100 + 100 * 10) - 2 * 64 * 100);
console.log(`64-100-100-10, batch 32: ${(operations / step / 1000).toFixed(2)} GFLOP/s (at least 1.5)`);
const [xor] = times([arrays({ inputs: 2, depth: 2, width: 8, outputs: 1 }, "tanh", 10), 2000]);
console.log(`XOR start position, two networks: ${Math.round(5e5 / xor)} steps a second (at least 5000)`);
