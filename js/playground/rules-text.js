// Reads rules that somebody types: TOML, as far as rules files need it. It knows the line of each entry,
// so that problems can be shown there.

/** A problem of the text itself. */
export class RulesTextError extends Error {
  constructor(line, message) {
    super(message);
    this.line = line;
  }
}

/** The name under which the line of an entry is found. */
export const placeKey = (site, section, number) => `${site ?? ""}\n${section}\n${number}`;

/**
 * Reads the text. Returns the rules, and the line of each section and entry by `placeKey`.
 * @throws {RulesTextError}
 */
export function readRules(text) {
  return new Toml(text).read();
}

class Toml {
  #text;
  #at = 0;
  #rules = {};
  #lines = new Map();

  constructor(text) {
    this.#text = text;
  }

  read() {
    let table = [];
    for (;;) {
      this.#skip(true);
      if (this.#at === this.#text.length) return { rules: this.#rules, lines: this.#lines };
      if (this.#take("[")) {
        if (this.#peek() === "[") this.#fail("lists of tables are not used in rules files");
        table = this.#key();
        if (!this.#take("]")) this.#fail("`]` is missing behind the name of the table");
        this.#open(table);
      } else {
        const key = [...table, ...this.#key()];
        if (!this.#take("=")) this.#fail("`=` is missing behind the key");
        this.#set(key, this.#value(key));
      }
      this.#skip(false);
      if (this.#at < this.#text.length && !this.#take("\n")) this.#fail("the line should end here");
    }
  }

  /** The line of the place that is read, from 1. */
  get #line() {
    return this.#text.slice(0, this.#at).split("\n").length;
  }

  #fail(message) {
    throw new RulesTextError(this.#line, message);
  }

  #peek() {
    return this.#text[this.#at];
  }

  /** Skips spaces and comments, and with `lines` also line ends. */
  #skip(lines) {
    const blank = lines ? /(?:[ \t\r\n]|#[^\n]*)*/y : /(?:[ \t\r]|#[^\n]*)*/y;
    blank.lastIndex = this.#at;
    blank.exec(this.#text);
    this.#at = blank.lastIndex;
  }

  #take(mark) {
    this.#skip(false);
    if (this.#peek() !== mark) return false;
    this.#at++;
    return true;
  }

  #key() {
    const parts = [];
    do {
      this.#skip(false);
      const bare = /[\w-]+/y;
      bare.lastIndex = this.#at;
      const [word] = bare.exec(this.#text) ?? [];
      if (word) this.#at += word.length;
      else if (this.#peek() !== '"' && this.#peek() !== "'") this.#fail("a name should stand here");
      parts.push(word ?? this.#string());
    } while (this.#take("."));
    return parts;
  }

  #string() {
    const quote = this.#peek();
    const end = quote === "'" ? /'([^'\n]*)'/y : /"((?:[^"\\\n]|\\.)*)"/y;
    end.lastIndex = this.#at;
    const [all, inner] = end.exec(this.#text) ?? [];
    if (all === undefined) this.#fail(`the string has no end: ${quote} is missing`);
    this.#at += all.length;
    if (quote === "'") return inner;
    const letters = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\" };
    return inner.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g, (_, escape) => {
      if (escape.length > 1) return String.fromCodePoint(parseInt(escape.slice(1), 16));
      if (!(escape in letters)) this.#fail(`there is no escape \\${escape}: write \\\\, or a string in single quotes`);
      return letters[escape];
    });
  }

  /** Reads a value. `key` is where it stands. */
  #value(key) {
    this.#skip(false);
    const mark = this.#peek();
    if (mark === '"' || mark === "'") return this.#string();
    if (mark === "[") return this.#list(key);
    if (mark === "{") return this.#table();
    return this.#fail("a string, a list or a table should stand here");
  }

  #list(key) {
    this.#at++;
    const items = [];
    const [site, section] = key[0] === "site" ? [key[1], key.at(-1)] : [null, key.at(-1)];
    for (;;) {
      this.#skip(true);
      if (this.#take("]")) return items;
      this.#lines.set(placeKey(site, section, items.length + 1), this.#line);
      items.push(this.#value(key));
      this.#skip(true);
      if (!this.#take(",") && this.#peek() !== "]") this.#fail("`,` or `]` is missing behind the entry");
    }
  }

  #table() {
    this.#at++;
    const table = {};
    while (!this.#take("}")) {
      const [name] = this.#key();
      if (!this.#take("=")) this.#fail("`=` is missing behind the key");
      if (Object.hasOwn(table, name)) this.#fail(`the key ${name} occurs twice`);
      // The lines of examples are not needed: problems name the entry.
      const lines = this.#lines;
      this.#lines = new Map();
      table[name] = this.#value([name]);
      this.#lines = lines;
      if (!this.#take(",")) {
        this.#skip(false);
        if (this.#peek() !== "}") this.#fail("`,` or `}` is missing behind the value");
      }
    }
    return table;
  }

  #open(path) {
    let table = this.#rules;
    for (const name of path) {
      if (!Object.hasOwn(table, name)) Object.defineProperty(table, name, { value: {}, enumerable: true, writable: true });
      table = table[name];
      if (typeof table !== "object" || Array.isArray(table)) this.#fail(`${name} is no table`);
    }
    const [site, section] = path[0] === "site" ? [path[1], path[2]] : [null, path[0]];
    this.#lines.set(placeKey(site, section ?? "", 0), this.#line);
    return table;
  }

  #set(key, value) {
    const name = key.at(-1);
    const line = this.#line;
    const table = this.#open(key.slice(0, -1));
    if (Object.hasOwn(table, name)) this.#fail(`the key ${name} occurs twice`);
    Object.defineProperty(table, name, { value, enumerable: true, writable: true });
    const [site, section] = key[0] === "site" ? [key[1], name] : [null, name];
    this.#lines.set(placeKey(site, section, 0), line);
  }
}
