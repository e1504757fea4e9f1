"""The public benchmarks: where they are published, and how the checkout of each is read.

Each reader yields a `Page` for each annotated page. None of the pages is part of this repository, because they belong
to their publishers; clone the benchmarks into one folder. The commits are those of the pages that docs/accuracy.md has
figures of; where none is named, it is not known which one was used.
"""

import dataclasses
import gzip
import html as entities
import json
import re
import subprocess

from pages import INVISIBLE, text_of, visible_without_captions


@dataclasses.dataclass
class Benchmark:
    """A repository, named by its folder in the folder of checkouts."""

    folder: str
    repository: str
    commit: "str | None" = None


BENCHMARKS = [
    Benchmark("article-extraction-benchmark", "scrapinghub/article-extraction-benchmark"),
    Benchmark(
        "web-content-extraction-benchmark",
        "Murrough-Foley/web-content-extraction-benchmark",
        "c039d5ee9f5a3a984a0e167e63aacd04e76e78a9",
    ),
    Benchmark("readability", "mozilla/readability"),
    Benchmark("fundus", "flairNLP/fundus", "18da6e53592f99cf0ac5770dc63d6ba99ba63ae8"),
    Benchmark(
        "multilingual-register-labeling",
        "TurkuNLP/multilingual-register-labeling",
        "98c8beb106c26b6fab58b974c16026339052f157",
    ),
    Benchmark("page-signal", "geodrome/page-signal", "186d8153b3d111f84865ddc180600a9cbe35ac7f"),
]
MIN_GOLD_WORDS = 40
"""A shorter content says little about a cleaner: one line decides."""


@dataclasses.dataclass
class Page:
    """An annotated page: either its HTML, which extractors read, or texts by extractor that are published with it."""

    id: str
    url: str
    gold: str
    kind: str
    language: "str | None" = None
    title: "str | None" = None
    html: str = ""
    texts: "dict[str, str] | None" = None
    labels: "str | None" = None  # one letter for each line of a published text, if people labelled lines


def decode(data):
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1")


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def read_gzip(path):
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def news(checkouts):
    """scrapinghub/article-extraction-benchmark: news pages, and what many extractors made of them."""
    root = checkouts / "article-extraction-benchmark"
    outputs = {}
    for path in sorted((root / "output").glob("*.json")):
        output = read_json(path)
        outputs[path.stem] = output["output"] if set(output) == {"version", "output"} else output
    for id, truth in read_json(root / "ground-truth.json").items():
        texts = {name: (output.get(id) or {}).get("articleBody") or "" for name, output in outputs.items()}
        page = root / "html" / f"{id}.html.gz"
        yield Page(id[:12], truth["url"], truth["articleBody"], "article", "en", html=read_gzip(page), texts=texts)


def wcxb(checkouts):
    """All pages of WCXB, of which the split `test` repeats some of the split `dev`."""
    root = checkouts / "web-content-extraction-benchmark"
    seen = set()
    for split in ("dev", "test"):
        for path in sorted((root / split / "ground-truth").glob("*.json")):
            record = read_json(path)
            truth = record["ground_truth"]
            kind = record.get("_internal", {}).get("page_type", {}).get("primary")
            gold = truth.get("main_content")
            if not (gold and kind) or gold in seen or (record.get("url") or gold) in seen:
                continue
            seen.update((gold, record.get("url")))
            page = read_gzip(root / split / "html" / f"{path.stem}.html.gz")
            yield Page(f"{split}-{path.stem}", record.get("url") or "", gold, kind, title=truth.get("title"), html=page)


def blogs(checkouts):
    return (page for page in wcxb(checkouts) if page.kind == "article")


def kinds(checkouts):
    return (page for page in wcxb(checkouts) if page.kind != "article")


def readability(checkouts):
    """mozilla/readability: its test pages, and the content that its tests expect, without captions."""
    for folder in sorted((checkouts / "readability/test/test-pages").iterdir()):
        source = (folder / "source.html").read_text(encoding="utf-8", errors="replace")
        expected = (folder / "expected.html").read_text(encoding="utf-8", errors="replace")
        gold = text_of(f"<body>{expected}</body>", visible_without_captions)
        # Pages that were written for one feature of the extractor are no real pages.
        if re.search(r"lorem ipsum|incididunt|fugiat", gold + source[:3000], re.I):
            continue
        title = read_json(folder / "expected-metadata.json").get("title")
        yield Page(folder.name, canonical_url(source), gold, "article", title=title, html=source)


def canonical_url(html):
    for tag in re.findall(r"<(?:link|meta)\b[^>]*>", html):
        if re.search(r"""rel=["']?canonical|property=["']?og:url""", tag):
            found = re.search(r"""(?:href|content)=["']?(https?://[^"' >]+)""", tag)
            if found and "localhost" not in found[1] and "fakehost" not in found[1]:
                return entities.unescape(found[1])
    return ""


FUNDUS_PAGES = "tests/resources/parser/test_data"
DATED = re.compile(r"_\d{4}_\d\d_\d\d\.html\.gz$")


def newsrooms(checkouts):
    """flairNLP/fundus: the test pages of its parsers, and the bodies that its tests expect. Pages that were replaced by
    later ones are read from the history of the clone, if it has one."""
    root = checkouts / "fundus"
    seen = set()
    for path, read in (*current_pages(root), *replaced_pages(root)):
        folder, name = path.rsplit("/", 1)
        try:
            page = gzip.decompress(read(path)).decode("utf-8", "replace")
            versions = json.loads(read(f"{folder}/{DATED.sub('.json', name)}")).values()
            url = json.loads(read(f"{folder}/meta.info")).get(name, {}).get("url", "")
        except (FileNotFoundError, subprocess.CalledProcessError):
            continue  # a page without an expected body
        # A parser has versions, of which each was made for the pages of its time.
        version = max(versions, key=lambda version: share_of_paragraphs(body_of(version), page))
        gold = body_of(version)
        if gold in seen or url in seen or share_of_paragraphs(gold, page) < 0.5:
            continue
        seen.update({gold, url} - {""})
        yield Page(name[: -len(".html.gz")], url, gold, "article", title=version.get("title"), html=page)


