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

/** A cleaner that a module has made already. `makeTracer` makes the same one in the module that has traces. */
class Made {
  constructor(instance, handle, makeTracer) {
    Object.assign(this, { instance, handle, makeTracer });
  }
}

/** The saved state of a learner. */
class Saved {
  constructor(text) {
    this.text = text;
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
    #makeTracer;
    /** The same cleaner in the module that has traces, once it was needed. */
    #tracer = null;

    constructor(options = {}) {
      if (options instanceof Made) {
        this.#instance = options.instance;
        this.#handle = options.handle;
        this.#makeTracer = options.makeTracer;
      } else {
        const all = pairs(options);
        const wanted = options.languages ?? source.languages();
        this.#instance = instance(wanted, all.some(([name]) => ofRules.includes(name)));
        this.#handle = this.#instance.newCleaner(all);
        this.#makeTracer = () => {
          const large = instance(wanted, true);
          return new Cleaner(new Made(large, large.newCleaner(all)));
        };
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

    trace(text) {
      if (typeof text !== "string") throw new TypeError("the text to trace must be a string");
      this.#open();
      if (!this.#instance.hasTraces) return (this.#tracer ??= this.#makeTracer()).trace(text);
      return this.#instance.trace(this.#open(), text);
    }

    forSite(host) {
      const handle = this.#instance.forSite(this.#open(), String(host));
      const makeTracer = this.#makeTracer;
      return new Cleaner(new Made(this.#instance, handle, () => makeTracer().forSite(host)));
    }

    free() {
      if (this.#handle === null) return;
      this.#tracer?.free();
      this.#tracer = null;
      handles.unregister(this);
      this.#instance.freeCleaner(this.#handle);
      this.#handle = null;
    }

    #open() {
      if (this.#handle === null) throw new Error("this cleaner was freed");
      return this.#handle;
    }
  }

  const learners = new FinalizationRegistry(({ instance, handle }) => instance.freeLearner(handle));

  class Learner {
    #instance;
    #handle;

    constructor(saved) {
      // Learning needs no phrases.
      this.#instance = instance([], true);
      this.#handle = this.#instance.newLearner(saved instanceof Saved ? saved.text : undefined);
      learners.register(this, { instance: this.#instance, handle: this.#handle }, this);
    }

    static load(saved) {
      if (typeof saved !== "string") throw new TypeError("a saved learner is a string");
      return new Learner(new Saved(saved));
    }

    observe(host, text) {
      if (typeof host !== "string" || typeof text !== "string") throw new TypeError("the host and the text must be strings");
      this.#instance.observe(this.#open(), host, text);
    }

    merge(other) {
      this.#instance.mergeLearners(this.#open(), other.#open());
    }

    sites() {
      return this.#instance.learnerSites(this.#open());
    }

    finish() {
      return JSON.parse(this.#instance.finishLearner(this.#open()));
    }

    save() {
      return this.#instance.saveLearner(this.#open());
    }

    free() {
      if (this.#handle === null) return;
      learners.unregister(this);
      this.#instance.freeLearner(this.#handle);
      this.#handle = null;
    }

    #open() {
      if (this.#handle === null) throw new Error("this learner was freed");
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

  return { Cleaner, Learner, categories, check, clean, presets, rules };
}
