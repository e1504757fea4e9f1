// Writes the playground, one file with all that it needs: dist/playground.html. `js/build` runs it.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { languages } from "../dist/languages.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

/** A module without its imports and exports: all modules become one. */
function inlined(path) {
  const code = read(path).replace(/^import .* from ".*";\n/gm, "").replace(/^export (?=const|class|function)/gm, "");
  if (/^(import|export)\b/m.test(code)) throw new Error(`${path}: an import or export that is not in one line`);
  return code;
}

const modules = ["../dist/languages.js", "../src/instance.js", "../src/api.js", "rules-text.js", "app.js"];
// A module that is part of another file must not end it.
const script = modules.map(inlined).join("\n").replaceAll("</script", "<\\/script");
const hash = createHash("sha256").update(script).digest("base64");

const packed = (id, content) =>
  `<script type="application/gzip" id="data-${id}">${gzipSync(content, { level: 9 }).toString("base64")}</script>`;
const phrases = Object.fromEntries(languages.map((language) => [language, read(`../dist/phrases/${language}.txt`)]));
const examples = {
  "An article with its page": read("../../examples/page.txt"),
  "A newspaper's page": read("../../fixtures/pages/en-local-newspaper-footbridge.in.txt"),
  "A German page": read("../../fixtures/pages/de-regionalzeitung-storch-bahnhof.in.txt"),
  "An Arabic page": read("../../fixtures/comment_form/ar-wordpress.in.txt"),
};
const data = [
  packed("module", readFileSync(new URL("../dist/dechaff-rules.wasm", import.meta.url))),
  packed("phrases", JSON.stringify(phrases)),
  packed("examples", JSON.stringify(examples)),
].join("\n");

const parts = {
  policy: `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
  "marks.css": read("../../cli/src/clean/marks.css"),
  "style.css": read("style.css"),
  version: JSON.parse(read("../package.json")).version,
  data,
  script,
};
const page = read("index.html").replace(/\{\{([\w.]+)\}\}/g, (_, name) => parts[name]);
writeFileSync(new URL("../dist/playground.html", import.meta.url), page);
console.log(`dist/playground.html: ${page.length} bytes`);
