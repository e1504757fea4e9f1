// An instance of the WebAssembly module with the phrases of some languages. js/wasm/src/lib.rs says how arguments and
// results are passed.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Reads numbers and strings from the output of the module. */
class Reader {
  #view;
  #at;

  constructor(buffer, at, length) {
    this.#view = new DataView(buffer, at, length);
    this.#at = 0;
  }

  number() {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  /** A number with 24 binary digits, as the shortest decimal number that stands for it. */
  float() {
    this.#at += 4;
    const value = this.#view.getFloat32(this.#at - 4, true);
    for (let digits = 1; digits < 9; digits++) {
      const short = Number(value.toPrecision(digits));
      if (Math.fround(short) === value) return short;
    }
    return value;
  }

  string() {
    const length = this.number();
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#at, length);
    this.#at += length;
    return decoder.decode(bytes);
  }

  /** A list: its length, and each item as `item` reads it. */
  list(item) {
    return Array.from({ length: this.number() }, () => item(this));
  }
}

/** The bytes of strings, each after its length. */
function stringBytes(strings) {
  const encoded = strings.map((string) => encoder.encode(string));
  const bytes = new Uint8Array(encoded.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of encoded) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

export class Instance {
  #exports;
  /** What the module says about itself. */
  about;

  /**
   * @param {WebAssembly.Module} module
   * @param {[string, string | Uint8Array][]} phrases The code of each language with its phrase file, as text or as bytes
   * in UTF-8.
   */
  constructor(module, phrases) {
    this.#exports = new WebAssembly.Instance(module).exports;
    for (const file of phrases) {
      const parts = file.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
      this.#exports.add_language(...parts.flatMap((part) => this.#pass(part)));
    }
    this.#check(this.#exports.load_languages());
    this.#exports.about();
    const read = this.#output();
    this.about = {
      categories: read.list(() => ({
        name: read.string(),
        description: read.string(),
        keptByDefault: read.number() === 1,
      })),
      rules: read.list(() => read.string()),
      presets: read.list(() => ({
        name: read.string(),
        description: read.string(),
        strictness: read.string(),
        keep: read.list(() => read.string()),
      })),
    };
  }

  /** Builds a cleaner from pairs of option and value, and returns its address. */
  newCleaner(pairs) {
    return this.#check(this.#exports.new_cleaner(...this.#pass(stringBytes(pairs.flat()))));
  }

  forSite(cleaner, host) {
    return this.#exports.for_site(cleaner, ...this.#pass(stringBytes([host])));
  }

  freeCleaner(cleaner) {
    this.#exports.free_cleaner(cleaner);
  }

  report(cleaner, text) {
    this.#exports.report(cleaner, ...this.#pass(encoder.encode(text)));
    const read = this.#output();
    const removal = () => ({
      start: read.number(),
      end: read.number(),
      category: this.about.categories[read.number()].name,
      score: read.float(),
      rule: read.string(),
      evidence: read.string(),
    });
    const kind = read.string();
    const removed = read.list(removal);
    const spared = read.list(removal);
    let kept = "";
    let at = 0;
    for (const { start, end } of removed) {
      kept += text.slice(at, start);
      at = end;
    }
    return { text: at === 0 ? text : kept + text.slice(at), removed, spared, kind };
  }

  /** Whether the module has traces. */
  get hasTraces() {
    return "trace" in this.#exports;
  }

  /** Cleans a text and returns the trace. */
  trace(cleaner, text) {
    this.#check(this.#exports.trace(cleaner, ...this.#pass(encoder.encode(text))));
    return JSON.parse(this.#output().string());
  }

  /** Creates a learner, of nothing or of what `saveLearner` returned, and returns its address. */
  newLearner(saved) {
    if (saved === undefined) return this.#exports.new_learner();
    return this.#check(this.#exports.load_learner(...this.#pass(encoder.encode(saved))));
  }

  observe(learner, host, text) {
    this.#exports.observe(learner, ...this.#pass(stringBytes([host, text])));
  }

  mergeLearners(learner, other) {
    this.#exports.merge_learners(learner, other);
  }

  learnerSites(learner) {
    this.#exports.learner_sites(learner);
    return this.#output().list((read) => read.string());
  }

  /** What recurs, as JSON. */
  finishLearner(learner) {
    this.#check(this.#exports.finish_learner(learner));
    return this.#output().string();
  }

  /** All that the learner holds, as JSON. */
  saveLearner(learner) {
    this.#check(this.#exports.save_learner(learner));
    return this.#output().string();
  }

  freeLearner(learner) {
    this.#exports.free_learner(learner);
  }

  check(json) {
    this.#check(this.#exports.check(...this.#pass(encoder.encode(json))));
    const read = this.#output();
    return read.list(() => ({
      site: read.string() || null,
      section: read.string(),
      number: read.number(),
      entry: read.string(),
      problem: read.string(),
      advice: read.string(),
    }));
  }

  /** The size of its memory, in bytes. */
  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Copies bytes into a block that the module takes over. Returns its address and its length. */
  #pass(bytes) {
    const block = this.#exports.alloc(bytes.length);
    new Uint8Array(this.#exports.memory.buffer, block, bytes.length).set(bytes);
    return [block, bytes.length];
  }

  #output() {
    const { memory, output, output_len } = this.#exports;
    // An address is a number without a sign.
    return new Reader(memory.buffer, output() >>> 0, output_len() >>> 0);
  }

  #check(value) {
    if (value === 0) throw new Error(this.#output().string());
    return value;
  }
}
