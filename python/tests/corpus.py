"""Texts to clean: the fixtures, and any number of changed copies of them."""

import itertools
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def fixtures():
    """The inputs of all fixtures by name, sorted by name."""
    paths = sorted((ROOT / "fixtures").glob("*/*.in.txt"))
    return {str(path.relative_to(ROOT / "fixtures")): path.read_bytes().decode() for path in paths}


def changed(text, rng):
    """Removes a line, swaps two adjacent lines, and inserts a line with a number, so that each copy is unique."""
    lines = text.splitlines(keepends=True)
    del lines[rng.randrange(len(lines))]
    if len(lines) > 1:
        at = rng.randrange(len(lines) - 1)
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    lines.insert(rng.randrange(len(lines) + 1), f"The parish counted {rng.randrange(10**9)} sheep that year.\n")
    return "".join(lines)


def documents():
    """Yields records without end: the fixtures, then their changed copies. Each call yields the same records."""
    rng = random.Random(7)
    texts = fixtures()
    for turn in itertools.count():
        for number, (name, text) in enumerate(texts.items()):
            yield {
                "id": f"{turn}-{number}",
                "text": changed(text, rng) if turn else text,
                "url": f"https://www.site{number % 40}.example/{turn}/{number}",
                "fixture": name,
            }
