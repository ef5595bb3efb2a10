// Builds the committed files of book/_ext/workshop/static, or the same in `workshop/` of a folder that is named: the little that every
// page with code loads, what a page loads when a reader touches a cell, and what runs in the worker.
import { build } from "esbuild";
import { readFileSync } from "node:fs";

const LIMITS = { "loader.js": 6, "workshop.js": 600, "workshop.css": 10, "worker.js": 4 }; // KB
const out = process.argv[2]
  ? `${process.argv[2]}/workshop/`
  : new URL("../book/_ext/workshop/static/", import.meta.url).pathname;
const shared = {
  bundle: true,
  minify: true,
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: new URL(".", import.meta.url).pathname,
};
const licence = (name) => readFileSync(new URL(`node_modules/${name}/LICENSE`, import.meta.url), "utf8").trim();
// The licences ask that their notices stay with every copy.
const banner = {
  js: `/* The workshop of nnbook (MIT); source in frontend/. With CodeMirror:\n${licence("@codemirror/state")}\nand modules of d3:\n${licence("d3-contour")} */`,
};

await build({ ...shared, entryPoints: ["src/workshop/loader.ts"], format: "iife", outfile: `${out}loader.js` });
await build({
  ...shared,
  banner,
  entryPoints: ["src/workshop/workshop.ts"],
  format: "iife",
  outfile: `${out}workshop.js`,
});
await build({ ...shared, entryPoints: ["src/workshop/worker.ts"], format: "iife", outfile: `${out}worker.js` });
await build({ ...shared, entryPoints: ["src/workshop/workshop.css"], outfile: `${out}workshop.css` });

for (const [name, limit] of Object.entries(LIMITS)) {
  const { length } = readFileSync(out + name);
  console.log(`workshop/${name} ${(length / 1024).toFixed(1)} KB`);
  if (length > limit * 1024) throw new Error(`${name} is larger than ${limit} KB`);
}