def current_pages(root):
    """The paths of the pages, each with a function that reads a path."""
    for path in sorted((root / FUNDUS_PAGES).glob("*/*.html.gz")):
        yield path.relative_to(root).as_posix(), lambda path: (root / path).read_bytes()


def replaced_pages(root):
    """The same for pages that a commit changed or deleted: the function reads a path as it was before that commit."""
    if not (root / ".git").exists():
        return

    def git(*arguments):
        return subprocess.run(["git", "-C", root, *arguments], capture_output=True, check=True).stdout

    changes = ["--name-only", "--no-renames", "--diff-filter=DM", "--", FUNDUS_PAGES]
    commit = ""
    for line in git("log", "--format=commit %H", *changes).decode().splitlines():
        if line.startswith("commit "):
            commit = line.split()[1]
        elif DATED.search(line):
            yield line, lambda path, commit=commit: git("show", f"{commit}^:{path}")


def body_of(version):
    """The summary, subheadings and paragraphs of an expected article, one line each."""
    body = version.get("body") or {}
    sections = [section[part] for section in body.get("sections", []) for part in ("headline", "paragraphs")]
    lines = (" ".join(line.split()) for lines in [body.get("summary", []), *sections] for line in lines)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def share_of_paragraphs(body, html):
    """The share of the paragraphs that the page has."""
    letters = re.compile(r"\W+")
    page = letters.sub("", entities.unescape(re.sub(r"<[^>]+>", "", html)))
    paragraphs = [letters.sub("", line) for line in body.split("\n")]
    return sum(bool(paragraph) and paragraph in page for paragraph in paragraphs) / len(paragraphs)


def portals(checkouts):
    """L3S-GN1, in geodrome/page-signal: news pages of 2010, in which people marked headline (1) and full text (2)."""
    root = checkouts / "page-signal/L3S-GN1-20100130203947-00001"
    mapping = (root / "url-mapping.txt").read_text(encoding="utf-8", errors="replace")
    urls = dict(re.findall(r"<urn:uuid:(\S+?)>\s+(\S+)", mapping))
    for path in sorted((root / "original").glob("*.html")):
        if path.stem not in urls:
            continue
        annotated = decode((root / "annotated" / path.name).read_bytes())
        gold = text_of(f"<body>{annotated}</body>", marked("12"))
        headline = text_of(f"<body>{annotated}</body>", marked("1"))
        url = urls[path.stem]
        yield Page(path.stem[:8], url, gold, "article", "en", title=headline, html=decode(path.read_bytes()))


def marked(wanted):
    """Accepts the text of spans that people marked with one of these digits; the innermost mark counts."""

    def is_wanted(tag, classes):
        marks = re.findall(r"x-nc-sel(\d)", classes)
        return False if tag in INVISIBLE else marks[-1] in wanted if marks else None

    return is_wanted


def lines(checkouts):
    """TurkuNLP's text quality annotations: extracted texts in which people marked the lines to keep."""
    root = checkouts / "multilingual-register-labeling/text-quality-annotations"
    for path in sorted(root.glob("*/*.json")):
        for number, record in enumerate(read_json(path)):
            text = [re.sub(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", line) for line in record["text"]]
            kept = [str(mark) == "1" for mark in record["labels"]]
            letters = "".join("." if not line.strip() else "bc"[keep] for line, keep in zip(text, kept))
            gold = "\n".join(line for line, keep in zip(text, kept) if keep)
            language, part = path.parent.name, path.stem
            texts = {"lines": "\n".join(text)}
            yield Page(f"{language}.{part}.{number}", "", gold, "lines", language, texts=texts, labels=letters)


@dataclasses.dataclass
class Corpus:
    """A corpus that is built from the checkout of one benchmark."""

    name: str
    heading: str
    benchmark: str  # the folder of the checkout
    pages: "object"
    extractors: "tuple[str, ...]" = ()
    """The extractors that read the pages; none if the benchmark has the texts."""
    fields: "tuple[str, ...]" = ("extractor", "language")
    """There is a table of rows for each of these fields of the records."""


WCXB, L3S = "web-content-extraction-benchmark", "page-signal"
ALL_EXTRACTORS = ("trafilatura", "trafilatura_recall", "readability", "resiliparse", "newspaper", "inscriptis")
CORPORA = [
    Corpus("news", "News articles", "article-extraction-benchmark", news, fields=("extractor",)),
    Corpus("newsrooms", "Newsrooms", "fundus", newsrooms, ALL_EXTRACTORS),
    Corpus("blogs", "Blogs and guides", WCXB, blogs, (*ALL_EXTRACTORS, "boilerpy"), ("extractor",)),
    Corpus("kinds", "Pages of other kinds", WCXB, kinds, ("inscriptis",), ("kind",)),
    Corpus("readability", "Test pages of readability.js", "readability", readability, ALL_EXTRACTORS),
    Corpus("portals", "News of 2010", L3S, portals, ("trafilatura", "resiliparse", "inscriptis"), ("extractor",)),
    Corpus("lines", "Lines that people kept or dropped", "multilingual-register-labeling", lines, fields=("language",)),
]
