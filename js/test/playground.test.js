// The playground, opened from a file in a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL, fileURLToPath } from "node:url";

import { Browser } from "./browser.js";
import { commandReports, fixtures, run, temporary } from "./command.js";

const url = pathToFileURL(fileURLToPath(new URL("../dist/playground.html", import.meta.url))).href;
const page = fixtures().get("pages/en-local-newspaper-footbridge.in.txt");

/** Runs a test with an open playground. */
function withPlayground(name, body) {
  test(name, async (t) => {
    const browser = await Browser.start();
    if (!browser) return t.skip("chromedriver does not start");
    const open = async (link = "", width = 1400, scheme = "light") => {
      // Only the part behind `#` would change otherwise, and the page would stay open.
      await browser.open("about:blank", width, scheme);
      await browser.open(url + link, width, scheme);
      await browser.until('document.body.dataset.ready === "yes"');
    };
    try {
      await open();
      await body(browser, open);
      assert.deepEqual(await browser.console(), []);
    } finally {
      await browser.stop();
    }
  });
}

/** Sets the value of a control as somebody who types it, and waits until it was taken over. */
async function set(browser, id, value) {
  const event = id === "text" || id === "rules" || id === "site" || id === "minWords" ? "input" : "change";
  await browser.evaluate(`(document.getElementById("${id}").value = ${JSON.stringify(value)},
    document.getElementById("${id}").dispatchEvent(new Event("${event}")), new Promise((done) => setTimeout(done, 300)))`);
}

const result = (browser) => browser.evaluate('[...document.querySelectorAll("#result p")].map((line) => line.textContent)');
const text = (browser, css) => browser.evaluate(`document.querySelector(${JSON.stringify(css)}).textContent`);
const lines = (kept) => kept.split("\n").filter((line) => line !== "");

withPlayground("it shows what the command returns, with its settings", async (browser, open) => {
  const table = [
    ["", []],
    ["#preset=archive", ["--preset", "archive"]],
    ["#preset=rag&keep=share&remove=byline&minWords=0", ["--preset", "rag", "--keep", "share", "--remove", "byline", "--min-words", "0"]],
    ["#strictness=thorough&kind=article&wholePage=off&languages=de,en", ["--strictness", "thorough", "--kind", "article", "--whole-page", "off", "--language", "en,de"]],
  ];
  for (const [link, args] of table) {
    await open(link);
    await set(browser, "text", page);
    const [expected] = commandReports([page], args);
    await browser.click("[name=view][value=cleaned] + span");
    assert.deepEqual(await result(browser), lines(expected.text), link);
    // The command that it shows does the same.
    const shown = (await text(browser, "#command")).split(" ").slice(2);
    assert.equal(run(["clean", "--quiet", ...shown, temporary("page.txt", page)]), expected.text, shown.join(" "));
    await browser.click("[name=view][value=marked] + span");
    const marked = await browser.evaluate('[...document.querySelectorAll("#result del > .text")].map((mark) => mark.textContent)');
    assert.deepEqual(marked, expected.removed.flatMap(({ start, end }) => lines(page.slice(start, end)).filter((line) => line.trim())), link);
    const labels = await browser.evaluate('[...document.querySelectorAll("#result del[data-c]")].map((mark) => mark.dataset.c)');
    assert.deepEqual(labels, expected.removed.map(({ category }) => category));
  }
});

