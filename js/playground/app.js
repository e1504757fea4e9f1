// The playground: a text, what is removed from it, and the settings. js/playground/build.js puts everything into one file.

import { languages } from "../dist/languages.js";
import { api } from "../src/api.js";
import { placeKey, readRules, RulesTextError } from "./rules-text.js";

const $ = (id) => document.getElementById(id);

/** Makes an element with attributes and children. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** The bytes of an element with compressed data. */
async function unpack(id) {
  const packed = Uint8Array.from(atob($(id).textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const [module, phrases, examples] = await Promise.all([
  unpack("data-module").then((bytes) => WebAssembly.compile(bytes)),
  unpack("data-phrases").then((bytes) => JSON.parse(new TextDecoder().decode(bytes))),
  unpack("data-examples").then((bytes) => JSON.parse(new TextDecoder().decode(bytes))),
]);
const dechaff = api({ languages: () => languages, module: () => module, phrases: (language) => phrases[language] });
const categories = dechaff.categories();
const presets = dechaff.presets();

/* ---- What is set ---- */

const VALUES = ["preset", "strictness", "kind", "wholePage", "minWords", "rules", "site"];
const nothing = () => ({ ...Object.fromEntries(VALUES.map((name) => [name, ""])), kept: null, languages: [] });
let settings = nothing();

/** The categories that the preset keeps, or those that are kept without one. */
function keptAtFirst() {
  const preset = presets.find(({ name }) => name === settings.preset);
  return preset ? preset.keep : categories.filter(({ keptByDefault }) => keptByDefault).map(({ name }) => name);
}

const kept = () => settings.kept ?? keptAtFirst();

/** The options of a cleaner. */
function options() {
  const first = keptAtFirst();
  const some = (list) => (list.length ? list : undefined);
  const value = (name) => settings[name] || undefined;
  return {
    preset: value("preset"),
    strictness: value("strictness"),
    kind: value("kind"),
    wholePage: value("wholePage"),
    minWords: settings.minWords === "" ? undefined : Number(settings.minWords),
    keep: some(kept().filter((name) => !first.includes(name))),
    remove: some(first.filter((name) => !kept().includes(name))),
    languages: some(settings.languages),
  };
}

/** The settings as the part of a link behind `#`. */
function toLink() {
  const parameters = new URLSearchParams();
  for (const name of VALUES) if (settings[name] !== "") parameters.set(name, settings[name]);
  const { keep, remove } = options();
  for (const [name, list] of [["keep", keep], ["remove", remove], ["languages", settings.languages]]) {
    if (list?.length) parameters.set(name, list.join(","));
  }
  return parameters.toString();
}

/** Takes settings over from a link. What it does not know is left out. */
function fromLink(link) {
  const parameters = new URLSearchParams(link);
  settings = nothing();
  for (const name of VALUES) {
    const value = parameters.get(name) ?? "";
    const control = $(name);
    const isKnown = control.tagName !== "SELECT" || [...control.options].some((option) => option.value === value);
    if (isKnown) settings[name] = name === "minWords" && !/^\d{1,6}$/.test(value) ? "" : value;
  }
  const list = (name, all) => (parameters.get(name) ?? "").split(",").filter((item) => all.includes(item));
  const names = categories.map(({ name }) => name);
  const [keep, remove] = [list("keep", names), list("remove", names)];
  if (keep.length || remove.length) {
    settings.kept = names.filter((name) => keep.includes(name) || (keptAtFirst().includes(name) && !remove.includes(name)));
  }
  settings.languages = list("languages", languages);
}

/** The settings as a command. */
function toCommand() {
  const { preset, strictness, kind, wholePage, minWords, keep, remove, languages: some } = options();
  const parts = [
    ["preset", preset], ["strictness", strictness], ["kind", kind], ["whole-page", wholePage], ["min-words", minWords],
    ["keep", keep], ["remove", remove], ["language", some],
    ["rules", rulesFile() && "rules.toml"], ["site", rulesFile() && settings.site],
  ].filter(([, value]) => value !== undefined && value !== null && value !== "");
  return ["dechaff page.txt", ...parts.map(([name, value]) => `--${name} ${value}`)].join(" ");
}

/* ---- Rules ---- */

let rules = { file: null, problems: [] };

/** The rules, if there are any and they are valid. */
const rulesFile = () => rules.file;

/** Reads and checks the rules, and notes each problem with its line. */
function readOwnRules() {
  rules = { file: null, problems: [] };
  if (settings.rules.trim() === "") return;
  try {
    const { rules: file, lines } = readRules(settings.rules);
    const lineOf = (site, section, number) =>
      lines.get(placeKey(site, section, number)) ?? lines.get(placeKey(site, section, 0)) ?? 1;
    try {
      for (const { site, section, number, entry, problem, advice } of dechaff.check(file)) {
        rules.problems.push({ line: lineOf(site, section, number), message: `${entry}: ${problem}: ${advice}` });
      }
      rules.file = file;
    } catch (error) {
      const message = error.message.replace(/ at line \d+ column \d+$/, "");
      const [all, site, section, number] = /^(?:site (\S+?), )?section \[(\w+)\](?:, entry (\d+))?: /.exec(message) ?? [""];
      const line = all ? lineOf(site, section, Number(number ?? 0)) : 1;
      rules.problems.push({ line, message: message.slice(all.length) });
    }
  } catch (error) {
    if (!(error instanceof RulesTextError)) throw error;
    rules.problems.push({ line: error.line, message: error.message });
  }
}

function showRules() {
  const wrong = new Set(rules.problems.map(({ line }) => line));
  const count = Math.max(settings.rules.split("\n").length, 1);
  $("lines").replaceChildren(...Array.from({ length: count }, (_, n) =>
    make("div", { class: wrong.has(n + 1) && "wrong" }, String(n + 1))));
  const items = rules.problems.map(({ line, message }) => {
    const button = make("button", { type: "button" }, `line ${line}: ${message}`);
    button.addEventListener("click", () => selectLine(line));
    return make("li", {}, button);
  });
  if (items.length === 0 && rulesFile()) items.push(make("li", { class: "fine" }, "The rules are valid."));
  $("problems").replaceChildren(...items);
}

function selectLine(line) {
  const area = $("rules");
  const before = area.value.split("\n").slice(0, line - 1).join("\n").length;
  const start = line > 1 ? before + 1 : 0;
  const end = area.value.indexOf("\n", start);
  area.focus();
  area.setSelectionRange(start, end === -1 ? area.value.length : end);
}

/* ---- Texts ---- */

/** What is open: each text with its name. */
let files = [{ name: "text.txt", text: "" }];
let at = 0;

function openFiles(opened) {
  files = opened;
  at = 0;
  showFile();
}

function showFile() {
  $("text").value = files[at].text;
  $("tabs").hidden = files.length < 2;
  $("tabs").replaceChildren(...files.map(({ name }, n) => {
    const tab = make("button", { type: "button", role: "tab", "aria-selected": String(n === at), tabindex: n === at ? "0" : "-1", title: name }, name);
    tab.addEventListener("click", () => goTo(n, true));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) goTo((n + step + files.length) % files.length, true);
    });
    return tab;
  }));
  cleanText();
}

