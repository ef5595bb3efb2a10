// The activation functions of nnbook, applied in place; all stay finite or saturate properly at +-1000.
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/** log(1 + exp(z)) without overflow. */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

const FUNCTIONS: Record<string, (z: number) => number> = {
  sigmoid,
  softplus,
  tanh: Math.tanh,
  relu: (z) => (z > 0 ? z : 0),
  leaky_relu: (z) => (z > 0 ? z : 0.01 * z),
  elu: (z) => (z > 0 ? z : Math.expm1(z)),
  // Hendrycks & Gimpel's tanh form, as in nnbook.
  gelu: (z) => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
  identity: (z) => z,
};

export const NAMES = Object.keys(FUNCTIONS);

export function activate(name: string, data: Float64Array): void {
  if (name === "identity") return;
  const f = FUNCTIONS[name];
  if (!f) throw new Error(`Unknown activation "${name}": one of ${NAMES.join(", ")}`);
  for (let i = 0; i < data.length; i++) data[i] = f(data[i]);
}
