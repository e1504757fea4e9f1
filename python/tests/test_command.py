"""The command in the wheel is the Rust command: the same output, messages and exit status."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import conftest
import corpus
import pytest

import dechaff

SCRIPT = Path(sys.executable).parent / ("dechaff.exe" if os.name == "nt" else "dechaff")
PAGE = str(corpus.ROOT / "examples" / "page.txt")


def run(program, *arguments, given=b""):
    done = subprocess.run([*program, *arguments], input=given, capture_output=True, cwd=corpus.ROOT)
    # The binary names itself in its help as it was called.
    return done.returncode, *(output.replace(b"dechaff.exe", b"dechaff") for output in (done.stdout, done.stderr))


@pytest.mark.parametrize("program", [[SCRIPT], [sys.executable, "-m", "dechaff"]], ids=["script", "module"])
@pytest.mark.parametrize(
    "arguments",
    [
        [PAGE],
        ["explain", PAGE],
        ["--stats", "--keep", "byline", PAGE],
        ["--rules", "examples/rules/three-sites.toml", "--site", "gazette.example", PAGE],
        ["check", "examples/rules/three-sites.toml"],
        ["evaluate", "fixtures/pages"],
        ["learn", "--help"],
        ["--version"],
        ["--no-such-option"],
        ["no-such-file.txt"],
    ],
    ids=" ".join,
)
def test_the_command_does_what_the_binary_does(program, arguments):
    if not conftest.BINARY.exists():
        pytest.skip(f"{conftest.BINARY} is missing: run cargo build --release -p dechaff-cli")
    assert run(program, *arguments) == run([conftest.BINARY], *arguments)


def test_it_reads_standard_input_and_bytes_in_names(tmp_path):
    page = Path(PAGE).read_bytes()
    assert run([SCRIPT], given=page) == (0, dechaff.clean(page.decode()).encode(), b"")
    name = tmp_path / "größe.txt"
    name.write_bytes(page)
    assert run([SCRIPT], str(name))[1] == dechaff.clean(page.decode()).encode()


def test_rules_in_yaml_are_read(tmp_path):
    rules = tmp_path / "own.yaml"
    rules.write_text("keep: [byline]\n")
    code, cleaned, messages = run([SCRIPT], "--rules", str(rules), PAGE)
    assert (code, messages) == (0, b"") and b"By Nora Whitcombe" in cleaned


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_it_after_a_whole_record():
    running = subprocess.Popen(
        [SCRIPT, "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    running.stdin.write(json.dumps({"text": "The ferry sails again from Monday.\n"}).encode() + b"\n")
    running.stdin.flush()
    assert running.stdout.readline().endswith(b"}\n")
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=10) == 130
    assert b"interrupted" in running.stderr.read()
    running.stdin.close()
    running.stdout.close()
    running.stderr.close()