function goTo(n, focus = false) {
  at = n;
  showFile();
  if (focus) $("tabs").children[n].focus();
}

async function readFiles(list) {
  const opened = await Promise.all([...list].map(async (file) => ({ name: file.name, text: await file.text() })));
  if (opened.length) openFiles(opened);
}

/* ---- Cleaning ---- */

let cleaner = null;
let report = null;

/** Builds the cleaner from the settings, and cleans the text with it. */
function applySettings() {
  readOwnRules();
  cleaner?.free();
  cleaner = new dechaff.Cleaner({ ...options(), rules: rulesFile() ?? undefined });
  showSettings();
  showRules();
  cleanText();
}

function cleanText() {
  const { text } = files[at];
  const start = performance.now();
  const ofSite = settings.site && rulesFile() ? cleaner.forSite(settings.site) : cleaner;
  report = ofSite.report(text);
  const time = performance.now() - start;
  if (ofSite !== cleaner) ofSite.free();
  showFigures(time);
  showResult();
  showCounts();
  const isHtml = /^\s*(<!doctype|<html|<head|<body|<div|<p[ >])/i.test(text);
  $("notice").hidden = !isHtml;
  $("notice").textContent = isHtml ? "This looks like HTML. Paste the text that an extractor made of it, or the text that a browser shows." : "";
}

const number = (value) => value.toLocaleString("en");

