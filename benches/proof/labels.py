"""Labels each line of an extracted text by comparison with the text that people marked as the content of the page."""

import collections
import re

CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# A Chinese or Japanese character counts as a word, because these languages are written without spaces.
WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")
RUN = 4  # words; runs of fewer words occur in content and boilerplate alike
MIN_CONTENT = 0.6  # the least share of a line's runs that the content has, if the line is content
MAX_BOILERPLATE = 0.2  # the largest share, if it is boilerplate


def words(text):
    return WORD.findall(text.lower())


def runs(line):
    return [tuple(line[i : i + RUN]) for i in range(len(line) - RUN + 1)]


def is_title(line, title):
    """Whether four fifths of the line's words are in the title, and the line is long or has much of the title."""
    shared = sum((collections.Counter(line) & collections.Counter(title)).values())
    return shared >= 0.8 * len(line) and (shared >= 0.4 * len(title) or len(line) >= 8)


def label(text, gold, titles):
    """One letter for each line: c content, b boilerplate, t title, m partly content, ? unclear, . blank.

    Annotators differ on whether titles belong to the content, so lines that repeat a title of the page are t, unless
    the content has the same line.
    """
    gold_lines = {tuple(words(line)) for line in gold.split("\n")}
    all_words = words(gold)
    gold_runs = set(runs(all_words))
    joined = f" {' '.join(all_words)} "
    titles = [title for title in map(words, titles) if len(title) >= 3]

    def letter(line):
        if not line:
            return "."
        if tuple(line) in gold_lines:
            return "c"
        if len(line) >= 3 and any(is_title(line, title) for title in titles):
            return "t"
        if len(line) < RUN:
            return "?" if len(line) == 3 and f" {' '.join(line)} " in joined else "b"
        share = sum(run in gold_runs for run in runs(line)) / len(runs(line))
        return "c" if share >= MIN_CONTENT else "b" if share <= MAX_BOILERPLATE else "m"

    return "".join(letter(words(line)) for line in text.split("\n"))


def recall(text, gold):
    """The share of the words of the content that the text has."""
    wanted = collections.Counter(words(gold))
    shared = sum((collections.Counter(words(text)) & wanted).values())
    return shared / max(1, sum(wanted.values()))
