// The forward pass of a recorded network, many rows at once; agrees with nnbook to 1e-12.
// Rows are examples, z = x W + b, W has shape (fan_in, fan_out), all matrices flat and row-major.
import { activate, sigmoid } from "./activations";
import type { Net } from "../model/types";

export interface Rows {
  data: Float64Array;
  count: number;
  width: number;
}

export function rowsOf(x: number[][]): Rows {
  return { data: Float64Array.from(x.flat()), count: x.length, width: x[0]?.length ?? 0 };
}

/** The output of layers `from` up to, not including, `to` (logits where `to` is the end of the network). */
export function forward(net: Net, x: Rows, from = 0, to = net.layers.length): Rows {
  let rows = x;
  for (const { W, b, activation } of net.layers.slice(from, to)) {
    rows = affine(rows, W, b);
    activate(activation, rows.data);
  }
  return rows;
}

function affine({ data, count, width }: Rows, W: number[][], b: number[]): Rows {
  const fanOut = b.length;
  const out = new Float64Array(count * fanOut);
  // One column after the other in typed memory: several times as fast as lists of lists.
  const columns = Float64Array.from({ length: width * fanOut }, (_, k) => W[k % width][Math.floor(k / width)]);
  for (let row = 0, k = 0; row < count; row++) {
    for (let j = 0, weight = 0; j < fanOut; j++) {
      let sum = b[j];
      for (let i = row * width; i < (row + 1) * width; i++) sum += data[i] * columns[weight++];
      out[k++] = sum;
    }
  }
  return { data: out, count, width: fanOut };
}

/** Probabilities of the classes from logits: one column of P(class 1) for sigmoid, C columns for softmax. */
export function probabilities(output: Net["output"], logits: Rows): Rows {
  if (output === "identity") return logits;
  const data = Float64Array.from(logits.data);
  if (output === "sigmoid") {
    for (let i = 0; i < data.length; i++) data[i] = sigmoid(data[i]);
    return { ...logits, data };
  }
  for (let start = 0; start < data.length; start += logits.width) {
    const row = data.subarray(start, start + logits.width);
    const top = Math.max(...row);
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += row[j] = Math.exp(row[j] - top);
    for (let j = 0; j < row.length; j++) row[j] /= sum;
  }
  return { ...logits, data };
}

/** The members' probabilities, averaged. */
export function predict(nets: Net[], x: Rows, from = 0): Rows {
  const first = probabilities(nets[0].output, forward(nets[0], x, from));
  if (nets.length === 1) return first;
  const sum = Float64Array.from(first.data);
  for (const net of nets.slice(1)) {
    const { data } = probabilities(net.output, forward(net, x, from));
    for (let i = 0; i < sum.length; i++) sum[i] += data[i];
  }
  return { ...first, data: sum.map((total) => total / nets.length) };
}

/** Multiply-adds of one row through all the nets: what a drawing's resolution is chosen by. */
export function cost(nets: Net[], from = 0): number {
  const perNet = (net: Net) => net.layers.slice(from).reduce((sum, { W, b }) => sum + (W.length + 8) * b.length, 0);
  return nets.reduce((sum, net) => sum + perNet(net), 0);
}
