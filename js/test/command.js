// Runs the command and reads what it wrote, with spans in UTF-16 code units as in this package.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.DECHAFF ?? join(root, "target/release/dechaff");

/** The texts of all fixtures, by path. */
export function fixtures() {
  const out = new Map();
  const folder = join(root, "fixtures");
  for (const category of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const name of readdirSync(join(folder, category.name))) {
      if (name.endsWith(".in.txt")) {
        const path = `${category.name}/${name}`;
        out.set(path, readFileSync(join(folder, path), "utf8"));
      }
    }
  }
  return out;
}

/** Runs the command and returns what it prints. */
export function run(args, input = "") {
  if (!existsSync(program)) throw new Error(`${program} is missing: cargo build --release -p dechaff-cli`);
  return execFileSync(program, args, { input, maxBuffer: 1 << 30, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
}

/** The offsets in UTF-16 code units of offsets in bytes of UTF-8, which are sorted. */
function utf16(text, offsets) {
  const bytes = Buffer.from(text);
  let [at, units] = [0, 0];
  return offsets.map((offset) => {
    units += bytes.toString("utf8", at, offset).length;
    at = offset;
    return units;
  });
}

/** Cleans texts with the command. Returns the cleaned text and the removed spans of each. */
export function commandReports(texts, args) {
  const records = texts.map((text) => JSON.stringify({ text })).join("\n");
  const lines = run(["clean", "--jsonl", "--quiet", ...args, "-"], records).trimEnd().split("\n");
  return lines.map((line, n) => {
    const { text, removed } = JSON.parse(line);
    const offsets = utf16(texts[n], removed.flatMap(({ start, end }) => [start, end]));
    return { text, removed: removed.map((removal, i) => ({ ...removal, start: offsets[2 * i], end: offsets[2 * i + 1] })) };
  });
}

/** The segments of texts as the command annotates them. */
export function commandAnnotations(texts, args) {
  const records = texts.map((text) => JSON.stringify({ text })).join("\n");
  const lines = run(["clean", "--jsonl", "--annotate", "--quiet", ...args, "-"], records).trimEnd().split("\n");
  return lines.map((line, n) => {
    const { segments } = JSON.parse(line);
    const offsets = utf16(texts[n], segments.flatMap(({ start, end }) => [start, end]));
    return segments.map((segment, i) => ({ ...segment, start: offsets[2 * i], end: offsets[2 * i + 1] }));
  });
}

/** Writes a file into a new folder and returns its path. */
export function temporary(name, content) {
  const path = join(mkdtempSync(join(tmpdir(), "dechaff-")), name);
  writeFileSync(path, content);
  return path;
}
