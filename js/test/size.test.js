// Limits on what a page loads, and on the time to start.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";

import { languages } from "../dist/languages.js";
import { sizes, startTime } from "../measure.js";

// Some percent above what was measured. Without the sources of the standard library the modules are larger (js/build).
const MAX_GZIP_BYTES = { english: 215_000, all: 515_000 };
const MAX_PLAYGROUND_BYTES = 1_040_000;
// Above the 49 ms for English and 101 ms for all languages of a slow machine, because other programs run beside the tests.
const MAX_START_MS = { english: 120, all: 250 };

const isSmall = readFileSync(new URL("../dist/how-built.txt", import.meta.url), "utf8").includes("small");

test("size", { skip: !isSmall && "the modules were built without the sources of the standard library or wasm-opt" }, () => {
  assert.ok(sizes(["en"]).gzip <= MAX_GZIP_BYTES.english, JSON.stringify(sizes(["en"])));
  assert.ok(sizes(languages).gzip <= MAX_GZIP_BYTES.all, JSON.stringify(sizes(languages)));
});

test("the playground", { skip: !isSmall && "the modules are larger" }, () => {
  const { size } = statSync(new URL("../dist/playground.html", import.meta.url));
  assert.ok(size <= MAX_PLAYGROUND_BYTES, `${size} bytes`);
});

test("time to a first cleaned text in a new process", () => {
  const [english, all] = [startTime(["en"]), startTime(languages)];
  assert.ok(english <= MAX_START_MS.english, `${english} ms`);
  assert.ok(all <= MAX_START_MS.all, `${all} ms`);
});
