"""Builds all corpora from small invented trees that are laid out like the checkouts of the benchmarks.

python3 -m unittest discover benches/proof
"""

import contextlib
import gzip
import io
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import extractors
import proof
import tables
from benchmarks import CORPORA
from labels import label
from pages import text_of, visible_without_captions

STORY = [
    "The ferry to Orrin sails again from Monday, the harbour board said after a long vote on the quay.",
    "It had been laid up since October, when the gearbox failed and three hundred people had to do without.",
    "The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast.",
]
GOLD = "\n".join(STORY)
PAGE = (
    '<html lang="en"><head><title>Ferry sails again from Monday</title><script>var unseen = 1;</script></head><body>'
    "<h1>Ferry sails again from Monday</h1><p>Share on Facebook</p>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    + "<figure><figcaption>The vessel in its harbour</figcaption></figure><p>Read more: Seven islands</p></body></html>"
)
TEXT = "Ferry sails again from Monday\nShare on Facebook\n" + GOLD + "\nRead more: Seven islands"
LABELS = "tbcccb"


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        content = gzip.compress(content.encode())
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def put_json(path, content):
    put(path, json.dumps(content))


def news(root):
    root = root / "article-extraction-benchmark"
    put_json(root / "ground-truth.json", {"a" * 64: {"articleBody": GOLD, "url": "https://news.gazette.example/ferry"}})
    put(root / f"html/{'a' * 64}.html.gz", PAGE)
    put_json(root / "output/plain.json", {"a" * 64: {"articleBody": TEXT}})
    put_json(root / "output/versioned.json", {"version": "1", "output": {"a" * 64: {"articleBody": GOLD}}})
    put_json(root / "output/silent.json", {"a" * 64: {"articleBody": None}})


def wcxb(root):
    root = root / "web-content-extraction-benchmark"
    for split, id, kind, gold in (
        ("dev", "0001", "article", GOLD),
        ("dev", "0002", "forum", GOLD + "\nSo says the forum."),
        ("test", "0003", "article", GOLD),  # a page of `dev`
        ("test", "0004", "article", "Words that the page lacks and that nobody ever wrote on it. " * 8),
        ("test", "0005", "article", "Too short."),
    ):
        truth = {"main_content": gold, "title": "Ferry sails again from Monday"}
        record = {
            "url": f"https://blog.example/{id}",
            "ground_truth": truth,
            "_internal": {"page_type": {"primary": kind}},
        }
        put_json(root / split / f"ground-truth/{id}.json", record)
        put(root / split / f"html/{id}.html.gz", PAGE)


def readability(root):
    for name, gold in (("ferry-1", PAGE), ("filler", PAGE.replace("quay", "quay, lorem ipsum"))):
        folder = root / "readability/test/test-pages" / name
        put(
            folder / "source.html",
            PAGE.replace("<head>", '<head><link rel="canonical" href="https://ferry.example/1">'),
        )
        put(
            folder / "expected.html", "<div>" + gold[gold.index("<p>The ferry") : gold.index("<p>Read more")] + "</div>"
        )
        put_json(folder / "expected-metadata.json", {"title": "Ferry sails again from Monday"})


