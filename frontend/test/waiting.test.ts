// Whether a silent kernel is noticed, on a model that answers when the test says so.
import assert from "node:assert/strict";
import test from "node:test";
import type { Model, Position } from "../src/model/types";
import { NO_ANSWER, watchKernel } from "../src/model/waiting";

function kernelModel(state: Record<string, unknown>) {
  const listeners: Record<string, Set<() => void>> = {};
  const model = {
    get: (key: string) => state[key] as never,
    set(key: string, value: unknown) {
      state[key] = value;
      listeners[`change:${key}`]?.forEach((listener) => listener());
    },
    save_changes: () => undefined,
    on: (event: string, listener: () => void) => void (listeners[event] ??= new Set()).add(listener),
    off: (event: string, listener: () => void) => void listeners[event]?.delete(listener),
  };
  return {
    model: model as Model,
    set: (key: string, value: unknown) => model.set(key, value),
    count: () => Object.values(listeners).reduce((sum, { size }) => sum + size, 0),
  };
}

const at = (n: number): Position => ({ n });

test("a kernel that says nothing is noticed, and forgiven when it answers", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { model, set } = kernelModel({ position: at(0), answered: at(0), busy: false });
  let changes = 0;
  const waiting = watchKernel(model, () => changes++);
  assert.equal(waiting.now(), false);
  set("position", at(1));
  assert.equal(waiting.now(), true);
  t.mock.timers.tick(3999);
  assert.equal(waiting.message(), "");
  t.mock.timers.tick(1);
  assert.equal(waiting.message(), NO_ANSWER);
  set("position", at(2)); // still no answer: the message stays
  assert.equal(waiting.message(), NO_ANSWER);
  set("answered", at(2));
  assert.equal(waiting.message(), "");
  assert.equal(changes, 2);
});

test("a kernel that has begun to compute is given more time", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { model, set } = kernelModel({ position: at(0), answered: at(0), busy: false });
  const waiting = watchKernel(model, () => undefined);
  set("position", at(1));
  set("busy", true);
  t.mock.timers.tick(20_000);
  assert.equal(waiting.message(), "");
  t.mock.timers.tick(10_000);
  assert.equal(waiting.message(), NO_ANSWER);
});

test("a page waits for nobody, and nothing is left behind", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = kernelModel({ position: at(0) });
  const waiting = watchKernel(page.model, () => assert.fail("nothing to say"));
  page.set("position", at(1));
  t.mock.timers.tick(60_000);
  assert.equal(waiting.now(), false);
  waiting.stop();
  assert.equal(page.count(), 0);
});
