"""Runs the snippets in Python of the README and of the documents as they stand, in a folder like a clone."""

import os
import re

import corpus
import pytest

DOCUMENTS = [
    corpus.ROOT / "README.md",
    corpus.ROOT / "python" / "README.md",
    *sorted((corpus.ROOT / "docs").glob("*.md")),
]
# What a snippet may need although dechaff does not.
OPTIONAL = {"haystack", "langchain_core", "llama_index", "pandas", "polars", "pyarrow"}
SNIPPET = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def snippets():
    """Each snippet, named by its document and line."""
    for document in DOCUMENTS:
        content = document.read_text(encoding="utf-8")
        for found in SNIPPET.finditer(content):
            line = content.count("\n", 0, found.start()) + 1
            yield pytest.param(found[1], id=f"{document.relative_to(corpus.ROOT).as_posix()}:{line}")


@pytest.mark.parametrize("snippet", list(snippets()))
def test_a_snippet_runs_as_it_stands(snippet, tmp_path, monkeypatch):
    if os.name == "nt":
        pytest.skip("links in the folder need rights on Windows")
    for name in ("examples", "fixtures"):
        (tmp_path / name).symlink_to(corpus.ROOT / name)
    monkeypatch.chdir(tmp_path)
    try:
        exec(compile(snippet, "snippet", "exec"), {"__name__": "__main__"})
    except ModuleNotFoundError as e:
        package = (e.name or "").split(".")[0]
        if package not in OPTIONAL:
            raise
        pytest.skip(f"{package} is not installed")


def test_snippets_are_found():
    assert len(list(snippets())) >= 8
