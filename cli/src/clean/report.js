// Jumps from one removal to the next, with buttons and keys. Without it the report can be read and filtered all the same.
"use strict";

const toolbar = document.querySelector(".toolbar");
const counter = toolbar.querySelector("output");

/** The removals that are shown as such: not those of categories that are switched off, nor those of hidden pages. */
function removals() {
  const isOn = (element) => document.getElementById(`show-${element.dataset.c}`).checked;
  return [...document.querySelectorAll("main [data-c]")].filter((element) => isOn(element) && element.checkVisibility());
}

const number = (count) => count.toLocaleString("en");
const count = () => (counter.textContent = `${number(removals().length)} removals`);

/** Moves the focus by `step` removals. Without a focused one, it starts at what is in the window. */
function jump(step) {
  const all = removals();
  if (all.length === 0) {
    counter.textContent = "no removals";
    return;
  }
  let at = all.indexOf(document.activeElement) + step;
  if (!all.includes(document.activeElement)) {
    const below = all.findIndex((element) => element.getBoundingClientRect().top > toolbar.getBoundingClientRect().bottom);
    at = step > 0 ? below : (below === -1 ? all.length : below) - 1;
    if (at < 0) at = step > 0 ? 0 : all.length - 1;
  }
  show(all, (at + all.length) % all.length);
}

function show(all, at) {
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "center" });
  counter.textContent = `${number(at + 1)} of ${number(all.length)}`;
}

/** Moves to the first removal of the next or the previous page. */
function jumpToPage(step) {
  const pages = [...document.querySelectorAll("main article")].filter((page) => page.checkVisibility());
  const edge = toolbar.getBoundingClientRect().bottom + 16;
  const now = pages.findLastIndex((page) => page.getBoundingClientRect().top <= edge);
  pages[Math.min(Math.max(now + step, 0), pages.length - 1)]?.scrollIntoView();
}

document.getElementById("next").addEventListener("click", () => jump(1));
document.getElementById("previous").addEventListener("click", () => jump(-1));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, textarea, input:not([type=checkbox])")) return;
  const act = { n: () => jump(1), p: () => jump(-1), N: () => jumpToPage(1), P: () => jumpToPage(-1) }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
document.querySelector(".side").addEventListener("change", count);
// A form is reset after its listeners have run.
document.querySelector(".legend form").addEventListener("reset", () => setTimeout(count));
count();
toolbar.hidden = false;
