// The package in Node.js: modules and phrase files are read from its folder when they are first needed.

import { readFileSync } from "node:fs";

import { languages } from "../dist/languages.js";
import { api } from "./api.js";

export { languages };

const read = (name) => readFileSync(new URL(`../dist/${name}`, import.meta.url));
const modules = new Map();
let wanted = languages;

export const { Cleaner, Learner, categories, check, clean, presets, rules } = api({
  languages: () => wanted,
  module(hasRules) {
    const name = hasRules ? "dechaff-rules.wasm" : "dechaff.wasm";
    if (!modules.has(name)) modules.set(name, new WebAssembly.Module(read(name)));
    return modules.get(name);
  },
  phrases: (language) => read(`phrases/${language}.txt`),
});

/** The same as in browsers, where it must be called first. Here it only sets the languages. */
export async function init(options = {}) {
  if (options.languages) wanted = [...options.languages].sort();
}
