import itertools
import json
import subprocess
from pathlib import Path

import corpus
import pytest

BINARY = corpus.ROOT / "target" / "release" / "dechaff"


@pytest.fixture(scope="session")
def documents():
    """The fixtures and three changed copies of each."""
    return list(itertools.islice(corpus.documents(), 4 * len(corpus.fixtures())))


@pytest.fixture(scope="session")
def texts(documents):
    return [document["text"] for document in documents]


def by_binary(records, folder, *options):
    """Cleans records with the command-line tool."""
    if not BINARY.exists():
        pytest.skip(f"{BINARY} is missing: run cargo build --release -p dechaff-cli")
    path = Path(folder) / "for-the-binary.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    done = subprocess.run([BINARY, "--jsonl", *options, path], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture(scope="session")
def truth(documents, tmp_path_factory):
    """The documents as cleaned by the command-line tool: each record has its cleaned text and `removed`."""
    return by_binary(documents, tmp_path_factory.mktemp("truth"))


@pytest.fixture(scope="session")
def cleaned_texts(truth):
    """The text of each document as cleaned by the command-line tool, by id."""
    return {record["id"]: record["text"] for record in truth}
