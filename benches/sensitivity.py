#!/usr/bin/env python3
"""Measures how much the output depends on each numeric constant of the rules and passes.

    sensitivity.py --fixtures
    sensitivity.py [--fixtures] CORPUS.jsonl.gz... [--sample N] [--fold-script FILE] [--only REGEX] [--target-dir DIR]

Run it in any folder; it measures the source tree that contains it. It needs Python 3.8 or later, and cargo.

The script copies the source tree to a temporary folder and replaces each numeric constant of the judging code (see
FILES below) by a function, which scales its value if the environment variable DECHAFF_MOVE names it. It builds the
example `clean` once from this copy. Then it cleans the same texts once for each constant and factor (0.75 and 1.25)
and compares the output with that of the unchanged constants. An integer is rounded, moves by at least 1, and does not
become negative. The ends of a range (`RangeInclusive`) are two constants, NAME.start and NAME.end. A constant that is
computed from another one moves with it, and also on its own.

A constant that cannot be a function call where it is used, such as the end of a range in a match pattern, is not
moved. The compiler finds these: if the build fails, the constants in the reported lines are restored, and the build
runs again. They are listed below the table.

Input:
  CORPUS          JSONL, possibly compressed with gzip: one object per line, with the field `text` and, if the texts
                  are annotated, `labels`: one letter for each line of the text, c for content of the article, b for
                  boilerplate; lines with another letter are not counted.
  --fixtures      The pages fixtures/*/*.in.txt, without labels.
  --sample N      At most N texts of each corpus, at equal distances (default: 400). All fixtures are used.
  --fold-script   A Python file with a function fold(record). Only records for which it returns "read" are used, so
                  that the texts kept for the final check are not.
  --only REGEX    Only constants whose "file:NAME" matches.
  --target-dir    Target folder of the build. The default is in the temporary folder, so that all dependencies are
                  compiled again; with a folder that is kept, later runs start faster.

Output: a table, the largest effect first.
  changed         share of the texts whose cleaned text differs, in percent
  boilerplate     change of the share of words in b lines that are removed, in percentage points; a positive number
                  is an improvement
  content         the same for c lines; a positive number means that more of the articles is lost
Constants without any effect on the texts are listed in short below it. That a constant has no effect may only mean
that the texts have no case for it.
"""
import argparse
import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = ["src/rules/**/*.rs", "src/passes/**/*.rs", "src/view/**/*.rs", "src/policy.rs", "src/guard.rs"]
FACTORS = [0.75, 1.25]
# Seconds after which a run counts as failed: a moved constant may make a loop endless.
TIMEOUT_SECONDS = 120

NUMERIC = re.compile(r"(?:[ui](?:8|16|32|64|size)|f32|f64)$")
RANGE = re.compile(r"(?:std::ops::)?RangeInclusive<(\w+)>$")
LITERAL = re.compile(r"-?[\d_]+(?:\.[\d_]+)?$")
# Comments, string literals and character literals, in which names are not constants.
NOT_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r(?P<hashes>\#*)".*?"(?P=hashes)|b?"(?:\\.|[^"\\])*"|b?'(?:\\[^'\n]+|\\'|[^'\\\n])'""",
    re.S,
)
TESTS = re.compile(r"#\[cfg\(test\)\]\s*mod \w+ \{.*", re.S)
ITEM = re.compile(r"(?P<visibility>\bpub(?:\([^)]*\))? +)?\b(?P<kind>const|static) (?P<name>[A-Z][A-Z0-9_]*): ")
EQUALS = re.compile(r"\s+=\s+")
CONST_FN = re.compile(r"\bconst (?=fn (?P<name>\w+))")
USE = re.compile(r"\buse\b[^;]*;")
WORD = re.compile(r"\w+")

# The module that is added to the copy. `scale` is called once for each constant.
MODULE = """
mod moved_constants {
    use once_cell::sync::Lazy;
    /// The constant to move, as `file:NAME`, and the factor.
    static MOVE: Lazy<Option<(String, f64)>> = Lazy::new(|| {
        let text = std::env::var("DECHAFF_MOVE").ok()?;
        let (key, factor) = text.rsplit_once(':').expect("DECHAFF_MOVE is file:NAME:factor");
        Some((key.to_owned(), factor.parse().expect("DECHAFF_MOVE ends in a number")))
    });
    pub(crate) fn scale(key: &str, value: f64, is_integer: bool) -> f64 {
        let factor = match &*MOVE {
            Some((moved, factor)) if moved == key => *factor,
            _ => return value,
        };
        if !is_integer {
            return value * factor;
        }
        let moved = (value * factor).round();
        (if factor < 1.0 { moved.min(value - 1.0) } else { moved.max(value + 1.0) }).max(0.0)
    }
}
"""


