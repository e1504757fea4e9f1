// What the package offers, over a source of modules and phrase files: js/src/node.js reads them from its folder, and
// js/src/web.js has those that were loaded.

import { languages } from "../dist/languages.js";
import { Instance } from "./instance.js";

/**
 * @typedef {object} Source
 * @property {() => string[]} languages The languages that are used unless the caller names some.
 * @property {(hasRules: boolean) => WebAssembly.Module} module The module that reads rules, or the one that does not.
 * @property {(language: string) => string | Uint8Array} phrases The phrase file of a language.
 */

const lists = ["keep", "remove", "only", "without"];
const values = ["preset", "strictness", "wholePage", "kind", "minWords"];
const ofRules = ["rules", "protect", "sites"];

/** The options as pairs of name and value. */
function pairs(options) {
  const out = [];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || name === "languages") continue;
    if (lists.includes(name) || name === "protect") {
      if (name === "only" && value.length === 0) out.push([name, ""]);
      for (const item of [value].flat()) out.push([name, String(item)]);
    } else if (values.includes(name)) {
      out.push([name, String(value)]);
    } else if (name === "rules") {
      for (const file of [value].flat()) out.push([name, JSON.stringify(file)]);
    } else if (name === "sites") {
      out.push([name, JSON.stringify(value)]);
    } else {
      const known = ["languages", ...lists, ...values, ...ofRules];
      throw new Error(`there is no option ${name}: use one of ${known.join(", ")}`);
    }
  }
  if (options.only && (options.keep || options.remove)) {
    throw new Error("option only: it names all categories that are removed, so it excludes keep and remove");
  }
  return out;
}

/** A cleaner that the module has made already. */
class Shared {
  constructor(instance, handle) {
    this.instance = instance;
    this.handle = handle;
  }
}

/** Returns what the package exports, over a source. @param {Source} source */
export function api(source) {
  /** The instances that are in use, by module and languages. @type {Map<string, WeakRef<Instance>>} */
  const instances = new Map();
  const modules = [];

  function instance(wanted, hasRules) {
    const names = [...new Set(wanted ?? source.languages())].sort();
    const unknown = names.find((name) => !languages.includes(name));
    if (unknown !== undefined) {
      throw new Error(`there are no phrases for the language \`${unknown}\`: use one of ${languages.join(", ")}`);
    }
    const module = source.module(hasRules);
    if (!modules.includes(module)) modules.push(module);
    const key = `${modules.indexOf(module)} ${names}`;
    let found = instances.get(key)?.deref();
    if (!found) {
      found = new Instance(module, names.map((name) => [name, source.phrases(name)]));
      instances.set(key, new WeakRef(found));
    }
    return found;
  }

  const handles = new FinalizationRegistry(({ instance, handle }) => instance.freeCleaner(handle));

  class Cleaner {
    #instance;
    #handle;

    constructor(options = {}) {
      if (options instanceof Shared) {
        this.#instance = options.instance;
        this.#handle = options.handle;
      } else {
        const all = pairs(options);
        this.#instance = instance(options.languages, all.some(([name]) => ofRules.includes(name)));
        this.#handle = this.#instance.newCleaner(all);
      }
      handles.register(this, { instance: this.#instance, handle: this.#handle }, this);
    }

    clean(text) {
      return this.report(text).text;
    }

    report(text) {
      if (typeof text !== "string") throw new TypeError("the text to clean must be a string");
      return this.#instance.report(this.#open(), text);
    }

    forSite(host) {
      return new Cleaner(new Shared(this.#instance, this.#instance.forSite(this.#open(), String(host))));
    }

    free() {
      if (this.#handle === null) return;
      handles.unregister(this);
      this.#instance.freeCleaner(this.#handle);
      this.#handle = null;
    }

    #open() {
      if (this.#handle === null) throw new Error("this cleaner was freed");
      return this.#handle;
    }
  }

  let defaultCleaner;
  let defaultLanguages;

  function clean(text) {
    const now = source.languages().join();
    if (defaultLanguages !== now) {
      defaultCleaner = new Cleaner();
      defaultLanguages = now;
    }
    return defaultCleaner.clean(text);
  }

  function check(rules, options = {}) {
    return instance(options.languages, true).check(JSON.stringify(rules));
  }

  function categories() {
    return instance(undefined, false).about.categories.map((category) => ({ ...category }));
  }

  function rules() {
    return [...instance(undefined, false).about.rules];
  }

  function presets() {
    return instance(undefined, false).about.presets.map((preset) => ({ ...preset, keep: [...preset.keep] }));
  }

  return { Cleaner, categories, check, clean, presets, rules };
}
