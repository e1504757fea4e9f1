#!/usr/bin/env python3
"""Builds the corpora of docs/accuracy.md from checkouts of public benchmarks, and prints its tables.

    benches/proof/proof.py CHECKOUTS             # a folder with the checkouts; --list prints which
    benches/proof/proof.py CHECKOUTS --write     # also replaces the tables in docs/accuracy.md
    benches/proof/proof.py CHECKOUTS --only news,lines --limit 20

Needs Python 3.9, `cargo build --release -p dechaff-cli --features full`, and for the pages that are published as HTML
the extractors: pip install trafilatura readability-lxml resiliparse newspaper4k boilerpy3 inscriptis lxml_html_clean.
What cannot be measured is printed as SKIPPED, and the exit status is 1 then.

Each corpus is a file CORPUS.jsonl.gz in the folder of --corpora, one text of a page by one extractor in a line, with
the members `text`, `gold` and `labels` that `dechaff evaluate` reads. A corpus that is there already is not built
again, so that new tables do not need the extractors, and corpora of one's own in the same form can be measured.

Three folds are measured apart. `unseen` are pages of sites that were not used in the development of dechaff. The others
are in seen-sites.txt: pages of the fold `read` were read in development, and of the fold `check` only figures were
printed.
"""

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import extractors
import tables
from benchmarks import BENCHMARKS, CORPORA, MIN_GOLD_WORDS
from labels import label, recall, words
from pages import titles_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MIN_RECALL = 0.85
"""A page is left out if its whole text has a smaller share of the words of its content: the HTML is not the page that
people annotated."""


def site_of(url):
    """The registered domain of a URL, near enough."""
    parts = (urlsplit(url).netloc or url).lower().split(":")[0].replace("www.", "").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


SEEN = set((HERE / "seen-sites.txt").read_text().split())


def fold_of(corpus, page):
    """Which fold a page belongs to. Lines have no site: those of the benchmark's own test files were not used."""
    site = site_of(page.url) or re.sub(r"-\d+$", "", page.id)
    if (".test." in page.id) if corpus.name == "lines" else (site not in SEEN):
        return "unseen"
    return "check" if int(hashlib.sha1(f"fold {site}".encode()).hexdigest(), 16) % 3 == 0 else "read"


def language_of(page):
    """The language that the benchmark or the page names, by its two-letter code."""
    if page.language:
        return page.language
    found = extractors.HTML_LANGUAGE.search(page.html)
    code = found[1].lower() if found else "unknown"
    return "no" if code in ("nb", "nn") else code


def records(corpus, page):
    """The texts of a page as records, or nothing if the page is left out."""
    if len(words(page.gold)) < MIN_GOLD_WORDS and corpus.name != "lines":
        return
    language = language_of(page)
    texts = page.texts or {name: extractors.extract(name, page.html, language) for name in corpus.extractors}
    whole = [text for name, text in texts.items() if name in extractors.WHOLE_PAGE and text]
    if whole and max(recall(text, page.gold) for text in whole) < MIN_RECALL:
        return
    titles = [*titles_of(page.html), page.title or ""]
    for name, text in texts.items():
        if text.strip():
            yield {
                "id": page.id, "url": page.url, "extractor": name, "language": language, "kind": page.kind,
                "fold": fold_of(corpus, page), "text": text, "gold": page.gold,
                "labels": page.labels or label(text, page.gold, titles),
            }  # fmt: skip


def build(corpus, checkouts, path, limit):
    """Writes the corpus. An unfinished file has another name."""
    unfinished = path.with_suffix(".unfinished")
    number = 0
    with gzip.open(unfinished, "wt", encoding="utf-8") as out:
        for number, page in enumerate(corpus.pages(checkouts), 1):
            for record in records(corpus, page):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
            if number == limit:
                break
    unfinished.rename(path)
    print(f"built {path.name} from {number} pages", file=sys.stderr)


def commit_of(folder):
    if not (folder / ".git").exists():  # or git would name the commit of the repository around it
        return "no git checkout"
    command = ["git", "-C", folder, "rev-parse", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def describe_benchmarks(checkouts):
    """Lines that name the benchmarks and their commits."""
    for benchmark in BENCHMARKS:
        found = commit_of(checkouts / benchmark.folder) if checkouts else benchmark.commit or "any commit"
        note = f", but the tables are of {benchmark.commit}" if benchmark.commit not in (None, found) else ""
        yield f"{benchmark.folder}: https://github.com/{benchmark.repository}, {found}{note}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", type=Path, nargs="?", help="folder with the checkouts")
    parser.add_argument("--list", action="store_true", help="print which checkouts are read, and stop")
    parser.add_argument("--corpora", type=Path, default=ROOT / "target/proof", help="folder for the corpora")
    parser.add_argument("--only", help="corpora to measure: " + ",".join(corpus.name for corpus in CORPORA))
    parser.add_argument("--limit", type=int, help="read this many pages of each benchmark")
    parser.add_argument("--command", default=str(ROOT / "target/release/dechaff"), help="the command dechaff")
    parser.add_argument("--write", action="store_true", help="replace the tables in --document")
    parser.add_argument("--document", type=Path, default=ROOT / "docs/accuracy.md")
    options = parser.parse_args()
    if options.list or not options.checkouts:
        print("\n".join(describe_benchmarks(None)))
        return 0
    options.corpora.mkdir(parents=True, exist_ok=True)
    skipped = []
    wanted = options.only.split(",") if options.only else [corpus.name for corpus in CORPORA]
    unknown = set(wanted) - {corpus.name for corpus in CORPORA}
    if unknown:
        parser.error(f"there is no corpus {', '.join(sorted(unknown))}")
    for line in describe_benchmarks(options.checkouts):
        print(line, file=sys.stderr)
    measured = []
    for corpus in (corpus for corpus in CORPORA if corpus.name in wanted):
        path = options.corpora / f"{corpus.name}.jsonl.gz"
        if not path.exists():
            if not (options.checkouts / corpus.benchmark).is_dir():
                skipped.append(f"{corpus.name}: there is no folder {options.checkouts / corpus.benchmark}")
                continue
            absent = extractors.missing(corpus.extractors)
            if absent:
                skipped.append(f"{corpus.name}: pip install the packages of {', '.join(absent)}")
                continue
            build(corpus, options.checkouts, path, options.limit)
        measured.append(tables.Measured(corpus, path, options.command))
    blocks = tables.blocks(measured)
    print("\n\n".join(f"<!-- {mark} -->\n{block}{tables.END}" for mark, block in blocks.items()))
    if options.write:
        tables.write(options.document, blocks)
    for reason in skipped:
        print(f"SKIPPED, not measured: {reason}", file=sys.stderr)
    return 1 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
