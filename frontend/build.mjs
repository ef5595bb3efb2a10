// Builds the committed files of nnbook/widgets/static, or the same in a folder that is named. The output
// depends on the source and the locked packages alone: no time stamps, no paths, so CI can build again and compare.
import { build } from "esbuild";
import { readFileSync } from "node:fs";

const LIMITS = {
  "widget.js": 120,
  "page.js": 120,
  "widget.css": 20,
  "floor.js": 45,
  "floor_widget.js": 160,
  "floor.css": 5,
}; // KB
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

/** The floor's worker travels as text: from file:// a browser starts no worker out of a file. */
const workers = {
  name: "workers",
  setup(bundler) {
    bundler.onResolve({ filter: /^floor-worker$/ }, () => ({ path: "src/floor/worker.ts", namespace: "worker" }));
    bundler.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => {
      const made = await build({ ...shared, entryPoints: [path], format: "iife", write: false });
      return { contents: made.outputFiles[0].text, loader: "text" };
    });
  },
};
/** What page.js carries already is taken from it. */
const fromPage = {
  name: "from-page",
  setup(bundler) {
    bundler.onResolve({ filter: /\/shared$/ }, () => ({ path: "shared", namespace: "page" }));
    bundler.onLoad({ filter: /.*/, namespace: "page" }, () => ({ contents: "module.exports = self.nnbookShared" }));
  },
};
/** A style sheet as text, made small. */
const styles = {
  name: "styles",
  setup(bundler) {
    bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const made = await build({ ...shared, entryPoints: [path], write: false });
      return { contents: made.outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

await build({ ...shared, banner, entryPoints: ["src/widget.ts"], format: "esm", outfile: out + "widget.js" });
await build({ ...shared, banner, entryPoints: ["src/page.ts"], format: "iife", outfile: out + "page.js" });
const floor = { ...shared, entryPoints: ["src/floor_page.ts"], format: "iife", outfile: out + "floor.js" };
await build({ ...floor, plugins: [workers, styles, fromPage] });
const lab = { ...shared, banner, entryPoints: ["src/floor_widget.ts"], format: "esm" };
await build({ ...lab, outfile: out + "floor_widget.js", plugins: [workers] });
await build({ ...shared, entryPoints: ["src/css/floor.css"], outfile: out + "floor.css" });
await build({ ...shared, entryPoints: ["src/css/widget.css"], outfile: out + "widget.css" });

for (const [name, limit] of Object.entries(LIMITS)) {
  const size = readFileSync(out + name).length / 1024;
  console.log(`${name} ${size.toFixed(1)} KB`);
  if (size > limit) throw new Error(`${name} is larger than ${limit} KB`);
}

await import("./build_workshop.mjs");
