// The rules that somebody types into the playground.

import assert from "node:assert/strict";
import { test } from "node:test";

import { placeKey, readRules, RulesTextError } from "../playground/rules-text.js";

test("rules files in TOML are read, with the lines of their entries", () => {
  const { rules, lines } = readRules(`# of the gazette
keep = ["byline"]
protect = ['(?i)gazette\\w+', "a\\"b\\u00e9\\\\"]

[phrases]
newsletter = [
    "^ get the gazette by post", # a comment
    { phrase = "* sign up to ... post", matches = ["Sign up, today"], misses = ["They sign up."] },
]
"share" = ["= hand it on"]
[site."example.com".phrases]
promo = ["* harbour"]
[site."example.com"]
keep = []
`);
  assert.deepEqual(rules, {
    keep: ["byline"],
    protect: ["(?i)gazette\\w+", 'a"bé\\'],
    phrases: {
      newsletter: [
        "^ get the gazette by post",
        { phrase: "* sign up to ... post", matches: ["Sign up, today"], misses: ["They sign up."] },
      ],
      share: ["= hand it on"],
    },
    site: { "example.com": { phrases: { promo: ["* harbour"] }, keep: [] } },
  });
  const table = [
    [null, "keep", 1, 2], [null, "protect", 2, 3], [null, "newsletter", 1, 7], [null, "newsletter", 2, 8],
    [null, "share", 1, 10], ["example.com", "promo", 1, 12], [null, "newsletter", 0, 9], ["example.com", "keep", 0, 14],
  ];
  for (const [site, section, number, line] of table) {
    assert.equal(lines.get(placeKey(site, section, number)), line, `${site} ${section} ${number}`);
  }
  assert.deepEqual(readRules("").rules, {});
});

test("what cannot be read is named with its line", () => {
  const table = [
    ["\n[phrases", 2, /`\]` is missing/],
    ["keep = [\n  'byline'\n  'share'\n]", 3, /`,` or `\]` is missing/],
    ["keep = ['byline]", 1, /no end: ' is missing/],
    ["keep", 1, /`=` is missing/],
    ["keep = byline", 1, /a string, a list or a table/],
    ["keep = [] keep = []", 1, /should end here/],
    ["keep = []\nkeep = []", 2, /occurs twice/],
    ["[[site]]", 1, /lists of tables/],
    ['keep = ["\\w"]', 1, /no escape \\w/],
    ["= 3", 1, /a name should stand here/],
    ["keep = []\n[keep]", 2, /no table/],
    ["a = { b = 'c' d }", 1, /`,` or `}` is missing/],
  ];
  for (const [text, line, message] of table) {
    assert.throws(() => readRules(text), (error) => {
      assert.ok(error instanceof RulesTextError, `${text}: ${error}`);
      assert.equal(error.line, line, text);
      assert.match(error.message, message, text);
      return true;
    });
  }
  // A name that objects have anyway is a key as any other.
  assert.deepEqual(Object.keys(readRules("[__proto__]\na = 'b'").rules), ["__proto__"]);
});
