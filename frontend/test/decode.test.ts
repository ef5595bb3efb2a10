import assert from "node:assert/strict";
import test from "node:test";
import { gridIndex, pick, valueIndex, withValue, type Grid } from "../src/model/decode";
import { joinGroup } from "../src/model/group";
import { NOT_LOADED, pageModel, type Payload } from "../src/model/page_model";
import type { Axis, Drawing } from "../src/model/types";

const axes: Axis[] = [
  { name: "depth", label: "depth", kind: "range", values: [1, 2, 5] },
  { name: "w", label: "w", kind: "dial", low: -1, high: 1, step: 0.1 },
  { name: "kind", label: "kind", kind: "choice", values: ["a", "b"] },
];

test("pick undoes every rule of merge", () => {
  const grid: Grid = {
    d: {
      same: { c: [1, 2] },
      list: { l: [{ d: { x: { u: ["p", "q"], i: [0, 1, 0] } } }, { c: 7 }] },
      all: { u: [10, 20, 30] },
    },
  };
  assert.deepEqual(pick(grid, 0), { same: [1, 2], list: [{ x: "p" }, 7], all: 10 });
  assert.deepEqual(pick(grid, 1), { same: [1, 2], list: [{ x: "q" }, 7], all: 20 });
  assert.deepEqual(pick(grid, 2), { same: [1, 2], list: [{ x: "p" }, 7], all: 30 });
});

test("a null is a value like any other", () => assert.equal(pick({ u: [null, 1], i: [1, 0] }, 1), null));

test("the grid is row-major over the axes that are not dials", () => {
  assert.equal(gridIndex(axes, { depth: 1, w: 0.3, kind: "a" }), 0);
  assert.equal(gridIndex(axes, { depth: 1, w: 0.3, kind: "b" }), 1);
  assert.equal(gridIndex(axes, { depth: 5, w: 0.3, kind: "b" }), 5);
  assert.equal(gridIndex([axes[1]], { w: 1 }), 0);
});

test("a number that is not listed means the nearest", () => {
  assert.equal(valueIndex([1, 2, 5], 4), 2);
  assert.equal(valueIndex([1, 2, 5], -9), 0);
  assert.equal(valueIndex(["a", "b"], "c"), 0);
});

test("withValue copies the path and shares the rest", () => {
  const tree = { a: [{ b: 1 }, { b: 2 }], c: { d: 3 } };
  const changed = withValue(tree, ["a", 1, "b"], 9) as typeof tree;
  assert.deepEqual(changed, { a: [{ b: 1 }, { b: 9 }], c: { d: 3 } });
  assert.equal(tree.a[1].b, 2);
  assert.equal(changed.c, tree.c);
  assert.equal(changed.a[0], tree.a[0]);
});

const grid: Grid = { d: { summary: { u: ["0", "1", "2", "3", "4", "5"] }, panels: { c: [{ W: [0] }] } } };
const payload = (group: string | null = null): Payload => ({
  name: "f",
  title: "F",
  axes,
  position: { depth: 1, w: 0, kind: "a" },
  drawing: pick(grid, 0) as Drawing,
  presets: [],
  bindings: { w: [["panels", 0, "W", 0]] },
  group,
});
const there = () => Promise.resolve(grid);

test("the drawing at a position has the dials written in, and the grid stays as it was", async () => {
  const model = pageModel(payload(), there);
  await model.prepare();
  model.set("position", { depth: 5, w: 0.5, kind: "a" });
  assert.deepEqual(model.get("drawing"), { summary: "4", panels: [{ W: [0.5] }] });
  model.set("position", { depth: 1, w: 0, kind: "a" });
  assert.deepEqual(model.get("drawing"), { summary: "0", panels: [{ W: [0] }] });
});

test("the page's model draws on set, tells its listeners, and forgets those taken off", async () => {
  const model = pageModel(payload(), there);
  await model.prepare();
  const heard: string[] = [];
  const listener = () => heard.push(model.get("drawing")!.summary);
  model.on("change:drawing", listener);
  model.set("position", { depth: 2, w: 0, kind: "b" });
  model.off("change:drawing", listener);
  model.set("position", { depth: 5, w: 0, kind: "b" });
  assert.deepEqual(heard, ["3"]);
  assert.deepEqual(model.get("start"), { depth: 1, w: 0, kind: "a" });
});

test("before the grid is there, dials turn; other knobs wait for it, and the last turn wins", async () => {
  let arrive: (grid: Grid) => void = () => undefined;
  const model = pageModel(payload(), () => new Promise((done) => (arrive = done)));
  model.set("position", { depth: 1, w: 0.5, kind: "a" });
  assert.deepEqual([model.get("drawing"), model.get("busy")], [{ summary: "0", panels: [{ W: [0.5] }] }, false]);
  model.set("position", { depth: 2, w: 0.5, kind: "a" });
  model.set("position", { depth: 5, w: 0.7, kind: "b" });
  assert.deepEqual([model.get("drawing")!.summary, model.get("busy")], ["0", true]);
  assert.deepEqual(model.get("drawn"), { depth: 1, w: 0.5, kind: "a" });
  arrive(grid);
  await model.prepare();
  assert.deepEqual([model.get("drawing"), model.get("busy")], [{ summary: "5", panels: [{ W: [0.7] }] }, false]);
  assert.deepEqual(model.get("drawn"), { depth: 5, w: 0.7, kind: "b" });
});

test("a grid that does not come is said, asked for again, and the picture stays", async () => {
  let asked = 0;
  const model = pageModel(payload(), () => (asked++ ? there() : Promise.reject(new Error("offline"))));
  await model.prepare();
  assert.equal(model.get("error"), "", "nobody has missed it yet");
  asked = 0;
  model.set("position", { depth: 2, w: 0, kind: "a" });
  await model.prepare();
  assert.deepEqual([model.get("error"), model.get("busy"), model.get("drawing")!.summary], [NOT_LOADED, false, "0"]);
  model.set("position", { depth: 2, w: 0, kind: "b" });
  await model.prepare();
  assert.deepEqual([model.get("error"), model.get("drawing")!.summary], ["", "3"]);
});

test("figures of one group share knobs of one name, where the value exists; others keep to themselves", () => {
  const shared: Axis[] = [{ name: "depth", label: "depth", kind: "range", values: [2, 5] }];
  const other = pageModel({ ...payload("g"), axes: shared, position: { depth: 2 }, bindings: {} }, there);
  const [first, alone] = [pageModel(payload("g"), there), pageModel(payload(), there)];
  joinGroup("g", first);
  joinGroup("g", other);
  joinGroup(null, alone);
  first.set("position", { depth: 5, w: 0.1, kind: "b" });
  assert.deepEqual(other.get("position"), { depth: 5 });
  first.set("position", { depth: 1, w: 0.1, kind: "b" });
  assert.deepEqual(other.get("position"), { depth: 5 });
  other.set("position", { depth: 2 });
  assert.deepEqual(first.get("position"), { depth: 2, w: 0.1, kind: "b" });
  assert.deepEqual(alone.get("position"), { depth: 1, w: 0, kind: "a" });
});