withPlayground("categories, presets and the link", async (browser, open) => {
  await set(browser, "text", page);
  const count = () => browser.evaluate('document.querySelectorAll("#result del.c-newsletter").length');
  const before = await count();
  assert.ok(before > 0);
  assert.equal(await text(browser, "label.c-newsletter .amount"), String(await browser.evaluate('document.querySelectorAll("#result del[data-c=newsletter]").length')));
  await browser.click("#remove-newsletter + .name");
  assert.equal(await count(), 0);
  // With the keyboard, back again.
  await browser.type("#remove-newsletter", " ");
  assert.equal(await count(), before);
  await browser.click("#remove-newsletter + .name");
  await set(browser, "strictness", "careful");
  assert.equal(await text(browser, "#command"), "dechaff page.txt --strictness careful --keep newsletter");
  const link = await browser.evaluate("location.href");
  await browser.click("#link");
  assert.match(await text(browser, "#said"), /link with these settings is copied/);
  await open(new URL(link).hash);
  assert.equal(await browser.evaluate('document.getElementById("strictness").value'), "careful");
  assert.equal(await browser.evaluate('document.getElementById("remove-newsletter").checked'), false);
  // A preset replaces them.
  await set(browser, "preset", "read-aloud");
  assert.equal(await text(browser, "#command"), "dechaff page.txt --preset read-aloud");
  assert.equal(await browser.evaluate('document.getElementById("remove-byline").checked'), false);
  await browser.click("#reset");
  assert.equal(await text(browser, "#command"), "dechaff page.txt");
  assert.equal(await browser.evaluate("location.hash"), "");
  // What a link has that the page does not know does no harm.
  await open("#preset=podcast&keep=nothing,share&minWords=x&strange=%00&rules=%5B");
  assert.equal(await text(browser, "#command"), "dechaff page.txt --keep share");
  assert.match(await text(browser, "#problems"), /line 1/);
});

withPlayground("rules are checked while they are written", async (browser) => {
  const article = "The council of Elmsworth met on Monday, and the vote on the harbour went to the mayor.\n";
  await set(browser, "text", `${article}Tell a neighbour!\n${article}`);
  const write = async (rules) => {
    await set(browser, "rules", rules);
    return browser.evaluate('[...document.querySelectorAll("#problems li")].map((item) => item.textContent)');
  };
  const wrong = () => browser.evaluate('[...document.querySelectorAll("#lines .wrong")].map((line) => line.textContent)');
  assert.deepEqual(await write('[phrases]\nshare = [\n  "= tell a neighbour",\n]'), ["The rules are valid."]);
  assert.deepEqual(await wrong(), []);
  assert.equal(await text(browser, "#result del > .text"), "Tell a neighbour!");
  const table = [
    ["[phrases]\nshare = [\n  '= hand it on',\n  '^ the',\n]", "4", /^line 4: phrase `the`: common words only/],
    ["\n[phrase]", "1", /unknown key `phrase`: use one of keep, protect/],
    ["keep = ['newsleter']", "1", /no category `newsleter`; the nearest is `newsletter`/],
    ["[phrases]\nshare = [\n  { phrase = '^ hand it on', matches = ['They hand it on'] },\n]", "3", /does not match its example/],
    ["[phrases]\nshare = [\n\n  '= share this article',\n]", "4", /shipped/],
    ["[site.'example.com']\nprotect = ['(']", "2", /regex parse error/],
    ["[phrases", "1", /`\]` is missing/],
  ];
  for (const [rules, line, message] of table) {
    const [problem, ...more] = await write(rules);
    assert.match(problem, message);
    assert.deepEqual(more, []);
    assert.deepEqual(await wrong(), [line], rules);
  }
  await write("[phrases]\nshare = [\n  '= hand it on',\n  '^ the',\n]");
  await browser.click("#problems button");
  const selected = "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)";
  assert.equal(await browser.evaluate(selected), "  '^ the',");
  // Rules for a site count for its pages only.
  await write("[site.'example.com'.phrases]\nshare = ['= tell a neighbour']");
  assert.equal(await browser.evaluate('document.querySelectorAll("#result del").length'), 0);
  await set(browser, "site", "www.example.com");
  assert.equal(await browser.evaluate('document.querySelectorAll("#result del").length'), 1);
  // Tab indents, and leaves the editor after Escape.
  await browser.type("#rules", "\uE00C\uE004");
  assert.notEqual(await browser.evaluate("document.activeElement.id"), "rules");
});

