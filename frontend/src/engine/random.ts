// Random numbers with a seed, so that two networks can meet the same data, the same start and the same order.

export interface Rng {
  /** Uniform in [0, 1). */
  uniform: () => number;
  /** From the normal distribution of mean 0 and variance 1. */
  normal: () => number;
  /** 0 ... n - 1 in random order. */
  permutation: (n: number) => Int32Array;
}

/** What is drawn from one seed has a stream each: else the noise of the data would be the numbers of the weights. */
export const STREAMS = { weights: 0, masks: 1, order: 2, data: 3, unseen: 4, labels: 5 };

/** The generator "mulberry32": 32 bits of state are plenty for a figure, and it is six lines in any language. */
export function makeRng(seed: number, stream = 0): Rng {
  let state = scrambled(seed) ^ Math.imul(stream, 0x85ebca6b);
  function uniform() {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  /** Box & Muller (1958); 1 - u is never zero. */
  function normal() {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }
  /** Fisher & Yates's shuffle. */
  function permutation(n: number) {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
  return { uniform, normal, permutation };
}

/** Neighboring seeds begin far apart. */
const scrambled = (seed: number): number => Math.imul(seed + 1, 0x9e3779b1) | 0;
