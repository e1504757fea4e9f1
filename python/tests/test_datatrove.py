"""datatrove pipelines: the same output as the command-line tool's, on any number of workers, resumed or not."""

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
    """A folder with the documents in `FILES` files."""
    folder = tmp_path_factory.mktemp("given")
    for number in range(FILES):
        records = documents[number::FILES]
        (folder / f"part-{number}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return folder


def command(given, out, *options):
    return [sys.executable, EXAMPLE, given, out, *map(str, options)]


def clean(given, out, *options):
    """Runs the example and returns its log."""
    done = subprocess.run(command(given, out, *options), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def records(folder):
    """All records in the files of a folder, in the order of the files and their lines."""
    lines = [line for path in sorted(folder.glob("*.gz")) for line in gzip.open(path, "rt")]
    return [json.loads(line) for line in lines]


def by_id(out):
    """The cleaned texts by document id. No document occurs twice."""
    cleaned = records(out / "cleaned")
    texts = {record["id"]: record["text"] for record in cleaned}
    assert len(texts) == len(cleaned)
    return texts


@pytest.fixture(scope="module")
def one_worker(given, tmp_path_factory):
    """The output of a run with one worker."""
    out = tmp_path_factory.mktemp("one-worker")
    clean(given, out, "--tasks", FILES)
    return out


def statistics(out):
    """The statistics of the formatter, merged by datatrove over all tasks: totals and counts. The standard deviations
    are left out, because their rounding depends on the order in which the tasks end."""
    blocks = json.loads((out / "logs" / "stats.json").read_text())
    (stats,) = [block["stats"] for block in blocks if "dechaff" in block["name"]]
    return {name: (s["total"], s["n"]) if isinstance(s, dict) else s for name, s in stats.items()}


def test_one_worker_gives_the_output_of_the_command_line_tool(one_worker, cleaned_texts):
    assert by_id(one_worker) == cleaned_texts


def test_two_workers_write_the_same_files_as_one(one_worker, given, tmp_path):
    clean(given, tmp_path, "--tasks", FILES, "--workers", 2)
    names = sorted(path.name for path in (one_worker / "cleaned").iterdir())
    assert len(names) == FILES and names == sorted(path.name for path in (tmp_path / "cleaned").iterdir())
    for name in names:
        assert gzip.open(tmp_path / "cleaned" / name).read() == gzip.open(one_worker / "cleaned" / name).read()
    assert statistics(tmp_path) == statistics(one_worker)


def test_tasks_run_as_by_slurm_write_the_same_files(one_worker, given, tmp_path):
    """Does not need Slurm: stubs accept the job, and the test runs each task as Slurm would run it on a node."""
    stubs = tmp_path / "bin"
    stubs.mkdir()
    for name, output in [("sbatch", "Submitted batch job 7"), ("scontrol", "localhost")]:
        (stubs / name).write_text(f"#!/bin/sh\necho {output}\n")
        (stubs / name).chmod(0o755)
    env = {**os.environ, "PATH": f"{stubs}{os.pathsep}{os.environ['PATH']}", "SLURM_NODELIST": "localhost"}
    env.update(SLURM_NODEID="0", SLURM_JOB_ID="7", SLURM_CPUS_PER_TASK="1", SLURM_MEM_PER_CPU="2048")
    options = ("--on", "slurm", "--tasks", FILES, "--workers", 2)
    subprocess.run(command(given, tmp_path, *options), check=True, env=env, capture_output=True, cwd=tmp_path)
    launch = [Path(sys.executable).parent / "launch_pickled_pipeline", tmp_path / "logs" / "executor.pik"]
    for rank in range(2):
        task = {**env, "SLURM_ARRAY_TASK_ID": str(rank)}
        subprocess.run(launch, check=True, env=task, capture_output=True, cwd=tmp_path)
        name = f"{rank:05}.jsonl.gz"
        cleaned, expected = (gzip.open(out / "cleaned" / name).read() for out in (tmp_path, one_worker))
        assert cleaned == expected


def test_merged_statistics_are_the_sums_over_the_reports(one_worker, documents):
    spans, points, changed = Counter(), Counter(), 0
    for report in dechaff.Cleaner().report_many([document["text"] for document in documents]):
        changed += bool(report.removed)
        for removal in report.removed:
            spans[f"removed-{removal.category}"] += 1
            points[f"removed-{removal.category}"] += removal.end - removal.start
    expected = {name: (points[name], spans[name]) for name in spans}
    assert statistics(one_worker) == {**expected, "changed": changed, "total": len(documents)}


def test_removals_are_stored_in_the_metadata_if_a_key_is_given(one_worker, documents):
    reports = {d["id"]: dechaff.Cleaner().report(d["text"]).removed for d in documents[:50]}
    found = {r["id"]: r["metadata"]["removed"] for r in records(one_worker / "cleaned") if r["id"] in reports}
    assert found == {id: [removal._asdict() for removal in removed] for id, removed in reports.items()}
    document = Document(documents[0]["text"], "0")
    DechaffFormatter().clean(document)
    assert document.metadata == {}


def test_a_killed_run_is_resumed(one_worker, given, tmp_path):
    # The run gets a process group of its own, so that all its worker processes can be killed at once.
    running = subprocess.Popen(command(given, tmp_path, "--tasks", FILES, "--workers", 2), start_new_session=True,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    completions = tmp_path / "logs" / "completions"
    while not (completions.exists() and list(completions.iterdir())):
        assert running.poll() is None, "the run ended before the first completion was seen"
        time.sleep(0.002)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    finished = {path.name for path in completions.iterdir()}
    assert 1 <= len(finished) < FILES, finished
    before = {name: os.stat(tmp_path / "cleaned" / f"{name}.jsonl.gz").st_mtime_ns for name in finished}

    log = clean(given, tmp_path, "--tasks", FILES, "--workers", 2)
    assert f"Skipping {len(finished)} already completed tasks" in log
    assert before == {name: os.stat(tmp_path / "cleaned" / f"{name}.jsonl.gz").st_mtime_ns for name in finished}
    assert records(tmp_path / "cleaned") == records(one_worker / "cleaned")


def test_an_invalid_line_is_reported_with_its_number_and_the_others_are_cleaned(documents, cleaned_texts, tmp_path):
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
    assert by_id(tmp_path / "out") == {id: text for id, text in cleaned_texts.items() if id in expected}

    reported = {int(number): reason for number, reason in re.findall(r"a\.jsonl, line (\d+): (.*): not cleaned", log)}
    assert reported.keys() == bad.keys()
    refused = records(tmp_path / "out" / "refused")
    assert [record["metadata"]["line"] for record in refused] == list(bad)
    for record, (number, (line, reason)) in zip(refused, bad.items()):
        assert record["text"] == line.decode(errors="backslashreplace").rstrip("\n")
        assert reason in record["metadata"]["filter_reason"] and reason in reported[number]
        assert record["metadata"]["file_path"] == str(given / "a.jsonl")


def test_valid_lines_are_read_as_by_datatrove(documents, tmp_path):
    lines = [json.dumps({"text": d["text"], "url": d["url"]}) for d in documents[:9]]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines[:4], "", *lines[4:], ""]))
    read = [list(reader(str(tmp_path)).run()) for reader in (CheckedJsonlReader, JsonlReader)]
    assert read[0] == read[1] and len(read[0]) == 9