/** The number of words. Two Chinese or Japanese characters count as one. */
function countWords(text) {
  const characters = text.match(/[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g)?.length ?? 0;
  const rest = text.replace(/[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g, "");
  return rest.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length + Math.ceil(characters / 2);
}

function showFigures(time) {
  const { text } = files[at];
  const [before, after] = [countWords(text), countWords(report.text)];
  const share = text.length ? (100 * (text.length - report.text.length)) / text.length : 0;
  const figures = [
    [`${share.toFixed(1)} %`, "removed"],
    [number(report.removed.length), report.removed.length === 1 ? "removal" : "removals"],
    [`${number(before)} → ${number(after)}`, "words"],
    [report.kind, "kind of text"],
    [`${time.toFixed(1)} ms`, "to clean"],
  ];
  $("figures").replaceChildren(...figures.map(([figure, name]) => make("li", {}, make("b", {}, figure), name)));
  const count = report.spared.length;
  $("spared").hidden = count === 0;
  if (count) {
    const all = make("button", { type: "button" }, "Remove them too");
    all.addEventListener("click", () => change({ minWords: "0" }));
    const words = settings.minWords === "" ? 40 : Number(settings.minWords);
    $("spared").replaceChildren(
      `${number(count)} ${count === 1 ? "removal was" : "removals were"} spared: fewer than ${number(words)} words would have remained, and then guesses are taken back. They are marked “kept”.`,
      all,
    );
  }
}

/** The longest text that is shown with marks, in UTF-16 code units. Of a longer one only the beginning is. */
const MAX_SHOWN_UNITS = 300_000;

function showResult() {
  const { text } = files[at];
  const isMarked = document.querySelector("[name=view]:checked").value === "marked";
  document.querySelector(".toolbar").hidden = !isMarked;
  const shown = isMarked ? text.slice(0, MAX_SHOWN_UNITS) : report.text.slice(0, MAX_SHOWN_UNITS);
  const lines = [[]];
  const push = (part, removal, spared) => {
    part.split("\n").forEach((piece, n) => {
      if (n > 0) lines.push([]);
      if (piece.trim() === "" && removal) return;
      if (piece !== "") lines.at(-1).push(removal ? mark(piece, removal, spared) : piece);
      if (removal && piece.trim() !== "") removal = { ...removal, isRest: true };
    });
  };
  if (isMarked) {
    const spans = [...report.removed.map((removal) => [removal, false]), ...report.spared.map((removal) => [removal, true])];
    spans.sort(([one], [other]) => one.start - other.start);
    let end = 0;
    for (const [removal, spared] of spans) {
      if (removal.start < end || removal.start >= shown.length) continue;
      push(shown.slice(end, removal.start));
      push(shown.slice(removal.start, removal.end), removal, spared);
      end = removal.end;
    }
    push(shown.slice(end));
  } else {
    push(shown);
  }
  const filled = lines.filter((line) => line.length).map((line) => make("p", { dir: "auto" }, ...line));
  if ((isMarked ? text : report.text).length > MAX_SHOWN_UNITS) {
    filled.push(make("p", { class: "empty" }, "Only the beginning is shown; the download has all of it."));
  }
  if (filled.length === 0) filled.push(make("p", { class: "empty" }, text.trim() === "" ? "Nothing yet." : "Nothing remains."));
  $("result").replaceChildren(...filled);
  $("position").textContent = report.removed.length + report.spared.length === 0 ? "nothing to jump to" : "";
}

function mark(piece, { category, rule, score, evidence, isRest }, spared) {
  const start = isRest ? {} : { tabindex: "0", "data-c": category };
  return make(spared ? "mark" : "del", { class: `c-${category}`, ...start },
    make("span", { class: "text" }, piece),
    make("span", { class: "why", role: "tooltip", dir: "ltr" }, make("b", {}, category),
      `${spared ? "kept, because too little text would have remained; " : ""}rule ${rule}, score ${score.toFixed(2)}: `,
      make("bdi", {}, evidence)));
}

/* ---- Jumping ---- */

function jump(step) {
  const all = [...document.querySelectorAll("#result [data-c]")];
  if (all.length === 0) return;
  const focused = all.indexOf(document.activeElement);
  const next = focused === -1 ? (step > 0 ? 0 : all.length - 1) : (focused + step + all.length) % all.length;
  all[next].focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "center" });
  $("position").textContent = `${number(next + 1)} of ${number(all.length)}`;
}

/* ---- Settings on the page ---- */

function change(values) {
  Object.assign(settings, values);
  applySettings();
}

function showSettings() {
  for (const name of VALUES) if ($(name).value !== settings[name]) $(name).value = settings[name];
  $("strictness").options[0].textContent = settings.preset
    ? `${presets.find(({ name }) => name === settings.preset).strictness} (preset)`
    : "balanced (default)";
  $("preset").title = presets.find(({ name }) => name === settings.preset)?.description ?? "";
  for (const { name } of categories) $(`remove-${name}`).checked = !kept().includes(name);
  for (const language of languages) $(`language-${language}`).checked = settings.languages.includes(language);
  $("languages-shown").textContent = settings.languages.join(", ") || "all";
  $("command").textContent = toCommand();
  history.replaceState(null, "", `#${toLink()}`);
}

/** Shows for each category how much of the text it is. */
function showCounts() {
  const counts = new Map();
  for (const { category } of report.removed) counts.set(category, (counts.get(category) ?? 0) + 1);
  for (const { name } of categories) {
    const label = $(`remove-${name}`).parentElement;
    const count = counts.get(name) ?? 0;
    label.classList.toggle("none", count === 0);
    label.querySelector(".amount").textContent = count || "";
  }
}

function say(message) {
  $("said").textContent = message;
  $("said").hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => ($("said").hidden = true), 2500);
}

