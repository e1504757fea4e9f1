"""Measures corpora with `dechaff evaluate`, and prints the tables of docs/accuracy.md."""

import collections
import gzip
import json
import re
import subprocess
import tempfile
from pathlib import Path

import extractors

OTHERS = {"c4": "C4 lines", "refinedweb": "RefinedWeb lines", "justext": "jusText"}
FOLDS = ("unseen", "check", "read")
FOLDS_OF_CELLS = ("read", "check", "unseen")
SAME = 0.0005  # a smaller difference of F1 is printed as none
SAME_LOSS = 0.00005  # and so is one of the share of lost words
END = "\n<!-- end -->"


def group_of(record):
    """The row in which the figures of several extractors or kinds of pages are given together, or None."""
    if record["kind"] != "article":
        return "all but articles"
    return extractors.group_of(record["extractor"])


class Measured:
    """A corpus with the figures of all ways to clean it."""

    def __init__(self, corpus, path, command):
        self.corpus = corpus
        self.command = command
        self.speed = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            self.records = [json.loads(line) for line in lines]
        for record in self.records:
            record["together"] = group_of(record)
        self.tables = {field: self.measure(field) for field in corpus.fields}

    def measure(self, field, ways=OTHERS):
        """The figures of each row: {(value, fold): {way: row of `dechaff evaluate`}}."""
        figures = {}
        grouped = [record for record in self.records if record[field] is not None]
        for way in ways:
            # The crate justext is measured with its English stop words, on texts in English only.
            records = [record for record in grouped if way != "justext" or record["language"] == "en"]
            if records:
                self.run(way, field, records, figures)
        return figures

    def together(self):
        """The figures of groups of extractors, or of kinds of pages."""
        return self.measure("together", ["c4"])

    def run(self, way, field, records, figures):
        with tempfile.TemporaryDirectory() as folder:
            pages, results = Path(folder) / "pages.jsonl", Path(folder) / "results.json"
            with pages.open("w", encoding="utf-8") as out:
                for record in records:
                    row = json.dumps([record[field], record["fold"]])
                    out.write(json.dumps({**record, "row": row}, ensure_ascii=False) + "\n")
            arguments = ["evaluate", pages, "--by", "row", "--against", way, "--json", results]
            done = subprocess.run([self.command, *arguments], capture_output=True, text=True, check=True)
            evaluated = json.loads(results.read_text())
        self.speed[way] = float(re.search(r"dechaff is ([\d.]+) x as fast", done.stdout)[1])
        counts = {}
        for record in self.records:
            row = (record[field], record["fold"])
            counts[row] = counts.get(row, 0) + 1
        for row, count in counts.items():
            for cleaner in ("dechaff", way):
                found = evaluated[cleaner].get(json.dumps(row))
                # A way that was measured on a part of a row's texts cannot be compared with the others.
                if found and found["pages"] == count:
                    figures.setdefault(row, {})[cleaner] = found

    def rows(self):
        """All rows of all tables, with a name."""
        for field, figures in self.tables.items():
            for value, fold in sorted(figures, key=lambda row: (FOLDS.index(row[1]), row[0])):
                yield field, value, fold, figures[value, fold]


def cell(row, best):
    if row is None:
        return "–"
    f1 = f"{row['after']['f1']:.3f}"
    return f"{f'**{f1}**' if row['after']['f1'] > best - SAME else f1} · {100 * row['content_lost']:.2f} %"


def table(measured, field):
    ways = ["dechaff", *OTHERS]
    lines = [f"| {field} | fold | texts | nothing | dechaff | " + " | ".join(OTHERS.values()) + " |", "|---" * 8 + "|"]
    for _, value, fold, figures in (row for row in measured.rows() if row[0] == field):
        before = figures["dechaff"]["before"]["f1"]
        best = max([before, *(row["after"]["f1"] for row in figures.values())])
        nothing = f"**{before:.3f}**" if before > best - SAME else f"{before:.3f}"
        cells = [value, fold, str(figures["dechaff"]["pages"]), nothing]
        cells += [cell(figures.get(way), best) for way in ways]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def comparisons(measured, way):
    """Of each row in which dechaff and the other way were measured: its name, and both F1 and shares of lost words."""
    for corpus in measured:
        for field, value, fold, figures in corpus.rows():
            if way == "nothing" or way in figures:
                ours = figures["dechaff"]
                before = (ours["before"]["f1"], 0.0)
                theirs = before if way == "nothing" else (figures[way]["after"]["f1"], figures[way]["content_lost"])
                name = f"{corpus.corpus.name}, {field} {value}, {fold}"
                yield name, (ours["after"]["f1"], ours["content_lost"]), theirs


