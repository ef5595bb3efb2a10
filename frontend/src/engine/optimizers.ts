// The steps of nnbook.optimizers, over all parameters at once; weight decay is decoupled in each.

export interface Rule {
  optimizer: "sgd" | "momentum" | "adam";
  lr: number;
  decay: number;
}

export interface Memory {
  t: number;
  /** Velocities (momentum), or running means of the gradient (Adam). */
  m: Float64Array;
  /** Running means of the gradient's square (Adam). */
  v: Float64Array;
}

const MOMENTUM = 0.9;
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

export const makeMemory = (size: number): Memory => ({ t: 0, m: new Float64Array(size), v: new Float64Array(size) });

/** Another rule, or other weights, begin without what was remembered. */
export function forget(memory: Memory): void {
  memory.t = 0;
  memory.m.fill(0);
  memory.v.fill(0);
}

/** One step downhill. */
export function update(theta: Float64Array, grad: Float64Array, rule: Rule, memory: Memory): void {
  const { lr, decay } = rule;
  if (decay) for (let i = 0; i < theta.length; i++) theta[i] *= 1 - lr * decay;
  if (rule.optimizer === "adam") adam(theta, grad, lr, memory);
  else if (rule.optimizer === "momentum") momentum(theta, grad, lr, memory);
  else for (let i = 0; i < theta.length; i++) theta[i] -= lr * grad[i];
}

function momentum(theta: Float64Array, grad: Float64Array, lr: number, { m }: Memory) {
  for (let i = 0; i < theta.length; i++) {
    m[i] = MOMENTUM * m[i] + grad[i];
    theta[i] -= lr * m[i];
  }
}

function adam(theta: Float64Array, grad: Float64Array, lr: number, memory: Memory) {
  const { m, v } = memory;
  const t = (memory.t += 1);
  // The means start at 0 and are too small at first; dividing by 1 - beta^t makes up for it.
  const whole = Math.sqrt(1 - BETA2 ** t);
  const scale = (lr * whole) / (1 - BETA1 ** t);
  const epsilon = EPSILON * whole;
  for (let i = 0; i < theta.length; i++) {
    const g = grad[i];
    m[i] += (1 - BETA1) * (g - m[i]);
    v[i] += (1 - BETA2) * (g * g - v[i]);
    theta[i] -= (scale * m[i]) / (Math.sqrt(v[i]) + epsilon);
  }
}
