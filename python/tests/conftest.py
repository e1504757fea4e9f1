import itertools
import json
import subprocess
from pathlib import Path

import corpus
import pytest

BINARY = corpus.ROOT / "target" / "release" / "examples" / "clean"


@pytest.fixture(scope="session")
def documents():
    """Four times as many as there are fixtures."""
    return list(itertools.islice(corpus.documents(), 4 * len(corpus.fixtures())))


@pytest.fixture(scope="session")
def texts(documents):
    return [document["text"] for document in documents]


def by_binary(records, folder, *options):
    """The records as the binary cleans them."""
    if not BINARY.exists():
        pytest.skip(f"{BINARY} is not there: cargo build --release --example clean")
    path = Path(folder) / "for-the-binary.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    done = subprocess.run([BINARY, "--jsonl", *options, path], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture(scope="session")
def truth(documents, tmp_path_factory):
    """What the binary makes of the documents: each record with its cleaned text and `removed`."""
    return by_binary(documents, tmp_path_factory.mktemp("truth"))


@pytest.fixture(scope="session")
def left(truth):
    """What the binary leaves of each document, by id."""
    return {record["id"]: record["text"] for record in truth}
