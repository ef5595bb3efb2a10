// Linked figures: one knob turns both, as far as the other has it.
import assert from "node:assert/strict";
import test from "node:test";
import { joinGroup } from "../src/model/group";
import { pageModel } from "../src/model/page_model";
import type { Axis, Position } from "../src/model/types";

function member(group: string | null, position: Position, depths: number[]) {
  const axes: Axis[] = [{ name: "depth", label: "depth", kind: "range", values: depths }];
  const drawing = { panels: [], summary: "" };
  const model = pageModel({ name: "f", title: "", axes, position, drawing, presets: [], bindings: {}, group }, () =>
    Promise.resolve({ c: drawing }),
  );
  joinGroup(group, model);
  return model;
}

test("figures of a group share a knob, where both have the value", () => {
  const one = member("g", { depth: 1 }, [1, 2, 3]);
  const two = member("g", { depth: 1 }, [1, 3]);
  const stranger = member("h", { depth: 1 }, [1, 2, 3]);
  one.set("position", { depth: 3 });
  assert.deepEqual(two.get("position"), { depth: 3 });
  two.set("position", { depth: 1 });
  assert.deepEqual(one.get("position"), { depth: 1 });
  one.set("position", { depth: 2 });
  assert.deepEqual(two.get("position"), { depth: 1 });
  assert.deepEqual(stranger.get("position"), { depth: 1 });
});

test("figures without a group are independent", () => {
  const one = member(null, { depth: 1 }, [1, 2]);
  const two = member(null, { depth: 1 }, [1, 2]);
  one.set("position", { depth: 2 });
  assert.deepEqual(two.get("position"), { depth: 1 });
});
