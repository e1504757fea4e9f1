from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any, Literal, Protocol, final

from dechaff import Cleaned

CATEGORIES: dict[str, str]
"""Each category's name, and what goes under it."""
LANGUAGES: list[str]
"""The names of the languages whose phrases are shipped."""

class Error(ValueError):
    """Why an option or a text was refused, and what to do."""

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

_Lexicon = str | Mapping[str, list[str]]
"""A phrase file's text, or phrases by category."""

def clean(text: str) -> str:
    """What the shipped pipeline leaves of a text: the same object where nothing goes."""

@final
class Cleaner:
    """Cleans texts. One serves all threads; it is pickled as its options."""

    def __new__(
        cls,
        *,
        keep: Iterable[str] | None = (),
        remove: Iterable[str] | None = (),
        strictness: Literal["careful", "balanced", "thorough"] | None = "balanced",
        whole_page: bool | None = None,
        languages: Iterable[str] | None = None,
        phrases: _Lexicon | None = None,
        only_phrases: _Lexicon | None = None,
        protect: Iterable[str] | None = (),
        rules: str | PathLike[str] | dict[str, Any] | None = None,
    ) -> Cleaner: ...
    def for_site(self, host: str) -> Cleaner:
        """The cleaner for the pages of a site, with the rules for it on top of those for all."""
    def clean(self, text: str) -> str:
        """What is left of a text: the same object where nothing goes."""
    def report(self, text: str) -> Cleaned:
        """What is left of a text, and what went and why."""
    def clean_many(self, texts: Iterable[str], threads: int | None = None) -> list[str]:
        """What is left of each text, in order. On so many threads, or one a core."""
    def report_many(self, texts: Iterable[str], threads: int | None = None) -> list[Cleaned]:
        """What is left of each text with its report, in order. On so many threads, or one a core."""
    def clean_arrow(self, column: _ArrowArray | _ArrowStream, threads: int | None = None) -> Any:
        """What is left of a column of strings, as one of the same type; nulls stay null."""
