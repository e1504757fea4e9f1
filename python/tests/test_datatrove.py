"""datatrove's pipelines: the same output as the binary's, on any number of workers, resumed or not."""

import gzip
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import corpus
import pytest

import dechaff

pytest.importorskip("datatrove")

from datatrove.data import Document  # noqa: E402
from datatrove.pipeline.readers import JsonlReader  # noqa: E402

from dechaff.datatrove import CheckedJsonlReader, DechaffFormatter  # noqa: E402

EXAMPLE = corpus.ROOT / "python" / "examples" / "datatrove_clean.py"
FILES = 8


@pytest.fixture(scope="module")
def given(documents, tmp_path_factory):
    """A folder with the documents in several files."""
    folder = tmp_path_factory.mktemp("given")
    for number in range(FILES):
        records = documents[number::FILES]
        (folder / f"part-{number}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return folder


def command(given, out, *options):
    return [sys.executable, EXAMPLE, given, out, *map(str, options)]


def clean(given, out, *options):
    """Runs the example; gives the log."""
    done = subprocess.run(command(given, out, *options), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def records(folder):
    """All records of a folder's files, those of each file in order."""
    lines = [line for path in sorted(folder.glob("*.gz")) for line in gzip.open(path, "rt")]
    return [json.loads(line) for line in lines]


def by_id(out):
    """What is left of each document; none is there twice."""
    cleaned = records(out / "cleaned")
    left = {record["id"]: record["text"] for record in cleaned}
    assert len(left) == len(cleaned)
    return left


@pytest.fixture(scope="module")
def once(given, tmp_path_factory):
    """The output of one worker."""
    out = tmp_path_factory.mktemp("once")
    clean(given, out, "--tasks", FILES)
    return out


def statistics(out):
    """Those of the formatter, merged by datatrove over all tasks: totals and counts. (The deviations are sums of
    fractions, which depend on the order in which tasks end.)"""
    blocks = json.loads((out / "logs" / "stats.json").read_text())
    (stats,) = [block["stats"] for block in blocks if "dechaff" in block["name"]]
    return {name: (s["total"], s["n"]) if isinstance(s, dict) else s for name, s in stats.items()}


def test_one_worker_gives_what_the_binary_gives(once, left):
    assert by_id(once) == left


def test_two_workers_give_the_same_files_as_one(once, given, tmp_path):
    clean(given, tmp_path, "--tasks", FILES, "--workers", 2)
    names = sorted(path.name for path in (once / "cleaned").iterdir())
    assert len(names) == FILES and names == sorted(path.name for path in (tmp_path / "cleaned").iterdir())
    for name in names:
        assert gzip.open(tmp_path / "cleaned" / name).read() == gzip.open(once / "cleaned" / name).read()
    assert statistics(tmp_path) == statistics(once)


def test_what_slurm_is_given_to_run_gives_the_same(once, given, tmp_path):
    """Without Slurm: stand-ins take the job, and each task is run as Slurm would run it on a node."""
    stand_ins = tmp_path / "bin"
    stand_ins.mkdir()
    for name, says in [("sbatch", "Submitted batch job 7"), ("scontrol", "localhost")]:
        (stand_ins / name).write_text(f"#!/bin/sh\necho {says}\n")
        (stand_ins / name).chmod(0o755)
    env = {**os.environ, "PATH": f"{stand_ins}{os.pathsep}{os.environ['PATH']}", "SLURM_NODELIST": "localhost"}
    env.update(SLURM_NODEID="0", SLURM_JOB_ID="7", SLURM_CPUS_PER_TASK="1", SLURM_MEM_PER_CPU="2048")
    options = ("--on", "slurm", "--tasks", FILES, "--workers", 2)
    subprocess.run(command(given, tmp_path, *options), check=True, env=env, capture_output=True, cwd=tmp_path)
    launch = [Path(sys.executable).parent / "launch_pickled_pipeline", tmp_path / "logs" / "executor.pik"]
    for rank in range(2):
        task = {**env, "SLURM_ARRAY_TASK_ID": str(rank)}
        subprocess.run(launch, check=True, env=task, capture_output=True, cwd=tmp_path)
        name = f"{rank:05}.jsonl.gz"
        cleaned, expected = (gzip.open(out / "cleaned" / name).read() for out in (tmp_path, once))
        assert cleaned == expected


def test_merged_statistics_are_the_sum_of_the_reports(once, documents):
    spans, points, changed = Counter(), Counter(), 0
    for report in dechaff.Cleaner().report_many([document["text"] for document in documents]):
        changed += bool(report.removed)
        for removal in report.removed:
            spans[f"removed-{removal.category}"] += 1
            points[f"removed-{removal.category}"] += removal.end - removal.start
    expected = {name: (points[name], spans[name]) for name in spans}
    assert statistics(once) == {**expected, "changed": changed, "total": len(documents)}


def test_removals_stand_in_the_metadata_when_asked_for(once, documents):
    reports = {d["id"]: dechaff.Cleaner().report(d["text"]).removed for d in documents[:50]}
    found = {r["id"]: r["metadata"]["removed"] for r in records(once / "cleaned") if r["id"] in reports}
    assert found == {id: [removal._asdict() for removal in removed] for id, removed in reports.items()}
    document = Document(documents[0]["text"], "0")
    DechaffFormatter().clean(document)
    assert document.metadata == {}


def test_a_killed_run_is_resumed(once, given, tmp_path):
    # Each worker a process of its own, and all of them killed at once.
    running = subprocess.Popen(command(given, tmp_path, "--tasks", FILES, "--workers", 2), start_new_session=True,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    completions = tmp_path / "logs" / "completions"
    while not (completions.exists() and list(completions.iterdir())):
        assert running.poll() is None, "nothing was completed"
        time.sleep(0.002)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    finished = {path.name for path in completions.iterdir()}
    assert 1 <= len(finished) < FILES, finished
    before = {name: os.stat(tmp_path / "cleaned" / f"{name}.jsonl.gz").st_mtime_ns for name in finished}

    log = clean(given, tmp_path, "--tasks", FILES, "--workers", 2)
    assert f"Skipping {len(finished)} already completed tasks" in log
    assert before == {name: os.stat(tmp_path / "cleaned" / f"{name}.jsonl.gz").st_mtime_ns for name in finished}
    assert records(tmp_path / "cleaned") == records(once / "cleaned")


def test_a_bad_line_is_reported_with_its_place_and_costs_nothing_else(documents, left, tmp_path):
    bad = {
        3: (b'{"id": "x", "text": "half\n', "unexpected end of data, column 26"),
        5: (b'{"id": "x", "text": "\xff\xfe"}\n', "not valid UTF-8"),
        6: (b"[1, 2]\n", "not an object"),
        8: (b'{"id": "x", "content": "elsewhere"}\n', "no text"),
        9: (b'{"id": "x", "text": 7}\n', "its text is no string"),
        11: (b'{"id": "x", "text": "\\ud83d"}\n', "surrogate"),
    }
    good = iter(documents)
    lines = [bad[n][0] if n in bad else (json.dumps(next(good)) + "\n").encode() for n in range(1, 41)]
    given = tmp_path / "given"
    given.mkdir()
    (given / "a.jsonl").write_bytes(b"".join(lines))
    log = clean(given, tmp_path / "out")
    expected = {document["id"] for document in documents[: 40 - len(bad)]}
    assert by_id(tmp_path / "out") == {id: text for id, text in left.items() if id in expected}

    reported = {int(number): reason for number, reason in re.findall(r"a\.jsonl, line (\d+): (.*): not cleaned", log)}
    assert reported.keys() == bad.keys()
    refused = records(tmp_path / "out" / "refused")
    assert [record["metadata"]["line"] for record in refused] == list(bad)
    for record, (number, (line, reason)) in zip(refused, bad.items()):
        assert record["text"] == line.decode(errors="backslashreplace").rstrip("\n")
        assert reason in record["metadata"]["filter_reason"] and reason in reported[number]
        assert record["metadata"]["file_path"] == str(given / "a.jsonl")


def test_good_lines_are_read_as_datatrove_reads_them(documents, tmp_path):
    lines = [json.dumps({"text": d["text"], "url": d["url"]}) for d in documents[:9]]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines[:4], "", *lines[4:], ""]))
    read = [list(reader(str(tmp_path)).run()) for reader in (CheckedJsonlReader, JsonlReader)]
    assert read[0] == read[1] and len(read[0]) == 9


