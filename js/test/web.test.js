// The entry point for browsers, in a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Browser, serve } from "./browser.js";
import { commandReports, fixtures } from "./command.js";

test("a browser cleans every fixture as the command does", async (t) => {
  const browser = await Browser.start();
  if (!browser) return t.skip("chromedriver does not start");
  const server = await serve(fileURLToPath(new URL("..", import.meta.url)));
  try {
    await browser.open(server.url);
    const texts = [...fixtures().values()];
    const clean = (languages, text) => `import("/src/web.js").then(async ({ init, Cleaner }) => {
      await init({ languages: ${JSON.stringify(languages)} });
      const cleaner = new Cleaner();
      return ${text}.map((text) => {
        const { text: kept, removed } = cleaner.report(text);
        return { text: kept, removed };
      });
    })`;
    const got = await browser.evaluate(clean(undefined, JSON.stringify(texts)));
    const expected = commandReports(texts, []);
    texts.forEach((_, n) => assert.deepEqual(got[n], expected[n]));

    // Languages are loaded one after the other, and only those that are asked for.
    await browser.open(server.url);
    const english = ["Share this article\n", "Teile diesen Artikel\n"];
    assert.deepEqual((await browser.evaluate(clean(["en"], JSON.stringify(english)))).map(({ text }) => text), ["", english[1]]);
    const loaded = `performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.endsWith(".txt")).length`;
    assert.equal(await browser.evaluate(loaded), 1);
    assert.deepEqual((await browser.evaluate(clean(["de"], JSON.stringify(english)))).map(({ text }) => text), ["", ""]);
    assert.equal(await browser.evaluate(loaded), 2);

    // Rules need the larger module.
    const withRules = (options) => `import("/src/web.js").then(async ({ init, Cleaner }) => {
      await init({ languages: ["en"], ...${JSON.stringify(options)} });
      return new Cleaner({ protect: ["(?i)ARTICLE"] }).clean("Share this article\\n");
    })`;
    await assert.rejects(browser.evaluate(withRules({})), /the module for rules \(`rules: true`\) is not loaded/);
    assert.equal(await browser.evaluate(withRules({ rules: true })), "Share this article\n");

    // In a worker.
    const worker = `new Promise((resolve, reject) => {
      const code = 'import("${server.url}src/web.js").then(async ({ init, clean }) => { await init({ languages: ["en"] }); postMessage(clean("Share this article\\\\n")); }, (e) => postMessage(String(e)));';
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
    })`;
    assert.equal(await browser.evaluate(worker), "");
    assert.deepEqual(await browser.console(), []);
  } finally {
    server.stop();
    await browser.stop();
  }
});
