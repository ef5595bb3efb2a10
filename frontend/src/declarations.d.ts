// What the bundler makes of files that are no TypeScript.
declare module "floor-worker" {
  /** The script of src/floor/worker.ts, as text. */
  const source: string;
  export default source;
}

declare module "*.css" {
  const text: string;
  export default text;
}
