"""Strips boilerplate from article text, with a reason for every span that goes.

>>> import dechaff
>>> text = dechaff.clean(page)
>>> cleaner = dechaff.Cleaner(keep=["byline"], strictness="careful")
>>> for removal in cleaner.report(page).removed:
...     print(page[removal.start:removal.end], removal.category, removal.rule, removal.evidence)
"""

from typing import NamedTuple

from dechaff._dechaff import CATEGORIES, LANGUAGES, Cleaner, Error, clean

__all__ = ["CATEGORIES", "LANGUAGES", "Cleaned", "Cleaner", "Error", "Removal", "clean"]


class Removal(NamedTuple):
    """A span of the input that went, and why."""

    start: int
    """The first code point: `text[start:end]` is what went."""
    end: int
    """The code point behind the last."""
    category: str
    """What it was: a name in `dechaff.CATEGORIES`."""
    rule: str
    """The rule or pass that decided."""
    evidence: str
    """The phrase or observation that decided."""
    score: float
    """How sure the rule was, 0 to 1."""


class Cleaned(NamedTuple):
    """A cleaned text and the report of what went."""

    text: str
    """What is left: the same object as the input where nothing went."""
    removed: list[Removal]
    """What went, in the order of the input: sorted, disjoint, not empty."""
    spared: list[Removal]
    """What was voted out but stayed, because too little would have been left."""
