// The one product that training consists of: forwards z = x W, backwards dx = dz W^T and dW = x^T dz.

/** A matrix in flat memory: element (i, j) stands at `i * row + j * column`. */
export interface Matrix {
  data: Float64Array;
  row: number;
  column: number;
}

export const rowMajor = (data: Float64Array, width: number): Matrix => ({ data, row: width, column: 1 });
export const transposed = ({ data, row, column }: Matrix): Matrix => ({ data, row: column, column: row });

/** C (m, n), row after row, = A (m, k) B (k, n). */
export function multiply(C: Float64Array, m: number, n: number, k: number, A: Matrix, B: Matrix): void {
  const rows = m - (m % 2);
  const columns = n - (n % 4);
  for (let i = 0; i < rows; i += 2) for (let j = 0; j < columns; j += 4) block(C, n, k, A, B, i, j);
  if (columns < n) single(C, n, k, A, B, 0, rows, columns);
  if (rows < m) single(C, n, k, A, B, rows, m, 0);
}

/**
 * Two rows and four columns, whose eight sums stay in registers: a plain loop waits for memory. `| 0` spares the
 * browser a look for overflow at every step of an index.
 */
function block(C: Float64Array, n: number, k: number, A: Matrix, B: Matrix, i: number, j: number) {
  const { data: a, row: step, column: down } = A;
  const { data: b, row: along, column: side } = B;
  const twice = (2 * side) | 0;
  const thrice = (3 * side) | 0;
  let p = (i * step) | 0;
  let q = (j * side) | 0;
  // prettier-ignore
  let c0 = 0, c1 = 0, c2 = 0, c3 = 0, d0 = 0, d1 = 0, d2 = 0, d3 = 0;
  for (let t = 0; t < k; t = (t + 1) | 0) {
    const b0 = b[q];
    const b1 = b[(q + side) | 0];
    const b2 = b[(q + twice) | 0];
    const b3 = b[(q + thrice) | 0];
    const upper = a[p];
    const lower = a[(p + step) | 0];
    c0 += upper * b0;
    c1 += upper * b1;
    c2 += upper * b2;
    c3 += upper * b3;
    d0 += lower * b0;
    d1 += lower * b1;
    d2 += lower * b2;
    d3 += lower * b3;
    p = (p + down) | 0;
    q = (q + along) | 0;
  }
  const o = i * n + j;
  C[o] = c0;
  C[o + 1] = c1;
  C[o + 2] = c2;
  C[o + 3] = c3;
  C[o + n] = d0;
  C[o + n + 1] = d1;
  C[o + n + 2] = d2;
  C[o + n + 3] = d3;
}

/** What the blocks leave over: rows `from` to `to`, columns from `first` on. */
function single(C: Float64Array, n: number, k: number, A: Matrix, B: Matrix, from: number, to: number, first: number) {
  const { data: a, row: step, column: down } = A;
  const { data: b, row: along, column: side } = B;
  for (let i = from; i < to; i++) {
    for (let j = first; j < n; j++) {
      let sum = 0;
      let p = (i * step) | 0;
      let q = (j * side) | 0;
      for (let t = 0; t < k; t = (t + 1) | 0) {
        sum += a[p] * b[q];
        p = (p + down) | 0;
        q = (q + along) | 0;
      }
      C[i * n + j] = sum;
    }
  }
}

/** Adds up the rows of a matrix (m, n) into `sums` (n). */
export function columnSums(sums: Float64Array, m: number, data: Float64Array): void {
  const n = sums.length;
  sums.fill(0);
  for (let i = 0, k = 0; i < m; i++) for (let j = 0; j < n; j++) sums[j] += data[k++];
}