async function copy(text, message) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page that was opened from a file may not be allowed to use the clipboard.
    const area = make("textarea", { class: "out-of-sight" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(message);
}

function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The name of a file with another ending. */
const renamed = (name, ending) => name.replace(/(\.\w+)?$/, ending);

/** Runs a function when no call has followed for a while. */
function later(run, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
}

/* ---- Building the page ---- */

for (const { name, description } of presets) {
  $("preset").append(make("option", { value: name, title: description }, name));
}
$("example").append(...["", ...Object.keys(examples)].map((name) => make("option", { value: name }, name || "choose")));
$("languages").append(...languages.map((language) =>
  make("label", {}, make("input", { type: "checkbox", id: `language-${language}` }), language)));
$("categories").append(...categories.map(({ name, description }) =>
  make("label", { class: `c-${name} none`, title: description },
    make("input", { type: "checkbox", id: `remove-${name}` }), make("span", { class: "name" }, name), make("span", { class: "amount" }))));

$("preset").addEventListener("change", () => change({ preset: $("preset").value, strictness: "", kept: null }));
for (const name of ["strictness", "kind", "wholePage"]) $(name).addEventListener("change", () => change({ [name]: $(name).value }));
for (const name of ["minWords", "rules", "site"]) {
  $(name).addEventListener("input", later(() => change({ [name]: $(name).value }), 200));
}
$("categories").addEventListener("change", () =>
  change({ kept: categories.map(({ name }) => name).filter((name) => !$(`remove-${name}`).checked) }));
$("languages").addEventListener("change", () =>
  change({ languages: languages.filter((language) => $(`language-${language}`).checked) }));
$("rules").addEventListener("scroll", () => ($("lines").scrollTop = $("rules").scrollTop));
$("rules").addEventListener("keydown", (event) => {
  // Tab indents, as in an editor; Escape and then Tab leaves it.
  if (event.key === "Tab" && !event.shiftKey && !$("rules").dataset.leave) {
    event.preventDefault();
    document.execCommand("insertText", false, "    ");
  }
  $("rules").dataset.leave = event.key === "Escape" ? "yes" : "";
});

const cleanLater = later(cleanText, 120);
$("text").addEventListener("input", () => {
  files[at].text = $("text").value;
  cleanLater();
});
$("example").addEventListener("change", () => {
  const name = $("example").value;
  if (name) openFiles([{ name: `${name}.txt`, text: examples[name] }]);
});
$("files").addEventListener("change", () => readFiles($("files").files));
$("clear").addEventListener("click", () => {
  $("example").value = "";
  openFiles([{ name: "text.txt", text: "" }]);
  $("text").focus();
});
for (const radio of document.querySelectorAll("[name=view]")) radio.addEventListener("change", showResult);
$("next").addEventListener("click", () => jump(1));
$("previous").addEventListener("click", () => jump(-1));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, textarea, input:not([type=checkbox])")) return;
  const step = { n: 1, p: -1 }[event.key];
  if (step) {
    event.preventDefault();
    jump(step);
  }
});
$("link").addEventListener("click", () => copy(location.href, "The link with these settings is copied. It does not carry the text."));
$("copy").addEventListener("click", () => copy(report.text, "The cleaned text is copied."));
$("reset").addEventListener("click", () => change(nothing()));
$("download").addEventListener("click", () => {
  if (files.length === 1) return download(renamed(files[0].name, ".cleaned.txt"), "text/plain", report.text);
  // Several texts become the records that the command writes, with spans in UTF-16 code units.
  const records = files.map(({ name, text }) => JSON.stringify({ name, text: cleaner.clean(text) }));
  return download("cleaned.jsonl", "application/jsonl", `${records.join("\n")}\n`);
});
$("download-report").addEventListener("click", () => {
  const content = { name: files[at].name, settings: options(), ...report };
  download(renamed(files[at].name, ".report.json"), "application/json", `${JSON.stringify(content, null, 2)}\n`);
});

let depth = 0;
document.addEventListener("dragenter", () => ($("drop").hidden = ++depth === 0));
document.addEventListener("dragleave", () => ($("drop").hidden = --depth === 0));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  depth = 0;
  $("drop").hidden = true;
  if (event.dataTransfer.files.length) readFiles(event.dataTransfer.files);
});
addEventListener("hashchange", () => {
  fromLink(location.hash.slice(1));
  applySettings();
});

// On a phone the settings are below the result, and closed.
if (matchMedia("(max-width: 40rem)").matches) {
  for (const details of document.querySelectorAll(".side > section > details")) details.open = false;
}
fromLink(location.hash.slice(1));
const [first] = Object.keys(examples);
$("example").value = first;
files = [{ name: `${first}.txt`, text: examples[first] }];
$("text").value = files[0].text;
applySettings();
document.body.dataset.ready = "yes";
