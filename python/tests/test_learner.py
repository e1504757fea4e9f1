"""Learning sites: the same result in parts, pickled, from Python and from the command-line tool."""

import importlib.util
import json
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import conftest
import corpus
import pytest

import dechaff

FRAME = "The parish counted its sheep\nTides by the hour for all harbours\n{}Printed on the old press by the quay\n"


@pytest.fixture(scope="module")
def crawl(documents):
    """Documents of several sites, each page with the same lines around it."""
    return [{**document, "text": FRAME.format(document["text"] + "\n")} for document in documents]


def host_of(document):
    return urlsplit(document["url"]).hostname


def learn(documents):
    learner = dechaff.Learner()
    for document in documents:
        learner.observe(host_of(document), document["text"])
    return learner


@pytest.fixture(scope="module")
def by_command(crawl, tmp_path_factory):
    """The file of learned sites that the command writes, and the texts that it cleans."""
    folder = tmp_path_factory.mktemp("learned")
    texts = {record["id"]: record["text"] for record in conftest.by_binary(crawl, folder, "--learn")}
    command = [conftest.BINARY, "learn", folder / "for-the-binary.jsonl", "-o", folder / "sites"]
    subprocess.run(command, check=True)
    return (folder / "sites").read_bytes(), texts


def test_the_file_equals_that_of_the_command(crawl, by_command, tmp_path):
    learn(crawl).save(tmp_path / "sites")
    assert (tmp_path / "sites").read_bytes() == by_command[0]


def test_parts_in_any_order_and_pickled_equal_learning_at_once(crawl):
    parts = [pickle.loads(pickle.dumps(learn(crawl[number::8]))) for number in range(8)]
    random.Random(3).shuffle(parts)
    merged = dechaff.Learner()
    for part in parts:
        merged.merge(part)
    merged.merge(merged)
    assert merged.to_bytes() == learn(crawl).to_bytes()
    assert merged.finish() == learn(crawl).finish()
    of_sites = dict(merged.by_site())
    assert list(of_sites) == merged.sites()
    site = merged.sites()[0]
    assert of_sites[site].finish()["sites"] == {site: merged.finish()["sites"][site]}


def test_a_cleaner_with_learned_sites_cleans_as_the_command(crawl, by_command, tmp_path):
    (tmp_path / "sites").write_bytes(by_command[0])
    for sites in (tmp_path / "sites", json.loads(by_command[0])):
        cleaner = pickle.loads(pickle.dumps(dechaff.Cleaner(sites=sites)))
        cleaned = {d["id"]: cleaner.for_site(host_of(d)).clean(d["text"]) for d in crawl}
        assert cleaned == by_command[1]


def test_invalid_sites_are_refused():
    with pytest.raises(dechaff.Error, match="version 9 of learned sites"):
        dechaff.Cleaner(sites={"version": 9, "sites": {}})
    with pytest.raises(dechaff.Error):
        dechaff.Learner.from_bytes(b"no learner")


def run(example, *arguments):
    # Spark starts its workers as `python3`, so the environment of this interpreter must come first in PATH.
    env = {**os.environ, "PATH": str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]}
    command = [sys.executable, corpus.ROOT / "python" / "examples" / example, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr


def test_datatrove_learns_and_cleans_as_the_command(crawl, by_command, tmp_path):
    pytest.importorskip("datatrove")
    import gzip

    given, out = tmp_path / "given", tmp_path / "out"
    given.mkdir()
    for number in range(4):
        records = crawl[number::4]
        (given / f"{number}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    for _ in range(2):  # the second time, every task is complete
        run("datatrove_learn.py", given, out, "--tasks", 4, "--workers", 2)
    assert (out / "sites.learned").read_bytes() == by_command[0]
    lines = [line for path in (out / "cleaned").glob("*.gz") for line in gzip.open(path, "rt")]
    assert {record["id"]: record["text"] for record in map(json.loads, lines)} == by_command[1]


@pytest.mark.parametrize("engine", ["ray", "spark"])
def test_an_engine_learns_and_cleans_as_the_command(engine, crawl, by_command, tmp_path):
    if importlib.util.find_spec({"spark": "pyspark"}.get(engine, engine)) is None:
        pytest.skip(f"{engine} is not installed")
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    given, out = tmp_path / "given", tmp_path / "out.parquet"
    given.mkdir()
    records = [{key: d[key] for key in ("id", "url", "text")} for d in crawl]
    table = pa.Table.from_pylist([*records, {"id": "null", "url": None, "text": None}])
    for half, start in enumerate((0, 700)):
        pq.write_table(table.slice(start, 700 if half == 0 else None), given / f"{half}.parquet", row_group_size=100)
    run(f"{engine}_learn.py", given, out)
    cleaned = {record["id"]: record["text"] for record in pq.read_table(out).to_pylist()}
    assert cleaned == {**by_command[1], "null": None}
