// Writes the phrase files of each language without comments and blank lines to dist/phrases/, and the list of the
// languages to dist/languages.js. `js/build` runs it.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const from = new URL("../src/lexicon/phrases/", import.meta.url);
const to = new URL("dist/phrases/", import.meta.url);
// The phrases of no language are compiled into the modules.
const names = readdirSync(from).filter((name) => name.endsWith(".txt") && name !== "all.txt").sort();

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
for (const name of names) {
  const lines = readFileSync(new URL(name, from), "utf8").split("\n");
  const kept = lines.filter((line) => line.trim() !== "" && !line.startsWith("//"));
  writeFileSync(new URL(name, to), kept.join("\n"));
}
const languages = names.map((name) => name.slice(0, -".txt".length));
writeFileSync(
  new URL("dist/languages.js", import.meta.url),
  `// Written by \`js/build\`.\nexport const languages = Object.freeze(${JSON.stringify(languages)});\n`,
);
