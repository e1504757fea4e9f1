"""Texts to clean: the fixtures, and as many changed copies of them as are wanted."""

import itertools
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def fixtures():
    """The inputs of all fixtures, by name, in order."""
    paths = sorted((ROOT / "fixtures").glob("*/*.in.txt"))
    return {str(path.relative_to(ROOT / "fixtures")): path.read_bytes().decode() for path in paths}


def changed(text, chance):
    """The text with a line less, two lines in each other's place, and a number that no other text has."""
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    if len(lines) > 1:
        at = chance.randrange(len(lines) - 1)
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    lines.insert(chance.randrange(len(lines) + 1), f"The parish counted {chance.randrange(10**9)} sheep that year.\n")
    return "".join(lines)


def documents():
    """Records without end, the same at each call: the fixtures, then their changed copies, with an address each."""
    chance = random.Random(7)
    texts = fixtures()
    for turn in itertools.count():
        for number, (name, text) in enumerate(texts.items()):
            yield {
                "id": f"{turn}-{number}",
                "text": changed(text, chance) if turn else text,
                "url": f"https://www.site{number % 40}.example/{turn}/{number}",
                "fixture": name,
            }
