// Errors, memory, and what no option of the command has.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Cleaner, Learner, check, clean, init, rules } from "../src/node.js";
import { Instance } from "../src/instance.js";
import * as web from "../src/web.js";
import { fixtures } from "./command.js";

const page = fixtures().get("pages/en-local-newspaper-footbridge.in.txt");

test("errors say what is wrong and what to do", () => {
  const table = [
    [{ languages: ["xx"] }, /no phrases for the language `xx`: use one of ar, cs/],
    [{ keep: ["newsleter"] }, /no category `newsleter`; the nearest is `newsletter`/],
    [{ strictness: "strict" }, /option strictness: `strict`: expected careful, balanced, thorough/],
    [{ minWords: "many" }, /option minWords: `many`: expected a number/],
    [{ without: ["nothing"] }, /no shipped rule or pass `nothing`/],
    [{ strict: true }, /there is no option strict: use one of languages, keep/],
    [{ only: ["share"], keep: ["byline"] }, /option only: it names all categories/],
    [{ protect: ["("] }, /pattern `\(`: regex parse error/],
    [{ rules: { phrases: { share: ["share"] } } }, /section \[share\], entry 1: phrase `share`: no mark/],
    [{ rules: { phrases: { share: ["^ the"] } } }, /common words only/],
    [{ sites: { version: 0, sites: {} } }, /version 0 of learned sites/],
  ];
  for (const [options, message] of table) assert.throws(() => new Cleaner(options), message, JSON.stringify(options));
  assert.throws(() => clean(undefined), TypeError);
  const cleaner = new Cleaner();
  cleaner.free();
  cleaner.free();
  assert.throws(() => cleaner.clean(page), /was freed/);
});

test("traces and learners say what is wrong", () => {
  assert.throws(() => new Cleaner().trace(1), TypeError);
  assert.throws(() => new Learner().observe("example.com"), TypeError);
  assert.throws(() => Learner.load({}), TypeError);
  assert.throws(() => Learner.load("{}"), /missing field/);
  const learner = new Learner();
  assert.deepEqual(learner.finish(), { version: 1, sites: {} });
  learner.free();
  learner.free();
  assert.throws(() => learner.sites(), /learner was freed/);
});

test("a cleaner traces after the one that it was made from was freed", () => {
  const parent = new Cleaner({ languages: ["en"] });
  const ofSite = parent.forSite("example.com");
  const expected = parent.trace(page);
  parent.free();
  assert.throws(() => parent.trace(page), /was freed/);
  assert.deepEqual(ofSite.trace(page), expected);
  assert.ok(expected.segments.some(({ verdict }) => verdict === "removed"));
});

test("the findings of a rules file have a place", () => {
  const findings = check({ phrases: { share: ["= tell a neighbour", { phrase: "^ hand it on", matches: ["They hand it on"] }] } });
  assert.equal(findings.length, 1);
  const [{ site, section, number, entry, problem, advice }] = findings;
  assert.deepEqual([site, section, number, entry], [null, "share", 2, "^ hand it on"]);
  assert.match(problem, /does not match its example/);
  assert.match(advice, /correct the phrase/);
  assert.throws(() => check({ phrase: {} }), /unknown key `phrase`/);
  // Shipped phrases are known, although they are loaded.
  assert.match(check({ phrases: { share: ["= share this article"] } })[0].problem, /shipped/);
});

test("a rule can be switched off, and only all categories are kept", () => {
  assert.ok(rules().every((name) => new Cleaner({ languages: ["en"], without: [name] }).clean(page).length > 0));
  const removed = new Cleaner({ languages: ["en"], without: ["phrases"] }).report(page).removed;
  assert.ok(removed.every(({ rule }) => rule !== "phrases"));
  assert.equal(new Cleaner({ only: [] }).clean(page), page);
});

test("spared removals are reported, and the kind of the text", () => {
  const brief = "The quay of Elmsworth reopens on Monday.\nShare this article\nRelated articles\n" +
    "Why the herring came back to Elmsworth\nTen old quays that you can walk to\n";
  assert.equal(new Cleaner().report(brief).spared.length, 2);
  assert.equal(new Cleaner({ minWords: 0 }).report(brief).spared.length, 0);
  assert.equal(new Cleaner({ kind: "entries" }).report(page).kind, "entries");
});

test("a lone surrogate is kept as it is", () => {
  const article = `The council\ud83d met on Monday, and the vote on the old harbour went to the mayor.\n`;
  assert.equal(clean(`${article}Share this article\n`), article);
});

test("memory does not grow with the number of texts and cleaners", () => {
  const files = [["en", readFileSync(new URL("../dist/phrases/en.txt", import.meta.url))]];
  const instance = new Instance(new WebAssembly.Module(readFileSync(new URL("../dist/dechaff.wasm", import.meta.url))), files);
  const round = () => {
    const cleaner = instance.newCleaner([]);
    const site = instance.forSite(cleaner, "example.com");
    for (let n = 0; n < 20; n++) instance.report(site, page);
    instance.freeCleaner(cleaner);
    instance.freeCleaner(site);
    return instance.memoryBytes;
  };
  const bytes = Math.max(...Array.from({ length: 10 }, round));
  assert.equal(Math.max(...Array.from({ length: 50 }, round)), bytes);
});

test("the entry point for browsers asks to be initialised", () => {
  assert.throws(() => web.clean(page), /dechaff is not loaded: `await init/);
});

test("init sets the default languages", async () => {
  const german = fixtures().get("pages/de-regionalzeitung-storch-bahnhof.in.txt");
  const all = clean(german);
  await init({ languages: ["en"] });
  assert.notEqual(clean(german), all);
  await init({ languages: ["de", "en"] });
  assert.equal(clean(german), new Cleaner({ languages: ["en", "de"] }).clean(german));
});