def outcomes(measured):
    """Against each way: in how many rows dechaff has the better, the same and the worse F1, and loses less, as much and
    more of the content; and each row in which its F1 is worse."""
    lines = ["| against | F1 better | same | worse | lost less | same | more |", "|---" * 7 + "|"]
    losses = []
    for way, name in [("nothing", "nothing"), *OTHERS.items()]:
        counts = collections.Counter()
        for row, ours, theirs in comparisons(measured, way):
            counts["f1", sign(ours[0] - theirs[0], SAME)] += 1
            counts["lost", sign(ours[1] - theirs[1], SAME_LOSS)] += 1
            if theirs[0] - ours[0] > SAME:
                losses.append(f"* against {name}: {row}, {theirs[0]:.3f} and dechaff {ours[0]:.3f}")
        cells = [counts["f1", 1], counts["f1", 0], counts["f1", -1], counts["lost", -1], counts["lost", 0]]
        lines.append(f"| {name} | " + " | ".join(map(str, [*cells, counts["lost", 1]])) + " |")
    return "\n".join([*lines, "", "The F1 of dechaff is worse in these rows:", "", *(losses or ["* none"])])


def sign(difference, same):
    return 0 if abs(difference) <= same else 1 if difference > 0 else -1


def speeds(measured):
    lines = ["| corpus | " + " | ".join(f"against {name}" for name in OTHERS.values()) + " |", "|---" * 4 + "|"]
    for corpus in measured:
        ratios = (f"{corpus.speed[way]:.2f} x" if way in corpus.speed else "–" for way in OTHERS)
        lines.append(f"| {corpus.corpus.name} | " + " | ".join(ratios) + " |")
    return "\n".join(lines)


def percent(name, digits):
    return lambda row: f"{100 * row[name]:.{digits}f} %"


def change(figure):
    return lambda row: f"{row['before'][figure]:.3f} → {row['after'][figure]:.3f}"


def effect(measured):
    """What dechaff does behind each extractor, with the figures of all folds in one cell."""
    columns = {
        "before": lambda row: f"{row['before']['f1']:.3f}", "after": lambda row: f"{row['after']['f1']:.3f}",
        "reachable": lambda row: f"{row['reachable']:.3f}", "closed": percent("closed", 0),
        "lost": percent("content_lost", 2), "harmed": percent("harmed", 1),
    }  # fmt: skip
    lines = ["| extractor | " + " | ".join(columns) + " |", "|---" * 7 + "|"]
    several = {}
    for record in measured.records:
        several.setdefault(record["together"], set()).add(record["extractor"])
    together = {row: figures for row, figures in measured.together().items() if len(several[row[0]]) > 1}
    for figures, form in ((measured.tables["extractor"], "{}"), (together, "**{}**")):
        for value in sorted({value for value, _ in figures}):
            rows = [figures[value, fold]["dechaff"] for fold in FOLDS_OF_CELLS if (value, fold) in figures]
            cells = (" · ".join(map(column, rows)) for column in columns.values())
            lines.append(f"| {form.format(value)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def effect_by_kind(measured):
    """What dechaff does to each kind of page, with a column for each fold."""
    columns = {"recall": change("recall"), "F1": change("f1")}
    folds = [fold for fold in FOLDS_OF_CELLS if any(record["fold"] == fold for record in measured.records)]
    heads = [f"{name}, {fold}" for name in columns for fold in folds]
    lines = ["| kind | " + " | ".join(heads) + " |", "|---" * (1 + len(heads)) + "|"]
    together = {row: figures for row, figures in measured.together().items() if row[0] == "all but articles"}
    for figures, form in ((together, "**{}**"), (measured.tables["kind"], "{}")):
        for value in sorted({value for value, _ in figures}):
            rows = [figures.get((value, fold)) for fold in folds]
            cells = [column(row["dechaff"]) if row else "" for column in columns.values() for row in rows]
            lines.append(f"| {form.format(value)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


EFFECTS = {"news": effect, "newsrooms": effect, "blogs": effect, "kinds": effect_by_kind}
"""The tables of docs/accuracy.md before and after cleaning, by the name of their corpus and of their mark."""


def comparison(measured):
    """All tables that compare dechaff with other ways."""
    parts = []
    for corpus in measured:
        parts.append(f"### {corpus.corpus.heading}")
        parts += [table(corpus, field) for field in corpus.corpus.fields]
    parts += ["### Better and worse", outcomes(measured), "### Speed", speeds(measured)]
    return "\n\n".join(parts)


def blocks(measured):
    """All tables by the mark in the document between which and `END` they stand."""
    effects = {m.corpus.name: EFFECTS[m.corpus.name](m) for m in measured if m.corpus.name in EFFECTS}
    return {
        **{f"figures: {name}": block for name, block in effects.items()},
        "figures: comparison": comparison(measured),
    }


def write(path, blocks):
    """Replaces the blocks of the document that have a mark."""
    document = path.read_text(encoding="utf-8")
    for mark, block in blocks.items():
        head, begin, rest = document.partition(f"<!-- {mark} -->\n")
        if begin:
            document = head + begin + block + rest[rest.index(END) :]
    path.write_text(document, encoding="utf-8")
