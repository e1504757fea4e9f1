// The package must give what the command gives, byte for byte.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Cleaner, clean } from "../src/node.js";
import { commandReports, fixtures, run, temporary } from "./command.js";

const pages = fixtures();
const texts = [...pages.values()];

// What no fixture has: characters of two UTF-16 code units, Windows line ends, nothing, and several pages' length.
const article = pages.get([...pages.keys()].find((path) => path.startsWith("pages/en-")));
const extremes = ["", "\n\n", `😀 ${article}`, article.replaceAll("\n", "\r\n"), article.replaceAll("\n", " "), article.repeat(200)];

function sameAsCommand(options, args, inputs = texts) {
  const cleaner = new Cleaner(options);
  const expected = commandReports(inputs, args);
  let removals = 0;
  inputs.forEach((text, n) => {
    const { text: kept, removed } = cleaner.report(text);
    removals += removed.length;
    assert.deepEqual({ text: kept, removed }, expected[n], `text ${n}: ${text.slice(0, 60)}`);
  });
  cleaner.free();
  return removals;
}

test("every fixture is cleaned as the command cleans it", () => {
  assert.ok(sameAsCommand({}, []) > 1000);
  sameAsCommand({}, [], extremes);
});

test("clean returns the text of the command", () => {
  const text = texts.find((text) => text.includes("\n") && clean(text) !== text);
  assert.equal(clean(text), run(["clean", "--quiet", temporary("page.txt", text)]));
});

const options = [
  [{ languages: ["en"] }, ["--language", "en"]],
  [{ languages: ["ja", "de"] }, ["--language", "de,ja"]],
  [{ strictness: "careful", keep: ["byline", "credit"] }, ["--strictness", "careful", "--keep", "byline,credit"]],
  [{ strictness: "thorough", remove: ["correction"], minWords: 0 }, ["--strictness", "thorough", "--remove", "correction", "--min-words", "0"]],
  [{ preset: "archive" }, ["--preset", "archive"]],
  [{ strictness: "balanced", remove: ["byline"], preset: "read-aloud" }, ["--preset", "read-aloud", "--remove", "byline", "--strictness", "balanced"]],
  [{ only: ["newsletter", "share"] }, ["--only", "newsletter,share"]],
  [{ wholePage: "on" }, ["--whole-page", "on"]],
  [{ wholePage: "off", kind: "entries" }, ["--whole-page", "off", "--kind", "entries"]],
];
for (const [given, args] of options) {
  test(`options: ${JSON.stringify(given)}`, () => {
    sameAsCommand(given, args, texts.filter((_, n) => n % 3 === 0));
  });
}

const rules = {
  keep: ["share"],
  protect: ["(?i)\\bNEWSLETTER\\b", "\\p{Lu}\\w+ülle"],
  phrases: { newsletter: ["^ the ferry"], related: [{ phrase: "* the council", matches: ["What the council says"] }] },
  site: { "example.com": { keep: ["related"], phrases: { promo: ["* harbour"] } } },
};

test("rules files", () => {
  const file = temporary("rules.json", JSON.stringify(rules));
  assert.ok(sameAsCommand({ rules }, ["--rules", file]) > 1000);
  const expected = commandReports(texts, ["--rules", file, "--site", "www.example.com"]);
  const cleaner = new Cleaner({ rules }).forSite("www.example.com");
  texts.forEach((text, n) => assert.deepEqual(cleaner.report(text).removed, expected[n].removed));
});

test("learned sites", () => {
  const stories = texts.filter((text) => text.length > 1500).slice(0, 12);
  const footer = "\nThe lamp room of Elmsworth is open on Sundays from two to five\n";
  const records = stories.map((text) => JSON.stringify({ url: "https://example.com/a", text: text + footer })).join("\n");
  const learned = `${temporary("pages.jsonl", records)}.sites.json`;
  run(["learn", "--quiet", "--output", learned, learned.replace(".sites.json", "")]);
  const sites = JSON.parse(readFileSync(learned, "utf8"));
  const inputs = stories.map((text) => text + footer);
  const expected = commandReports(inputs, ["--sites", learned, "--site", "example.com"]);
  const cleaner = new Cleaner({ sites }).forSite("example.com");
  inputs.forEach((text, n) => assert.deepEqual(cleaner.report(text).removed, expected[n].removed));
  assert.ok(expected.some(({ removed }) => removed.some(({ evidence }) => evidence.includes("pages of this site"))));
});