withPlayground("files are dropped, chosen with the keyboard, and downloaded", async (browser) => {
  await browser.evaluate(`(() => {
    window.saved = [];
    URL.createObjectURL = (blob) => (window.saved.push(blob), "#");
    HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download); };
    const transfer = new DataTransfer();
    transfer.items.add(new File([${JSON.stringify(page)}], "first.txt"));
    transfer.items.add(new File(["Share this article\\n"], "second.txt"));
    document.body.dispatchEvent(new DragEvent("dragenter", { bubbles: true, dataTransfer: transfer }));
    window.wasShown = !document.getElementById("drop").hidden;
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
  })()`);
  await browser.until('document.querySelectorAll("#tabs button").length === 2');
  assert.deepEqual(await browser.evaluate('[window.wasShown, document.getElementById("drop").hidden]'), [true, true]);
  assert.equal(await browser.evaluate('document.getElementById("text").value'), page);
  await browser.click("#download-report");
  const [blob, name] = await browser.evaluate("Promise.all([window.saved[0].text(), window.saved[1]])");
  assert.equal(name, "first.report.json");
  const [expected] = commandReports([page], []);
  assert.deepEqual(JSON.parse(blob).removed, expected.removed);
  await browser.click("#tabs button");
  await browser.press("\uE014");
  assert.equal(await browser.evaluate('document.getElementById("text").value'), "Share this article\n");
  assert.equal(await text(browser, "#tabs [aria-selected=true]"), "second.txt");
  await browser.click("#download");
  const records = await browser.evaluate("window.saved[2].text()");
  const texts = records.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(texts, [{ name: "first.txt", text: expected.text }, { name: "second.txt", text: "" }]);
  await browser.click("#clear");
  await set(browser, "text", page);
  await browser.click("#download");
  assert.deepEqual(await browser.evaluate("Promise.all([window.saved[4].text(), window.saved[5]])"), [expected.text, "text.cleaned.txt"]);
});

withPlayground("it is used with the keyboard, in any window, in both colour schemes and directions", async (browser, open) => {
  // From removal to removal, with the reason of each.
  await browser.evaluate("document.activeElement.blur()");
  const focused = '[...document.querySelectorAll("#result [data-c]")].indexOf(document.activeElement)';
  for (const [key, at] of [["n", 0], ["n", 1], ["p", 0]]) {
    await browser.press(key);
    assert.equal(await browser.evaluate(focused), at);
  }
  const why = "document.activeElement.querySelector('.why')";
  assert.equal(await browser.evaluate(`${why}.checkVisibility()`), true);
  assert.match(await browser.evaluate(`${why}.innerText`), /^\w+\nrule \w+, score 0\.\d\d: ./);
  // Keys that are typed into the text are not commands.
  await browser.click("#clear");
  await browser.type("#text", "n");
  assert.equal(await browser.evaluate("document.activeElement.id"), "text");

  // Markup in a text stays text, and HTML is noted.
  await set(browser, "text", "<p>The <b>ferry</b></p><img src=x onerror=document.title='ran'>\n</script>");
  assert.equal(await browser.evaluate('document.querySelectorAll("#result b:not(.why b), #result img").length'), 0);
  assert.match(await text(browser, "#notice"), /looks like HTML/);

  await set(browser, "text", "The quay of Elmsworth reopens on Monday.\nShare this article\nRelated articles\nWhy the herring came back to Elmsworth\nTen old quays that you can walk to\n");
  assert.match(await text(browser, "#spared"), /^2 removals were spared/);
  assert.equal(await browser.evaluate('document.querySelectorAll("#result mark").length'), 2);
  await browser.click("#spared button");
  assert.equal(await browser.evaluate('document.querySelectorAll("#result mark").length'), 0);

  await set(browser, "example", "An Arabic page");
  const direction = (css) => browser.evaluate(`getComputedStyle(document.querySelector("${css}")).direction`);
  assert.deepEqual([await direction("#result p"), await direction("#text"), await direction("h2")], ["rtl", "rtl", "ltr"]);

  for (const width of [360, 800, 1400]) {
    const backgrounds = [];
    for (const scheme of ["light", "dark"]) {
      await open("", width, scheme);
      await browser.evaluate('document.querySelectorAll("details").forEach((details) => (details.open = true))');
      const over = await browser.evaluate("document.documentElement.scrollWidth - innerWidth");
      assert.ok(over <= 0, `${width}: the page is ${over} pixels too wide`);
      await browser.click("#next");
      const inside = await browser.evaluate(`(({ left, right, bottom }) => left >= 0 && right <= innerWidth && bottom <= innerHeight)(${why}.getBoundingClientRect())`);
      assert.ok(inside, `${width}: the reason is outside the window`);
      backgrounds.push(await browser.evaluate("getComputedStyle(document.body).backgroundColor"));
    }
    assert.notEqual(backgrounds[0], backgrounds[1]);
  }
  // Everything is in the one file.
  assert.deepEqual(await browser.evaluate('performance.getEntriesByType("resource").map(({ name }) => name)'), []);
});
