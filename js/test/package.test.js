// What is packed works in an empty project, the snippets of the README run, and the types are those of the code.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { categories, languages, presets, rules } from "../src/node.js";

const folder = fileURLToPath(new URL("..", import.meta.url));
const documents = ["README.md", "../docs/javascript.md"].map((name) => readFileSync(join(folder, name), "utf8"));
const types = readFileSync(join(folder, "src/index.d.ts"), "utf8");

/** A snippet as a program: each line `expression; // value` is checked. */
function program(snippet) {
  const lines = snippet.split("\n").map((line) => {
    const [, expression, value] = /^(.+); \/\/ (.+)$/.exec(line) ?? [];
    return expression ? `assert.deepEqual(${expression}, ${value});` : line;
  });
  return `import assert from "node:assert/strict";\n${lines.join("\n")}`;
}

test("the packed package works in an empty project", () => {
  const project = mkdtempSync(join(tmpdir(), "dechaff-project-"));
  const npm = (...args) => execFileSync("npm", [...args, "--silent", "--offline", "--no-audit", "--no-fund"], { cwd: project, encoding: "utf8" });
  const tarball = npm("pack", folder).trim().split("\n").pop();
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  npm("install", join(project, tarball));
  const node = (file, code, ...args) => {
    writeFileSync(join(project, file), code);
    return execFileSync(process.execPath, [...args, file], { cwd: project, encoding: "utf8" });
  };
  const snippets = [...documents.join("\n").matchAll(/^```js( web)?\n(.*?)^```/gms)];
  assert.equal(snippets.length, 6);
  // fetch of Node.js does not read files; that of browsers and Deno reads those beside the scripts.
  const fetchFiles = `import { readFile } from "node:fs/promises";
    globalThis.fetch = async (url) => new Response(await readFile(url));\n`;
  snippets.forEach(([, isWeb, code], n) => node(`snippet${n}.js`, (isWeb ? fetchFiles : "") + program(code)));
  // A snippet with a wrong value fails, so the values are compared.
  assert.throws(() => node("wrong.js", program(snippets[0][2].replace("// false", "// true"))), /AssertionError/);
  // CommonJS can load it too.
  assert.equal(node("load.cjs", `import("dechaff").then(({ clean }) => console.log(clean("Share this article") === ""));`), "true\n");
});

test("the types list what there is", () => {
  const names = (type) => [...new RegExp(`type ${type} =(.*?);`, "s").exec(types)[1].matchAll(/"([\w-]+)"/g)].map(([, name]) => name);
  assert.deepEqual(names("Category"), categories().map(({ name }) => name));
  assert.deepEqual(names("Language"), [...languages]);
  assert.deepEqual(categories().filter((category) => category.keptByDefault).map(({ name }) => name), ["correction", "notice"]);
  assert.deepEqual(names("Preset"), presets().map(({ name }) => name));
  assert.ok(rules().includes("phrases") && rules().includes("body"));
});
