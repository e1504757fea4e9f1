"""Runs the example for each engine as a user would. Its output must equal that of the command-line tool."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import corpus
import pytest

pq = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")

ENGINES = ["daft", "datafusion", "polars", "ray", "spark"]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_gives_the_output_of_the_command_line_tool(engine, documents, cleaned_texts, tmp_path):
    package = {"spark": "pyspark"}.get(engine, engine)
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    given, out = tmp_path / "given", tmp_path / "out.parquet"
    given.mkdir()
    table = pa.Table.from_pylist(documents + [{"id": "null", "text": None, "url": "https://null.example/"}])
    for half, start in enumerate((0, 700)):
        pq.write_table(table.slice(start, 700 if half == 0 else None), given / f"{half}.parquet", row_group_size=100)
    example = corpus.ROOT / "python" / "examples" / f"{engine}_clean.py"
    # Spark starts its workers as `python3`, so the environment of this interpreter must come first in PATH.
    env = {**os.environ, "PATH": str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]}
    done = subprocess.run([sys.executable, example, given, out], capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    cleaned = pq.read_table(out).to_pylist()
    assert len(cleaned) == len(documents) + 1
    assert {record["id"]: record["text"] for record in cleaned} == {**cleaned_texts, "null": None}
    urls = {document["id"]: document["url"] for document in documents}
    assert {record["id"]: record["url"] for record in cleaned} == {**urls, "null": "https://null.example/"}
