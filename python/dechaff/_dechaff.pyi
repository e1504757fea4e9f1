from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any, Literal, Protocol, final

from dechaff import Cleaned

__version__: str
CATEGORIES: dict[str, str]
"""The name of each category with its description."""
PRESETS: dict[str, str]
"""The name of each preset with its description."""
LANGUAGES: list[str]
"""The names of the languages for which phrases are shipped."""

class Error(ValueError):
    """An invalid option or text. The message says what is wrong and what to do."""

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

_Lexicon = str | Mapping[str, list[str]]
"""The text of a phrase file, or a dict from category to a list of phrases."""
_RulesFile = str | PathLike[str] | dict[str, Any]
"""The path of a rules file (JSON if its name ends in .json, YAML if it ends in .yaml or .yml, otherwise TOML), or a
dict with the content of one. The keys are `keep`, `protect`, `phrases` and `site`."""

_LearnedSites = str | PathLike[str] | dict[str, Any]
"""The path of a file of learned sites, or a dict with the content of one."""

def clean(text: str) -> str:
    """Returns the text cleaned with the default settings: the same object if nothing was removed."""

def run_command(arguments: list[str]) -> int:
    """Runs the command with these arguments, of which the first is the name of the program, and returns its exit
    status. If the arguments are invalid or ask for help, the process exits at once."""

@final
class Cleaner:
    """Strips boilerplate from article text. A cleaner may be shared between threads and can be pickled."""

    def __new__(
        cls,
        *,
        preset: Literal["training", "rag", "read-aloud", "archive"] | None = None,
        keep: Iterable[str] | None = (),
        remove: Iterable[str] | None = (),
        strictness: Literal["careful", "balanced", "thorough"] | None = None,
        whole_page: bool | None = None,
        kind: Literal["article", "page", "entries", "document", "unknown"] | None = None,
        min_words: int | None = 40,
        languages: Iterable[str] | None = None,
        phrases: _Lexicon | None = None,
        only_phrases: _Lexicon | None = None,
        protect: Iterable[str] | None = (),
        rules: _RulesFile | None = None,
        sites: _LearnedSites | None = None,
    ) -> Cleaner: ...
    def for_site(self, host: str) -> Cleaner:
        """Returns the cleaner for the pages of a site: it uses the rules for all sites and those for this site."""
    def clean(self, text: str) -> str:
        """Returns the cleaned text: the same object if nothing was removed."""
    def report(self, text: str) -> Cleaned:
        """Returns the cleaned text with the report of what was removed and why."""
    def clean_many(self, texts: Iterable[str], threads: int | None = None) -> list[str]:
        """Returns the cleaned texts, in order. Uses at most `threads` threads, or one per core if it is None."""
    def report_many(self, texts: Iterable[str], threads: int | None = None) -> list[Cleaned]:
        """Returns a Cleaned for each text, in order. Uses at most `threads` threads, or one per core if it is
        None."""
    def clean_arrow(self, column: _ArrowArray | _ArrowStream, threads: int | None = None) -> Any:
        """Cleans an Arrow column of strings, or of a dictionary of strings. Returns a column of the same type; nulls
        stay null. Raises Error, which names the row, if a value is not valid UTF-8."""

@final
class Learner:
    """Learns what each site prints on several of its pages. It can be pickled."""

    def __new__(cls) -> Learner: ...
    def observe(self, host: str, text: str) -> None:
        """Observes a page of a site, which is named by its host. "www.example.com" is the site "example.com"."""
    def merge(self, other: Learner) -> None:
        """Adds what another learner observed."""
    def sites(self) -> list[str]:
        """The sites of which a page was observed, sorted."""
    def by_site(self) -> list[tuple[str, Learner]]:
        """Returns a list with the host of each site and a learner of it alone, sorted by host."""
    def finish(self) -> dict[str, Any]:
        """Decides what recurs. Returns the content of a file of learned sites, for `Cleaner(sites=...)`."""
    def save(self, path: str | PathLike[str]) -> None:
        """Writes what recurs to a file of learned sites, as `dechaff learn` does."""
    def to_bytes(self) -> bytes:
        """Returns the learner as bytes, for a file or a column."""
    @staticmethod
    def from_bytes(bytes: bytes) -> Learner:
        """Returns the learner of which `to_bytes` returned these bytes."""
