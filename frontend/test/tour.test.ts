// Every stop of the floor's tour, over ten seeds of the engine itself: what its question leads a reader to see is there.
import assert from "node:assert/strict";
import test from "node:test";
import spec from "../../nnbook/data/floor.json";
import { because, learned, seen, SEEDS, trained, type Seen } from "./floors";

test("sigmoid or ReLU: the gradient of the one vanishes, the other learns", () => {
  const { a, b } = seen("sigmoid or ReLU", 300);
  assert.equal(because(a, "vanished"), SEEDS);
  assert.ok(a.every(({ now }) => now.ratio < 1e-6));
  assert.equal(learned(b), SEEDS);
});

test("Xavier or He: thirty layers of ReLU learn from the one and not from the other", () => {
  const { a, b } = seen("Xavier or He", 150);
  assert.equal(because(a, "vanished", "dead"), SEEDS);
  assert.ok(learned(b) >= SEEDS - 1);
});

test("all zeros: every unit is its neighbor's twin, and no gradient comes through", () => {
  const { a, b } = seen("all zeros", 300);
  assert.equal(because(a, "twins"), SEEDS);
  assert.ok(a.every(({ now }) => !(now.ratio > 0)));
  assert.equal(learned(b), SEEDS);
});

test("twins: eight units that are one never solve XOR", () => {
  const { a, b } = seen("twins", 600);
  assert.equal(because(a, "twins"), SEEDS);
  assert.equal(learned(b), SEEDS);
});

test("a centered twin: with its half taken away the sigmoid learns", () => {
  const { a, b } = seen("a centered twin", 300);
  assert.ok(learned(a) <= 2);
  assert.equal(learned(b), SEEDS);
});

test("killed by the rate: ReLU networks die of it and stay dead, tanh lives and half of its networks still learn", () => {
  const { a, b } = seen("killed by the rate", 800);
  assert.ok(because(a, "dead") >= SEEDS - 1);
  assert.equal(learned(a), 0);
  assert.equal(because(b, "dead"), 0);
  assert.ok(learned(b) >= SEEDS / 2);
  assert.equal(b[1].verdict.state, "learned"); // the seed of the stop
});

test("two units, bad luck: two starts of ten do not find the way, eight units always do", () => {
  const { a, b } = seen("two units, bad luck", 1500);
  assert.ok(learned(a) >= 6 && learned(a) < SEEDS);
  assert.notEqual(a[9].verdict.state, "learned"); // the seed of the stop
  assert.equal(learned(b), SEEDS);
});

test("wrong labels: without dropout the loss on unseen data rises, with dropout more of them come out right", () => {
  const { a, b } = seen("wrong labels", 1200);
  const better = a.filter(({ now }, seed) => b[seed].now.unseen.accuracy > now.unseen.accuracy);
  assert.ok(better.length >= 8);
  assert.ok(a.filter(({ now }, seed) => b[seed].now.unseen.loss < now.unseen.loss).length >= 9);
  const rose = a.filter(({ now, points }) => now.unseen.loss > 1.3 * Math.min(...points.map((one) => one.unseen.loss)));
  assert.ok(rose.length >= 9);
});

test("fifty layers: added to what they were given they learn, alone they do not", () => {
  const { a, b } = seen("fifty layers", 120);
  assert.ok(learned(a) <= 1);
  assert.equal(learned(b), SEEDS);
});

test("a bad start mended: normalized, the small start learns; as it is, it does not", () => {
  const { a, b } = seen("a bad start mended", 250);
  assert.equal(because(a, "dead", "vanished"), SEEDS);
  assert.equal(learned(b), SEEDS);
});

test("every stop names knobs and values that there are", () => {
  const lane = new Map(spec.lane.map(([name, , values]) => [name as string, values]));
  const shared = new Map(spec.axes.map(([name, , values]) => [name as string, values]));
  for (const { name, position } of spec.tour) {
    for (const [knob, value] of Object.entries(position)) {
      const values = shared.get(knob) ?? lane.get(knob.slice(2));
      const fits =
        values === "1-50" ? Number(value) >= 1 && Number(value) <= 50 : (values as unknown[])?.includes(value);
      assert.ok(fits, `${name}: ${knob} = ${value}`);
    }
  }
});

test("the first page: eight units learn; straight lines cannot; two units depend on the start, and 9 is a bad one", () => {
  // As in book/intro.ipynb, where it plays so many steps by itself.
  const xor = { lanes: 1, a_depth: 1 };
  const right = (lane: Seen[]) => lane.map(({ now }) => now.train.accuracy);
  assert.ok(right(trained(xor, 1200).a).every((share) => share > 0.98));
  assert.ok(right(trained({ ...xor, a_activation: "identity" }, 1200).a).every((share) => share <= 0.76));
  const two = right(trained({ ...xor, a_width: 2 }, 1200).a);
  assert.ok(two[9] < 0.8);
  assert.ok(two.some((share) => share > 0.95));
});
