// Softmax and binary cross-entropy of logits, with their gradients: the mean over the examples, as in nnbook.losses.
import { sigmoid, softplus } from "../net/activations";

/** The loss of n rows of logits; writes dL/dlogits where a place is given. One output means a sigmoid's logit. */
export function lossOf(logits: Float64Array, labels: Int32Array, n: number, outputs: number, d?: Float64Array): number {
  return outputs === 1 ? binary(logits, labels, n, d) : softmax(logits, labels, n, outputs, d);
}

function binary(logits: Float64Array, labels: Int32Array, n: number, d?: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += softplus(logits[i]) - labels[i] * logits[i];
    if (d) d[i] = (sigmoid(logits[i]) - labels[i]) / n;
  }
  return sum / n;
}

function softmax(logits: Float64Array, labels: Int32Array, n: number, outputs: number, d?: Float64Array): number {
  let loss = 0;
  for (let i = 0, start = 0; i < n; i++, start += outputs) {
    let top = -Infinity;
    for (let j = 0; j < outputs; j++) top = Math.max(top, logits[start + j]);
    let sum = 0;
    for (let j = 0; j < outputs; j++) sum += Math.exp(logits[start + j] - top);
    const log = Math.log(sum);
    loss -= logits[start + labels[i]] - top - log;
    if (d) for (let j = 0; j < outputs; j++) d[start + j] = Math.exp(logits[start + j] - top - log) / n;
    if (d) d[start + labels[i]] -= 1 / n;
  }
  return loss / n;
}

/** How many rows have their label as the most likely class; exactly one half counts as class 0. */
export function countRight(logits: Float64Array, labels: Int32Array, n: number, outputs: number): number {
  let right = 0;
  for (let i = 0; i < n; i++) if (classOfRow(logits, i, outputs) === labels[i]) right++;
  return right;
}

export function classOfRow(logits: Float64Array, row: number, outputs: number): number {
  if (outputs === 1) return logits[row] > 0 ? 1 : 0;
  let best = 0;
  for (let j = 1; j < outputs; j++) if (logits[row * outputs + j] > logits[row * outputs + best]) best = j;
  return best;
}