class Item:
    """A `const`, `static` or `const fn` of a source file. `start..body` is its head and `body..end` its value."""

    def __init__(self, kind, name, start, body, end, visibility="", type_=""):
        self.kind, self.name, self.start, self.body, self.end = kind, name, start, body, end
        self.visibility, self.type = visibility, type_


class Source:
    """A source file: its text, the same with blanks for all that is not code, and its items."""

    def __init__(self, path):
        self.path = path
        self.text = (ROOT / path).read_text(encoding="utf-8")
        self.code = TESTS.sub(blank, NOT_CODE.sub(blank, self.text))
        self.uses = [match.span() for match in USE.finditer(self.code)]
        self.imports = {name for start, end in self.uses for name in WORD.findall(self.code[start:end])}
        self.items = []
        for match in ITEM.finditer(self.code):
            equals = EQUALS.search(self.code, match.end())
            end = equals and closing(self.code, equals.end(), ";")
            if end is None:
                continue  # A generic parameter.
            body = equals.end()
            type_ = self.code[match.end() : equals.start()]
            fields = match["kind"], match["name"], match.start(), body, end, match["visibility"] or "", type_
            self.items.append(Item(*fields))
        for match in CONST_FN.finditer(self.code):
            body = self.code.index("{", match.end()) + 1
            self.items.append(Item("fn", match["name"], match.start(), body, closing(self.code, body, "}")))

    def value(self, item):
        return self.code[item.body : item.end]


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def closing(code, start, end):
    """The position of the first `end` at or after `start` that is not inside brackets, or `None`."""
    depth = 0
    for position in range(start, len(code)):
        if depth == 0 and code[position] == end:
            return position
        depth += (code[position] in "([{") - (code[position] in ")]}")
    return None


def is_numeric(source, item):
    """Whether the item is a constant that the script can move."""
    if item.kind != "const":
        return False
    is_range = RANGE.match(item.type) and len(source.value(item).split("..=")) == 2
    return bool(NUMERIC.match(item.type) or is_range)


def plan(sources, judging, fixed):
    """The items to rewrite, as a set of (path, name): all numeric constants that are not fixed, and the constants,
    statics and functions whose values contain one of these. What a fixed item contains is fixed too."""
    while True:
        chosen = {(s.path, i.name) for s in judging for i in s.items if is_numeric(s, i)} - fixed
        while True:
            names = {s.path: names_in(s, chosen) for s in sources}
            more = {
                (s.path, i.name) for s in sources for i in s.items if names[s.path] & set(WORD.findall(s.value(i)))
            }
            if more <= chosen:
                break
            chosen |= more
        blocked = {
            (path, name)
            for s in sources
            for i in s.items
            if (s.path, i.name) in fixed
            for name in names[s.path] & set(WORD.findall(s.value(i)))
            for path in definitions(sources, s, name)
        }
        if blocked <= fixed:
            return chosen - fixed
        fixed = fixed | blocked


def names_in(source, chosen):
    """The names in a file that stand for chosen items: those that it defines or imports."""
    own = {i.name for i in source.items}
    return {name for path, name in chosen if path == source.path or (name in source.imports and name not in own)}


def definitions(sources, source, name):
    """The files that may define a name of a file: itself, or else all others."""
    if any(i.name == name for i in source.items):
        return [source.path]
    return [s.path for s in sources if any(i.name == name for i in s.items)]


def rewrite(source, chosen):
    """The text of a file in which the chosen items are functions. Line numbers stay the same."""
    names = names_in(source, chosen)
    edits, heads = [], list(source.uses)
    lazy = "once_cell::sync::Lazy"
    for item in source.items:
        if (source.path, item.name) not in chosen:
            continue
        heads.append((item.start, item.body))
        if item.kind == "fn":
            edits.append((item.start, item.start + len("const "), ""))
            names.discard(item.name)
            continue
        if item.kind == "static":
            names.discard(item.name)
            before = f"{item.visibility}static {item.name}: {lazy}<{item.type}> = {lazy}::new(|| "
            edits += [(item.start, item.body, before), (item.end, item.end + 1, ");")]
            continue
        edits.append((
            item.start,
            item.body,
            f"#[allow(non_snake_case)] {item.visibility}fn {item.name}() -> {item.type} {{ ",
        ))
        edits.append((item.end, item.end + 1, " }"))
        key = f"{source.path}:{item.name}"
        if NUMERIC.match(item.type):
            edits += wrap(key, item.type, item.body, item.end)
        elif is_numeric(source, item):
            dots = source.code.index("..=", item.body)
            kind = RANGE.match(item.type)[1]
            edits += wrap(key + ".start", kind, item.body, dots) + wrap(key + ".end", kind, dots + 3, item.end)
    calls = []
    for match in re.finditer(r"(?<![\w'])[A-Z][A-Z0-9_]*\b(?!::|!)", source.code):
        if match[0] in names and not any(start <= match.start() < end for start, end in heads):
            calls.append((match.end(), match.end(), "()"))
    text = source.text
    # Edits at the same position keep their order: the parentheses of a call belong to the value that is scaled.
    for start, end, new in reversed(sorted(calls + edits, key=lambda edit: edit[:2])):
        text = text[:start] + new + text[end:]
    return text


