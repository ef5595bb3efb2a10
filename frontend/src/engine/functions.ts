// The activation functions of nnbook with their derivatives, over whole arrays: `f(z, a)` writes a = f(z), `df(d, z, a)`
// multiplies d by f'(z). One loop per function, so that the engine's compiler sees no call inside it.
import { sigmoid, softplus } from "../net/activations";

export interface Activation {
  f: (z: Float64Array, a: Float64Array, n: number) => void;
  df: (d: Float64Array, z: Float64Array, a: Float64Array, n: number) => void;
  /** The largest slope, against which a unit counts as saturated. */
  steepest: number;
}

const SLOPE = 0.01; // of leaky ReLU below zero
const [GELU, CUBIC] = [Math.sqrt(2 / Math.PI), 0.044715]; // Hendrycks & Gimpel's tanh form

export const ACTIVATIONS: Record<string, Activation> = {
  sigmoid: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = sigmoid(z[i]);
    },
    df: (d, _, a, n) => {
      for (let i = 0; i < n; i++) d[i] *= a[i] * (1 - a[i]);
    },
    steepest: 0.25,
  },
  tanh: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = Math.tanh(z[i]);
    },
    df: (d, _, a, n) => {
      for (let i = 0; i < n; i++) d[i] *= 1 - a[i] * a[i];
    },
    steepest: 1,
  },
  relu: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = z[i] > 0 || z[i] !== z[i] ? z[i] : 0;
    },
    df: (d, z, _, n) => {
      for (let i = 0; i < n; i++) if (!(z[i] > 0)) d[i] = 0;
    },
    steepest: 1,
  },
  leaky_relu: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = z[i] > 0 ? z[i] : SLOPE * z[i];
    },
    df: (d, z, _, n) => {
      for (let i = 0; i < n; i++) if (!(z[i] > 0)) d[i] *= SLOPE;
    },
    steepest: 1,
  },
  elu: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = z[i] > 0 ? z[i] : Math.expm1(z[i]);
    },
    df: (d, z, a, n) => {
      for (let i = 0; i < n; i++) if (!(z[i] > 0)) d[i] *= a[i] + 1;
    },
    steepest: 1,
  },
  softplus: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = softplus(z[i]);
    },
    df: (d, z, _, n) => {
      for (let i = 0; i < n; i++) d[i] *= sigmoid(z[i]);
    },
    steepest: 1,
  },
  gelu: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = 0.5 * z[i] * (1 + gate(z[i]));
    },
    df: (d, z, _, n) => {
      for (let i = 0; i < n; i++) {
        const t = gate(z[i]);
        const rise = GELU * (1 + 3 * CUBIC * z[i] * z[i]);
        d[i] *= 0.5 * (1 + t) + 0.5 * z[i] * (1 - t * t) * rise;
      }
    },
    steepest: 1.13,
  },
  identity: {
    f: (z, a, n) => {
      for (let i = 0; i < n; i++) a[i] = z[i];
    },
    df: () => undefined,
    steepest: 1,
  },
};

const gate = (z: number): number => Math.tanh(GELU * (z + CUBIC * z * z * z));

/** f(0) of an activation: what a unit answers when nothing speaks to it. */
export function atRest({ f }: Activation): number {
  const a = new Float64Array(1);
  f(new Float64Array(1), a, 1);
  return a[0];
}
