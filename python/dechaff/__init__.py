"""Strips boilerplate from article text, and reports the reason for every span that it removes.

>>> import dechaff
>>> text = dechaff.clean(page)
>>> cleaner = dechaff.Cleaner(keep=["byline"], strictness="careful")
>>> for removal in cleaner.report(page).removed:
...     print(page[removal.start:removal.end], removal.category, removal.rule, removal.evidence)
"""

from typing import NamedTuple

from dechaff._dechaff import CATEGORIES, LANGUAGES, PRESETS, Cleaner, Error, Learner, __version__, clean

__all__ = [
    "CATEGORIES",
    "LANGUAGES",
    "PRESETS",
    "Cleaned",
    "Cleaner",
    "Error",
    "Learner",
    "Removal",
    "__version__",
    "clean",
]


class Removal(NamedTuple):
    """A span of the input that was removed, and why."""

    start: int
    """The index of the first code point of the span: `text[start:end]` is the removed text."""
    end: int
    """The index after the last code point of the span."""
    category: str
    """The category of the removed text, a name in `dechaff.CATEGORIES`."""
    rule: str
    """The name of the rule or pass that decided."""
    evidence: str
    """The phrase or observation that decided."""
    score: float
    """How certain the rule was, from 0.0 to 1.0."""


class Cleaned(NamedTuple):
    """A cleaned text with the report of what was removed."""

    text: str
    """The cleaned text: the same object as the input if nothing was removed."""
    removed: list[Removal]
    """The removed spans, in the order of the input. They do not overlap, and none is empty."""
    spared: list[Removal]
    """Spans that rules voted to remove, but that were kept because too little text would have remained."""
