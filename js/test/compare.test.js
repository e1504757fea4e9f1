// The package must give what the command gives, byte for byte.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Cleaner, Learner, clean } from "../src/node.js";
import { commandAnnotations, commandReports, fixtures, run, temporary } from "./command.js";

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

/** What the command makes of a segment: the strongest vote, where a vote that removed counts more than any other. */
function annotation({ start, end, verdict, votes }) {
  const decided = (vote) => Number(vote.outcome === "removed");
  const cast = votes.filter((vote) => vote.outcome !== "vetoed");
  const isStronger = (a, b) => decided(a) - decided(b) || a.score - b.score;
  const best = cast.reduce((best, vote) => (best && isStronger(vote, best) <= 0 ? best : vote), null);
  const { category = null, score = 0, rule = null, evidence = null } = best ?? {};
  return { start, end, verdict, category, score, rule, evidence };
}

test("every segment of a trace is annotated as the command annotates it", () => {
  for (const [options, args] of [[{}, []], [{ rules }, ["--rules", temporary("rules.json", JSON.stringify(rules))]]]) {
    const cleaner = new Cleaner(options);
    const inputs = [...texts.filter((_, n) => n % 3 === 1), ...extremes];
    const expected = commandAnnotations(inputs, args);
    inputs.forEach((text, n) => {
      const { kind, segments } = cleaner.trace(text);
      assert.deepEqual(segments.map(annotation), expected[n], text.slice(0, 60));
      assert.equal(kind.kind, cleaner.report(text).kind);
    });
  }
});

test("a trace has the phrases and votes that the command explains", () => {
  // The command shows once what several languages share.
  const once = (items) => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  const cleaner = new Cleaner();
  for (const text of texts.filter((_, n) => n % 40 === 0)) {
    const lines = cleaner.trace(text).segments.flatMap(({ cues, votes }) => [
      ...once(cues).map(({ category, phrase }) => `cue  ${category}  ${phrase}`),
      ...once(votes).map((vote) =>
        vote.outcome === "vetoed"
          ? `veto  round ${vote.round}  ${vote.rule}  ${vote.category}  ${vote.evidence}`
          : `vote  round ${vote.round}  ${vote.rule}  ${vote.category} ${vote.score.toFixed(2)}  ${vote.evidence}`,
      ),
    ]);
    const explained = run(["explain", "--all", "--color", "never", temporary("page.txt", text)]).split("\n");
    const expected = explained.filter((line) => /^ {4}(cue|vote|veto) /.test(line)).map((line) => line.trim());
    assert.equal(lines.length, expected.length);
    lines.forEach((line, n) => assert.ok(expected[n].startsWith(line), `${line}\n${expected[n]}`));
  }
});

test("a learner learns what the command learns", () => {
  const stories = texts.filter((text) => text.length > 1500).slice(0, 12);
  const footer = (n) => `\nThe lamp room of Elmsworth is open on Sundays from ${n} to five 😀\n`;
  const crawl = stories.flatMap((text, n) =>
    ["example.com", "www.example.org", "three.example"].map((host, site) => [host, text + footer(site + (n % 2)) + footer(site)]),
  );
  const records = crawl.map(([host, text]) => JSON.stringify({ url: `https://${host}/a`, text })).join("\n");
  const input = temporary("pages.jsonl", records);
  run(["learn", "--quiet", "--output", `${input}.sites`, input]);
  const [whole, parts] = [new Learner(), [new Learner(), new Learner(), new Learner()]];
  crawl.forEach(([host, text], n) => {
    whole.observe(host, text);
    parts[n % 3].observe(host, text);
  });
  const file = readFileSync(`${input}.sites`, "utf8");
  assert.equal(JSON.stringify(whole.finish()), file.replaceAll("\n", ""));
  assert.deepEqual(whole.sites(), ["example.com", "example.org", "three.example"]);
  // Merged in another order, one of them after a journey as text.
  const merged = Learner.load(parts[2].save());
  merged.merge(parts[0]);
  merged.merge(parts[1]);
  assert.equal(JSON.stringify(merged.finish()), file.replaceAll("\n", ""));
  assert.equal(Learner.load(whole.save()).save(), whole.save());
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