def test_parquet_files_are_cleaned(documents, cleaned_texts, tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    (tmp_path / "given").mkdir()
    pq.write_table(pa.Table.from_pylist(documents), tmp_path / "given" / "a.parquet")
    clean(tmp_path / "given", tmp_path / "out", "--format", "parquet")
    # datatrove's reader skips records without a text.
    cleaned = pq.read_table(tmp_path / "out" / "cleaned").to_pylist()
    assert {record["id"]: record["text"] for record in cleaned} == cleaned_texts


def test_errors_name_the_document_and_its_file():
    document = Document("a\ud800", "17", metadata={"file_path": "a.parquet"})
    with pytest.raises(dechaff.Error, match="^document 17 of a.parquet: the text: a lone surrogate at index 1"):
        DechaffFormatter().clean(document)
    assert document.text == "a\ud800"


def test_the_block_is_pickled_with_its_cleaner():
    block = pickle.loads(pickle.dumps(DechaffFormatter(dechaff.Cleaner(keep=["related"]), removed_key="removed")))
    assert (repr(block.cleaner), block.removed_key) == ("Cleaner(keep=['related'])", "removed")


def test_the_rules_for_the_site_of_a_document_apply():
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


def test_dechaff_can_be_imported_without_datatrove():
    code = "import sys; sys.modules['datatrove'] = None; import dechaff; dechaff.clean('')"
    subprocess.run([sys.executable, "-c", code], check=True)
