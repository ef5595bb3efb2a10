import assert from "node:assert/strict";
import test from "node:test";
import { notebook } from "../src/workshop/notebook";
import type { PageData } from "../src/workshop/page_data";
import { duration, finished, planned, since } from "../src/workshop/words";
import { workerModel } from "../src/workshop/worker_model";

test("a reader hears how long a cell takes only where it is long", () => {
  assert.equal(planned(0, 0.5), "Runs.");
  assert.equal(planned(1, 2), "Runs 1 cell above first.");
  assert.equal(planned(3, 41), "Runs 3 cells above first. Takes about 40 s here.");
  assert.equal(since(5400, 41), "Runs: 5 s of about 40 s.");
  assert.equal(since(5400, 1), "Runs: 5 s.");
  assert.equal(duration(200), "3 minutes");
});

test("the end says what ran, how it ended and what it took", () => {
  assert.equal(finished({ ok: true, first: [], milliseconds: 80 }), "Done.");
  assert.equal(finished({ ok: true, first: ["a"], milliseconds: 2400 }), "Ran 1 cell above first. Done. Took 2 s.");
  assert.equal(finished({ ok: false, first: ["a", "b"] }), "Ran 2 cells above first. Ended with an error.");
  assert.equal(finished({ ok: false, first: [], stopped: "Stopped." }), "Stopped.");
});

const page: PageData = {
  page: "01",
  title: "One",
  cells: [
    { id: "t", kind: "markdown", source: "# One\nText", metadata: {} },
    { id: "a", kind: "code", source: "x = 1\nx", metadata: { tags: ["hide-input"] } },
  ],
};

test("the notebook holds the reader's text, the book's where there is none, and what the book has no more", () => {
  const made = JSON.parse(notebook(page, { a: "x = 2\nx", gone: "y" })) as {
    nbformat: number;
    cells: Record<string, unknown>[];
  };
  assert.equal(made.nbformat, 4);
  assert.deepEqual(
    made.cells.map((cell) => [cell.id, cell.cell_type, cell.source]),
    [
      ["t", "markdown", ["# One\n", "Text"]],
      ["a", "code", ["x = 2\n", "x"]],
      ["gone", "code", ["y"]],
    ],
  );
  assert.deepEqual(made.cells[1].metadata, { tags: ["hide-input"], nnbook: "changed" });
  assert.equal("outputs" in made.cells[0], false);
});

/** A worker whose answers a test gives, one by one. */
function slowWorker() {
  const asked: { values: Record<string, unknown>; answer: (problem: string) => void }[] = [];
  const first = { position: { n: 0 }, answered: { n: 0 }, drawing: null, error: "" };
  const model = workerModel(first, (values) => new Promise((answer) => asked.push({ values, answer })));
  const turn = (n: number) => {
    model.set("position", { n });
    model.save_changes();
  };
  return { asked, model, turn };
}
const settled = () => new Promise((done) => setTimeout(done));

test("while Python computes one position only the newest waits for it", async () => {
  const { asked, model, turn } = slowWorker();
  [1, 2, 3].forEach(turn);
  assert.deepEqual(
    asked.map((one) => one.values),
    [{ position: { n: 1 } }],
  );
  assert.equal(model.get("busy"), true);
  asked[0].answer("");
  await settled();
  assert.deepEqual(asked[1].values, { position: { n: 3 } });
  asked[1].answer("");
  await settled();
  assert.equal(asked.length, 2);
  assert.equal(model.get("busy"), false);
});

test("what Python says is taken, but not a position that the reader has left", async () => {
  const { asked, model, turn } = slowWorker();
  const heard: string[] = [];
  for (const name of ["position", "drawing", "error"]) model.on(`change:${name}`, () => void heard.push(name));
  [1, 2].forEach(turn);
  model.take({ position: { n: 1 }, drawn: { n: 1 }, busy: false, answered: { n: 1 } });
  assert.deepEqual(model.get("position"), { n: 2 });
  assert.equal(model.get("busy"), true);
  assert.equal(model.get("answered"), undefined);
  asked[0].answer("");
  await settled();
  asked[1].answer("n = 2: choose from 1");
  await settled();
  assert.equal(model.get("error"), "n = 2: choose from 1");
  model.take({ position: { n: 0 } }); // moved by a cell
  assert.deepEqual(model.get("position"), { n: 0 });
  assert.deepEqual(heard, ["position", "position", "error", "position"]);
});

test("what is set together travels together, and Python's position is taken meanwhile", () => {
  const { asked, model } = slowWorker();
  model.set("steps", 7);
  model.set("curves", []);
  model.save_changes();
  assert.deepEqual(asked[0].values, { steps: 7, curves: [] });
  model.take({ position: { n: 5 } });
  assert.deepEqual(model.get("position"), { n: 5 });
});

test("a figure whose Python is gone says so and asks nobody", async () => {
  const { asked, model, turn } = slowWorker();
  model.end("stopped");
  turn(1);
  await settled();
  assert.equal(asked.length, 0);
  assert.equal(model.get("error"), "stopped");
});