def test_parquet_in_and_out(documents, left, tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    (tmp_path / "given").mkdir()
    pq.write_table(pa.Table.from_pylist(documents), tmp_path / "given" / "a.parquet")
    clean(tmp_path / "given", tmp_path / "out", "--format", "parquet")
    # datatrove's reader leaves out what has no text.
    cleaned = pq.read_table(tmp_path / "out" / "cleaned").to_pylist()
    assert {record["id"]: record["text"] for record in cleaned} == left


def test_a_text_that_is_none_is_named():
    document = Document("a\ud800", "17", metadata={"file_path": "a.parquet"})
    with pytest.raises(dechaff.Error, match="^document 17 of a.parquet: the text: a lone surrogate at index 1"):
        DechaffFormatter().clean(document)
    assert document.text == "a\ud800"


def test_the_block_is_pickled_with_its_cleaner():
    block = pickle.loads(pickle.dumps(DechaffFormatter(dechaff.Cleaner(keep=["related"]), removed_key="gone")))
    assert (repr(block.cleaner), block.removed_key) == ("Cleaner(keep=['related'])", "gone")


def test_a_documents_site_brings_its_rules():
    cleaner = dechaff.Cleaner(rules={"site": {"site3.example": {"keep": ["related"]}}})
    page = (corpus.ROOT / "fixtures/related/en-read-more-own-lines.in.txt").read_text()
    for url, site in [
        ("https://www.site3.example/a", "site3.example"),
        ("HTTPS://user@SITE3.example:80/", "site3.example"),
        ("https://site4.example/", ""),
        ("https://[", ""),
        (None, ""),
    ]:
        document = Document(page, "0", metadata={"url": url})
        DechaffFormatter(cleaner).clean(document)
        assert document.text == cleaner.for_site(site).clean(page), url
    assert cleaner.for_site("site3.example").clean(page) != cleaner.clean(page)


def test_dechaff_is_imported_without_datatrove():
    code = "import sys; sys.modules['datatrove'] = None; import dechaff; dechaff.clean('')"
    subprocess.run([sys.executable, "-c", code], check=True)
