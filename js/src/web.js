// The package in browsers, Deno and workers: `init` loads modules and phrase files before they are used.

import { languages } from "../dist/languages.js";
import { api } from "./api.js";

export { languages };

const modules = new Map();
const phrases = new Map();

const missing = (what) => new Error(`${what} not loaded: \`await init(...)\` first`);

export const { Cleaner, Learner, categories, check, clean, presets, rules } = api({
  languages() {
    if (modules.size === 0) throw missing("dechaff is");
    return [...phrases.keys()].sort();
  },
  module(hasRules) {
    const module = modules.get(hasRules) ?? modules.get(true);
    if (!module) throw missing(hasRules ? "the module for rules (`rules: true`) is" : "dechaff is");
    return module;
  },
  phrases(language) {
    const text = phrases.get(language);
    if (text === undefined) throw missing(`the phrases of the language \`${language}\` are`);
    return text;
  },
});

async function load(name) {
  const response = await fetch(new URL(`../dist/${name}`, import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: status ${response.status}`);
  return response;
}

async function compile(given, name) {
  if (given instanceof WebAssembly.Module) return given;
  return WebAssembly.compile(given ?? (await (await load(name)).arrayBuffer()));
}

/** Loads the module, and the phrases of languages. */
export async function init(options = {}) {
  const wanted = options.languages ?? (options.phrases ? Object.keys(options.phrases) : languages);
  const hasRules = options.rules ?? false;
  const jobs = wanted
    .filter((language) => !phrases.has(language))
    .map(async (language) => {
      if (!languages.includes(language)) {
        throw new Error(`there are no phrases for the language \`${language}\`: use one of ${languages.join(", ")}`);
      }
      const text = options.phrases?.[language] ?? (await (await load(`phrases/${language}.txt`)).arrayBuffer());
      const file = typeof text === "string" ? text : new Uint8Array(text);
      return () => phrases.set(language, file);
    });
  if (!modules.has(hasRules) && !(modules.has(true) && !hasRules)) {
    const name = hasRules ? "dechaff-rules.wasm" : "dechaff.wasm";
    jobs.push(compile(options.module, name).then((module) => () => modules.set(hasRules, module)));
  }
  // Nothing is loaded unless everything is.
  for (const keep of await Promise.all(jobs)) keep();
}