def wrap(key, kind, start, end):
    """The edits that scale the value between two positions. It is computed once, because loops ask for it."""
    before = f"({{ static MOVED: std::sync::OnceLock<{kind}> = std::sync::OnceLock::new(); *MOVED.get_or_init(|| "
    before += f'crate::moved_constants::scale("{key}", ('
    after = f") as f64, {str(kind[0] != 'f').lower()}) as {kind}) }})"
    return [(start, start, before), (end, end, after)]


def build(copy, target):
    """Builds the copy with as many constants moved as compile. Returns the program and the chosen items."""
    paths = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("src/**/*.rs"))
    wanted = {path.relative_to(ROOT).as_posix() for pattern in FILES for path in ROOT.glob(pattern)}
    sources = [Source(path) for path in paths]
    judging = [source for source in sources if source.path in wanted]
    command = ["cargo", "build", "--release", "--example", "clean", "--message-format", "json"]
    fixed = set()
    while True:
        chosen = plan(sources, judging, fixed)
        for source in sources:
            text = rewrite(source, chosen)
            (copy / source.path).write_text(text + (MODULE if source.path == "src/lib.rs" else ""), encoding="utf-8")
        env = dict(os.environ, CARGO_TARGET_DIR=str(target))
        done = subprocess.run(command, cwd=copy, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        messages = [json.loads(line) for line in done.stdout.splitlines()]
        if done.returncode == 0:
            programs = [m["executable"] for m in messages if m.get("executable")]
            return Path(programs[-1]), sources, judging, chosen
        failed = culprits(messages, sources, chosen)
        if not failed:
            rendered = [m["message"]["rendered"] for m in messages if m["reason"] == "compiler-message"]
            sys.exit("the copy does not compile:\n" + "".join(rendered) + done.stderr.decode(errors="replace"))
        fixed |= failed


def culprits(messages, sources, chosen):
    """The items in the lines that the compiler reports."""
    by_path = {source.path: source for source in sources}
    found = set()
    for message in messages:
        if message["reason"] != "compiler-message" or message["message"]["level"] != "error":
            continue
        for span in message["message"]["spans"]:
            source = by_path.get(span["file_name"].replace("\\", "/"))
            if source is None:
                continue
            lines = source.code.split("\n")[span["line_start"] - 1 : span["line_end"]]
            for name in names_in(source, chosen) & set(WORD.findall("\n".join(lines))):
                found |= {(path, name) for path in definitions(sources, source, name)} & chosen
    return found


def constants(judging, chosen):
    """(key, value) of each moved constant, in the order of the files."""
    for source in judging:
        for item in sorted(source.items, key=lambda item: item.start):
            if (source.path, item.name) not in chosen or not is_numeric(source, item):
                continue
            key, value = f"{source.path}:{item.name}", source.value(item)
            if RANGE.match(item.type):
                start, end = value.split("..=")
                yield key + ".start", start
                yield key + ".end", end
            else:
                yield key, value


def moved_value(value, factor):
    """The moved value for the table, as the module in the copy computes it; nothing for an expression."""
    if not LITERAL.match(value):
        return ""
    if "." in value:
        return f"{float(value) * factor:g}"
    number = int(value)
    # As Rust rounds: halves away from zero.
    moved = int(number * factor + 0.5)
    return str(max(0, min(moved, number - 1) if factor < 1 else max(moved, number + 1)))


def read_corpus(path, sample, fold):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    if fold:
        records = [record for record in records if fold(record) == "read"]
    count = min(sample, len(records))
    chosen = [records[n * len(records) // count] for n in range(count)]
    return [(record["text"], record.get("labels")) for record in chosen]


def read_fixtures():
    paths = sorted(ROOT.glob("fixtures/*/*.in.txt"))
    return [(path.read_bytes().decode("utf-8"), None) for path in paths]


def load_fold(path):
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("fold_script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.fold


def count_words(text):
    return len(WORD.findall(text))


def removed_words(text, labels, output):
    """The removed words in c lines and b lines of a text."""
    raw, position, removed = text.encode(), 0, {"c": 0, "b": 0}
    for line, label in zip(text.split("\n"), labels):
        end = position + len(line.encode())
        if label in removed:
            kept, start = b"", position
            for span in output["removed"]:
                if span["start"] < end and span["end"] > position:
                    kept += raw[start : max(start, span["start"])]
                    start = max(start, min(span["end"], end))
            kept += raw[start:end]
            removed[label] += count_words(line) - count_words(kept.decode())
        position = end + 1
    return removed


class Measurement:
    """The texts, and their output with unchanged constants."""

    def __init__(self, program, texts):
        self.program, self.texts = program, texts
        self.feed = "".join(json.dumps({"text": text}) + "\n" for text, _ in texts).encode()
        self.total = {"c": 0, "b": 0}
        for text, labels in texts:
            for line, label in zip(text.split("\n"), labels or ""):
                if label in self.total:
                    self.total[label] += count_words(line)
        self.base = self.run({})
        if self.base is None:
            sys.exit("the program fails with unchanged constants")

    def run(self, variables):
        """One line of output for each text, or `None` if the program fails."""
        env = {name: value for name, value in os.environ.items() if name != "DECHAFF_MOVE"}
        env.update(variables)
        try:
            done = subprocess.run(
                [str(self.program), "--jsonl"],
                input=self.feed,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return None
        lines = done.stdout.splitlines()
        return lines if done.returncode == 0 and len(lines) == len(self.texts) else None

    def compare(self, key, factor):
        """(changed texts in percent, change on b lines and on c lines in percentage points), or `None`."""
        lines = self.run({"DECHAFF_MOVE": f"{key}:{factor}"})
        if lines is None:
            return None
        changed, change = 0, {"c": 0, "b": 0}
        for (text, labels), before, after in zip(self.texts, self.base, lines):
            if before == after:
                continue
            before, after = json.loads(before), json.loads(after)
            changed += before["text"] != after["text"]
            if labels:
                old, new = removed_words(text, labels, before), removed_words(text, labels, after)
                for label in change:
                    change[label] += new[label] - old[label]
        points = {label: 100 * change[label] / max(1, self.total[label]) for label in change}
        return 100 * changed / len(self.texts), points["b"], points["c"]


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", metavar="CORPUS")
    parser.add_argument("--fixtures", action="store_true")
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--fold-script")
    parser.add_argument("--only", default="")
    parser.add_argument("--target-dir")
    options = parser.parse_args()
    if not options.corpora and not options.fixtures:
        parser.error("name at least one corpus, or use --fixtures")
    return options


def main():
    options = parse_options()
    fold = load_fold(options.fold_script) if options.fold_script else None
    texts = read_fixtures() if options.fixtures else []
    for corpus in options.corpora:
        texts += read_corpus(corpus, options.sample, fold)
    with tempfile.TemporaryDirectory(prefix="dechaff-sensitivity-") as folder:
        copy = Path(folder) / "dechaff"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("target", ".git", "__pycache__"))
        target = Path(options.target_dir).resolve() if options.target_dir else Path(folder) / "target"
        program, sources, judging, chosen = build(copy, target)
        # The next build into the same target folder would replace the program.
        program = shutil.copy(program, folder)
        measurement = Measurement(program, texts)
        wanted = [(key, value) for key, value in constants(judging, chosen) if re.search(options.only, key)]
        rows = []
        for number, (key, value) in enumerate(wanted, 1):
            if sys.stderr.isatty():
                print(f"\r{number} of {len(wanted)} constants", end="", file=sys.stderr)
            rows += [(key, value, factor, measurement.compare(key, factor)) for factor in FACTORS]
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print_table(rows, measurement)
    unmoved = [f"{s.path}:{i.name}" for s in judging for i in s.items if is_numeric(s, i)]
    unmoved = [key for key in unmoved if tuple(key.split(":")) not in chosen and re.search(options.only, key)]
    print(f"\nNot moved, because the use of the constant cannot be a call: {', '.join(unmoved) or 'none'}")


def print_table(rows, measurement):
    words = measurement.total
    print(f"{len(measurement.texts)} texts; {words['b']} words in boilerplate lines, {words['c']} in content lines\n")
    print(f"{'constant':72} {'value':>6} {'factor':>6} {'moved':>6} {'changed':>8} {'boilerplate':>11} {'content':>8}")
    failed = [row for row in rows if row[3] is None]
    effective = [row for row in rows if row[3] is not None and any(row[3])]
    for key, value, factor, (changed, boilerplate, content) in sorted(effective, key=lambda r: [-abs(x) for x in r[3]]):
        value, moved = value if LITERAL.match(value) else "(expr)", moved_value(value, factor)
        figures = f"{changed:6.2f} % {boilerplate:+11.3f} {content:+8.3f}"
        print(f"{key:72} {value:>6} {factor:6} {moved:>6} {figures}")
    for key, value, factor, _ in failed:
        print(f"{key:72} {value:>6} {factor:6} {moved_value(value, factor):>6}   failed")
    unaffected = {key for key, *_ in rows} - {row[0] for row in effective + failed}
    print(f"\nWithout effect on these texts: {', '.join(sorted(unaffected)) or 'none'}")


if __name__ == "__main__":
    main()
