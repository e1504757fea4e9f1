// Prints the sizes of what a page loads, and the time to a first clean in a new process of Node.js.
// `node js/measure.js` after `js/build`; the test js/test/size.test.js sets limits.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { languages } from "./dist/languages.js";

const dist = (name) => readFileSync(new URL(`dist/${name}`, import.meta.url));
const scripts = ["api", "instance", "web"].map((name) => readFileSync(new URL(`src/${name}.js`, import.meta.url)));

/** The bytes of what is loaded for these languages: as they are, and compressed. */
export function sizes(wanted, module = "dechaff.wasm") {
  const files = [dist(module), ...scripts, ...wanted.map((language) => dist(`phrases/${language}.txt`))];
  const sum = (size) => files.reduce((sum, file) => sum + size(file), 0);
  return {
    plain: sum((file) => file.length),
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) => brotliCompressSync(file).length),
  };
}

/** The shortest time of several new processes from loading the package to a cleaned text, in milliseconds. */
export function startTime(wanted) {
  const script = fileURLToPath(new URL("test/start.js", import.meta.url));
  const times = Array.from({ length: 9 }, () => Number(execFileSync(process.execPath, [script, ...wanted])));
  return Math.min(...times);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const row = (...cells) => console.log(cells.map((cell, n) => (n ? String(cell).padStart(11) : cell.padEnd(24))).join(""));
  row("loaded", "bytes", "gzip", "brotli", "start (ms)");
  for (const [name, wanted, module] of [
    ["English", ["en"]],
    ["all languages", languages],
    ["all, and rules", languages, "dechaff-rules.wasm"],
  ]) {
    const { plain, gzip, brotli } = sizes(wanted, module);
    row(name, plain, gzip, brotli, module ? "" : startTime(wanted).toFixed(1));
  }
}
