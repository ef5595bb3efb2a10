import assert from "node:assert/strict";
import test from "node:test";
import { decodeKey, pieces } from "../src/quiz";

test("a key holds remarks in any script", () => {
  const remarks = [
    { why: "σ′ ≤ 1/4 (기울기 소실)", right: true },
    { why: "no", right: false },
  ];
  const key = Buffer.from(JSON.stringify(remarks), "utf-8").toString("base64");
  assert.deepEqual(decodeKey(key), remarks);
});

test("backticks set code, and markup stays text", () => {
  assert.deepEqual(pieces("`X @ W` is <b>one</b> product"), [
    { text: "X @ W", code: true },
    { text: " is <b>one</b> product", code: false },
  ]);
  assert.deepEqual(pieces("plain"), [{ text: "plain", code: false }]);
});
