"""Measures corpora with `dechaff evaluate`, and prints the tables of docs/accuracy.md."""

import gzip
import json
import re
import subprocess
import tempfile
from pathlib import Path

OTHERS = {"c4": "C4 lines", "refinedweb": "RefinedWeb lines", "justext": "jusText"}
FOLDS = ("unseen", "check", "read")
SAME = 0.0005  # a smaller difference of F1 is printed as none
BEGIN, END = "<!-- proof -->\n", "\n<!-- end of proof -->"


class Measured:
    """A corpus with the figures of all ways to clean it."""

    def __init__(self, corpus, path, command):
        self.corpus = corpus
        self.speed = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            self.records = [json.loads(line) for line in lines]
        self.tables = {field: self.measure(field, command) for field in corpus.fields}

    def measure(self, field, command):
        """The figures of each row: {(value, fold): {way: row of `dechaff evaluate`}}."""
        figures = {}
        for way in OTHERS:
            # The crate justext is measured with its English stop words, on texts in English only.
            records = [r for r in self.records if way != "justext" or r["language"] == "en"]
            if records:
                self.run(way, field, records, command, figures)
        return figures

    def run(self, way, field, records, command, figures):
        with tempfile.TemporaryDirectory() as folder:
            pages, results = Path(folder) / "pages.jsonl", Path(folder) / "results.json"
            with pages.open("w", encoding="utf-8") as out:
                for record in records:
                    row = json.dumps([record[field], record["fold"]])
                    out.write(json.dumps({**record, "row": row}, ensure_ascii=False) + "\n")
            arguments = ["evaluate", pages, "--by", "row", "--against", way, "--json", results]
            done = subprocess.run([command, *arguments], capture_output=True, text=True, check=True)
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


def outcomes(measured):
    """Against each way: in how many rows dechaff has the better F1, the same and the worse one, and which those are."""
    lines = ["| against | better | the same | worse | rows in which dechaff is worse |", "|---|---|---|---|---|"]
    for way, name in [("nothing", "nothing"), *OTHERS.items()]:
        better, same, worse = 0, 0, []
        for corpus in measured:
            for field, value, fold, figures in corpus.rows():
                if way != "nothing" and way not in figures:
                    continue
                ours = figures["dechaff"]["after"]["f1"]
                theirs = figures["dechaff"]["before"]["f1"] if way == "nothing" else figures[way]["after"]["f1"]
                if abs(ours - theirs) < SAME:
                    same += 1
                elif ours > theirs:
                    better += 1
                else:
                    worse.append(f"{corpus.corpus.name}, {field} {value}, {fold} ({theirs:.3f} to {ours:.3f})")
        lines.append(f"| {name} | {better} | {same} | {len(worse)} | {'; '.join(worse) or 'none'} |")
    return "\n".join(lines)


def speeds(measured):
    lines = ["| corpus | " + " | ".join(f"against {name}" for name in OTHERS.values()) + " |", "|---" * 4 + "|"]
    for corpus in measured:
        ratios = (f"{corpus.speed[way]:.2f} x" if way in corpus.speed else "–" for way in OTHERS)
        lines.append(f"| {corpus.corpus.name} | " + " | ".join(ratios) + " |")
    return "\n".join(lines)


def document(measured):
    parts = []
    for corpus in measured:
        parts.append(f"### {corpus.corpus.heading}")
        parts += [table(corpus, field) for field in corpus.corpus.fields]
    parts += ["### Better and worse", outcomes(measured), "### Speed", speeds(measured)]
    return "\n\n".join(parts)


def write(path, tables):
    """Replaces what stands between the two marks of the document."""
    head, rest = path.read_text(encoding="utf-8").split(BEGIN)
    path.write_text(head + BEGIN + tables + rest[rest.index(END) :], encoding="utf-8")
