// Writes dev/out/index.html: a page with a made-up figure of every kind of panel, to look at while
// working on the front end. Run `npm run build && node dev/make.mjs`, then open it from file://.
import { build } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { figures } from "./samples.mjs";

const escape = (text) => text.replace(/</g, "\\u003c");
const decode = await build({ entryPoints: [new URL("../src/model/decode.ts", import.meta.url).pathname], bundle: true, format: "esm", write: false });
const { gridIndex, pick } = await import(`data:text/javascript,${encodeURIComponent(decode.outputFiles[0].text)}`);
const start = ({ axes, grid, position }) => ({ drawing: pick(grid, gridIndex(axes, position)) });
const figure = ({ grid, ...payload }) => `<figure class="nnbook-figure" id="${payload.name}" data-nnbook-figure>
<script type="application/json">${escape(JSON.stringify({ ...payload, ...start({ ...payload, grid }) }))}</script><div class="nnbook-mount"></div>
<script type="application/json" data-nnbook-grid>${escape(JSON.stringify(grid))}</script></figure>`;

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>nnbook front end: samples</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="../../../nnbook/widgets/static/widget.css">
<script defer src="../../../nnbook/widgets/static/page.js"></script>
<style>
body { margin: 0 auto; max-width: 780px; padding: 12px; font: 16px/1.5 system-ui, sans-serif; }
html[data-theme="dark"] { background: #121212; color: #ddd; --pst-color-background: #121212; }
figure { margin: 0 0 28px; }
</style></head><body><main><h1>Samples</h1>
${figures.map(figure).join("\n")}
</main><script>if (location.search.includes("dark")) document.documentElement.dataset.theme = "dark";
if (location.search.includes("light")) document.documentElement.dataset.theme = "light";</script></body></html>`;

const out = new URL("out/", import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL("index.html", out), page);