def fundus(root):
    folder = root / "fundus/tests/resources/parser/test_data/xx"
    put(folder / "Gazette_2024_03_14.html.gz", PAGE.replace('"en"', '"nb-NO"'))
    old = {"body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["It was another page then."]}]}}
    body = {"summary": [STORY[0]], "sections": [{"headline": [], "paragraphs": [STORY[1], STORY[2]]}]}
    put_json(folder / "Gazette.json", {"V1": {"body": body, "title": "Ferry sails again"}, "V2": old})
    put_json(folder / "meta.info", {"Gazette_2024_03_14.html.gz": {"url": "https://www.gazette.example/ferry"}})


def fundus_with_history(root):
    """A clone in which the page of today replaced another page."""
    clone = root / "fundus"
    fundus(root)
    page, body = (next(clone.rglob(name)) for name in ("Gazette_2024*", "Gazette.json"))
    new_page, new_body = page.read_bytes(), body.read_text()
    put(page, PAGE.replace("Orrin", "Elmsworth"))
    put(body, new_body.replace("Orrin", "Elmsworth"))
    put_json(page.parent / "meta.info", {page.name: {"url": "https://www.gazette.example/older"}})
    git = ["git", "-C", str(clone), "-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "First"]):
        subprocess.run([*git, *command], check=True)
    put(page.with_name("Gazette_2024_05_05.html.gz"), gzip.decompress(new_page).decode())
    page.unlink()
    put(body, new_body)
    put_json(page.parent / "meta.info", {"Gazette_2024_05_05.html.gz": {"url": "https://www.gazette.example/ferry"}})
    for command in (["add", "--all", "."], ["commit", "--quiet", "--message", "Second"]):
        subprocess.run([*git, *command], check=True)


def portals(root):
    folder = root / "page-signal/L3S-GN1-20100130203947-00001"
    marked = PAGE.replace("<h1>Ferry", '<h1><span class="x-nc-sel1">Ferry').replace("</h1>", "</span></h1>")
    for paragraph in STORY:
        marked = marked.replace(paragraph, f'<span class="x-nc-sel2">{paragraph}</span>')
    put(folder / "url-mapping.txt", "<urn:uuid:0aa0-1> http://portal.example/ferry\n")
    put(folder / "original/0aa0-1.html", PAGE.encode("cp1252"))
    put(folder / "annotated/0aa0-1.html", marked)


def turku(root):
    folder = root / "multilingual-register-labeling/text-quality-annotations"
    put_json(folder / "fi/test.json", [{"text": ["Lautta kulkee taas.", "", "Jaa"], "labels": [1, 0, 0]}])


class Corpora(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.checkouts, self.out = Path(folder.name, "checkouts"), Path(folder.name, "corpora")
        for lay_out in (news, wcxb, readability, fundus, portals, turku):
            lay_out(self.checkouts)
        self.out.mkdir()
        # The extractors are packages that need not be installed: each gives the text of the whole page here.
        whole = lambda _name, html, _language: text_of(html, visible_without_captions)  # noqa: E731
        for name, stub in (("extract", whole), ("missing", lambda _names: [])):
            patch = mock.patch.object(extractors, name, stub)
            patch.start()
            self.addCleanup(patch.stop)

    def build(self, name):
        corpus = next(corpus for corpus in CORPORA if corpus.name == name)
        path = self.out / f"{name}.jsonl.gz"
        with contextlib.redirect_stderr(io.StringIO()):
            proof.build(corpus, self.checkouts, path, None)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def test_published_texts_are_read(self):
        records = self.build("news")
        self.assertEqual({r["extractor"]: r["labels"] for r in records}, {"plain": LABELS, "versioned": "ccc"})
        self.assertEqual({(r["gold"], r["language"], r["fold"]) for r in records}, {(GOLD, "en", "unseen")})

    def test_pages_are_read_by_all_extractors(self):
        expected = {
            "newsrooms": ("Gazette_2024_03_14", "no", GOLD),
            "blogs": ("dev-0001", "en", GOLD),
            "kinds": ("dev-0002", "en", GOLD + "\nSo says the forum."),
            "readability": ("ferry-1", "en", GOLD),
            "portals": ("0aa0-1", "en", "Ferry sails again from Monday\n" + GOLD),
        }
        for corpus in (corpus for corpus in CORPORA if corpus.name in expected):
            with self.subTest(corpus.name):
                records = self.build(corpus.name)
                self.assertEqual([r["extractor"] for r in records], list(corpus.extractors))
                self.assertEqual({(r["id"], r["language"], r["gold"]) for r in records}, {expected[corpus.name]})
                self.assertEqual({r["text"] for r in records}, {TEXT})

    def test_replaced_pages_are_read_from_the_history(self):
        fundus_with_history(self.checkouts)
        found = {(r["id"], r["url"], r["gold"]) for r in self.build("newsrooms")}
        now = ("Gazette_2024_05_05", "https://www.gazette.example/ferry", GOLD)
        before = ("Gazette_2024_03_14", "https://www.gazette.example/older", GOLD.replace("Orrin", "Elmsworth"))
        self.assertEqual(found, {now, before})

    def test_lines_keep_the_labels_of_people(self):
        (record,) = self.build("lines")
        self.assertEqual((record["labels"], record["gold"]), ("c.b", "Lautta kulkee taas."))
        self.assertEqual((record["language"], record["fold"]), ("fi", "unseen"))

    def test_the_fold_is_that_of_the_site(self):
        folds = {}
        for url in ("https://www.bbc.com/a", "http://bbc.com:80/b", "https://heise.de/", "https://nobody.example/"):
            page = mock.Mock(url=url, id="x")
            folds[url] = proof.fold_of(mock.Mock(), page)
        self.assertEqual(len(set(list(folds.values())[:2])), 1, folds)
        self.assertEqual([fold == "unseen" for fold in folds.values()], [False, False, False, True])

    def run_command(self, *arguments):
        """Runs the whole command with a stand-in for `dechaff evaluate`, which removes nothing."""
        command = self.out.parent / "dechaff"
        command.write_text(f"#!{sys.executable}\n{STAND_IN}")
        command.chmod(0o755)
        given = ["proof.py", str(self.checkouts), "--corpora", str(self.out), "--command", str(command), *arguments]
        out, messages = io.StringIO(), io.StringIO()
        with mock.patch.object(sys, "argv", given), contextlib.redirect_stdout(out):
            with contextlib.redirect_stderr(messages):
                status = proof.main()
        return status, out.getvalue(), messages.getvalue()

    def test_one_command_prints_and_writes_all_tables(self):
        document = self.out.parent / "accuracy.md"
        marks = ("<!-- figures: kinds -->", "<!-- figures: comparison -->")
        document.write_text("".join(f"{mark}\nold{tables.END}\n\n" for mark in marks) + "after\n")
        status, printed, _ = self.run_command("--write", "--document", str(document))
        self.assertEqual(status, 0)
        for corpus in CORPORA:
            self.assertIn(f"### {corpus.heading}\n", printed)
        self.assertIn("| plain | unseen | 1 | 0.500 | **0.750** · 1.00 % | 0.250 · 9.00 % |", printed)
        self.assertIn("| fi | unseen | 1 | 0.500 | **0.750** · 1.00 % | 0.250 · 9.00 % | 0.250 · 9.00 % | – |", printed)
        self.assertIn("| news | 0.50 x | 0.50 x | 0.50 x |", printed)
        self.assertIn("| plain | 0.500 | 0.750 | 0.900 | 62 % | 1.00 % | 0.0 % |", printed)
        self.assertIn("| kind | recall, unseen | F1, unseen |", printed)
        for row in ("**all but articles**", "forum"):
            self.assertIn(f"| {row} | 0.600 → 0.700 | 0.500 → 0.750 |", printed)
        self.assertEqual(document.read_text(), printed[printed.index(marks[0]) :].rstrip() + "\n\nafter\n")

    def test_what_is_missing_is_said(self):
        self.checkouts = self.checkouts / "nowhere"
        status, printed, messages = self.run_command("--only", "news,lines")
        self.assertEqual((status, messages.count("SKIPPED, not measured")), (1, 2))
        self.assertNotIn("### News articles", printed)
        extractors.missing = lambda names: list(names)
        self.checkouts = self.checkouts.parent
        status, _, messages = self.run_command("--only", "portals")
        self.assertEqual(status, 1)
        self.assertIn("portals: pip install the packages of trafilatura, resiliparse, inscriptis", messages)


STAND_IN = """
import json, sys
rows = {json.loads(line)["row"] for line in open(sys.argv[2])}
pages = [json.loads(line)["row"] for line in open(sys.argv[2])]
def row(f1, lost, name):
    before, after = {"f1": 0.5, "recall": 0.6}, {"f1": f1, "recall": 0.7}
    shares = {"reachable": 0.9, "closed": 0.625, "content_lost": lost, "harmed": 0}
    return {"pages": pages.count(name), "before": before, "after": after, **shares}
way = sys.argv[sys.argv.index("--against") + 1]
found = {"dechaff": {n: row(0.75, 0.01, n) for n in rows}, way: {n: row(0.25, 0.09, n) for n in rows}}
json.dump(found, open(sys.argv[sys.argv.index("--json") + 1], "w"))
print("dechaff is 0.50 x as fast as", way)
"""


class Outcomes(unittest.TestCase):
    def test_wins_and_losses_are_both_printed(self):
        def figures(before, ours, theirs):
            row = lambda f1: {"before": {"f1": before}, "after": {"f1": f1}, "content_lost": 1 - f1}  # noqa: E731
            return {"dechaff": row(ours), "c4": row(theirs)}

        rows = [("kind", k, "unseen", figures(*f)) for k, f in {"a": (0.5, 0.6, 0.7), "b": (0.5, 0.5, 0.4)}.items()]
        measured = mock.Mock(rows=lambda: rows)
        measured.corpus.name = "kinds"
        lines = tables.outcomes([measured]).split("\n")
        self.assertEqual(lines[2:4], ["| nothing | 1 | 1 | 0 | 0 | 0 | 2 |", "| C4 lines | 1 | 0 | 1 | 1 | 0 | 1 |"])
        self.assertEqual(lines[-1], "* against C4 lines: kinds, kind a, unseen, 0.700 and dechaff 0.600")


class Labels(unittest.TestCase):
    def test_each_label(self):
        titles = ["Ferry sails again from Monday - The Gazette"]
        for line, expected in [
            (STORY[0], "c"),
            ("   ", "."),
            ("Ferry sails again from Monday", "t"),
            ("Share", "b"),
            ("to do without", "?"),
            ("Seven islands that you can walk to", "b"),
            ("It had been laid up since October, writes our own reporter today", "m"),
        ]:
            self.assertEqual(label(line, GOLD, titles), expected, line)

    def test_a_chinese_sentence_is_many_words(self):
        gold = "渡轮将于星期一再次启航。港务局在长时间投票后表示。"
        self.assertEqual(label("渡轮将于星期一再次启航\n分享到微博上面去", gold, []), "cb")


if __name__ == "__main__":
    unittest.main()
