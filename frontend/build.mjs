// Builds the three committed files of nnbook/widgets/static, or the same in a folder that is named. The output
// depends on the source and the locked packages alone: no time stamps, no paths, so CI can build again and compare.
import { build } from "esbuild";
import { readFileSync } from "node:fs";

const LIMIT = 120 * 1024;
const out = process.argv[2] ? `${process.argv[2]}/` : new URL("../nnbook/widgets/static/", import.meta.url).pathname;
const shared = {
  bundle: true,
  minify: true,
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: new URL(".", import.meta.url).pathname,
};
// d3's licence asks that its notice stays with every copy.
const notice = readFileSync(new URL("node_modules/d3-contour/LICENSE", import.meta.url), "utf8").trim();
const banner = { js: `/* The figures of nnbook (MIT); source in frontend/. With modules of d3:\n${notice} */` };

await build({ ...shared, banner, entryPoints: ["src/widget.ts"], format: "esm", outfile: out + "widget.js" });
await build({ ...shared, banner, entryPoints: ["src/page.ts"], format: "iife", outfile: out + "page.js" });
await build({ ...shared, entryPoints: ["src/css/widget.css"], outfile: out + "widget.css" });

for (const name of ["widget.js", "page.js", "widget.css"]) {
  const { length } = readFileSync(out + name);
  console.log(`${name} ${(length / 1024).toFixed(1)} KB`);
  if (length > LIMIT) throw new Error(`${name} is larger than ${LIMIT} bytes`);
}

await import("./build_workshop.mjs");
