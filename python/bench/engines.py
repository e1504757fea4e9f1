"""Measures the speed of dechaff in each engine, as ratios within one run.

python engines.py --size 300 --rounds 3 [NAME...]

Contenders run in turns, each in a process of its own, and the medians of all rounds are printed. `CPU s` is the CPU
time per gigabyte of text, the figure that other work on the machine affects least. The time until the first page, such
as the start of Java, is measured with a corpus of one page and subtracted. Needs the command-line tool (`cargo build
--release -p dechaff-cli`), datatrove[io], regex, spacy and the engines to measure; engines that are not installed are
reported and skipped. DECHAFF_CLEAN may hold the path of another build of the tool. After an interrupt, the results so
far are printed.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
import corpus  # noqa: E402

BENCH = corpus.ROOT / "target" / "bench-engines"
BINARY = Path(os.environ.get("DECHAFF_CLEAN", corpus.ROOT / "target" / "release" / "dechaff"))
# The number of files in the corpus. Chosen by hand: a multiple of the widths below, so that the processes get the same
# number of files; many more files would add the costs of opening them to every figure.
FILES = 24

# By name: the package that must be installed, the number of threads or processes, and the number of files read. The
# slowest contenders read only one file.
CONTENDERS = {
    "binary 1": (None, 1, FILES),
    "binary 2": (None, 2, FILES),
    "datatrove dechaff 1": ("datatrove", 1, FILES),
    "datatrove dechaff 2": ("datatrove", 2, FILES),
    "datatrove nothing 1": ("datatrove", 1, FILES),
    "datatrove c4-lines 1": ("datatrove", 1, FILES),
    "datatrove c4 1": ("spacy", 1, 1),
    "datatrove fineweb 1": ("spacy", 1, 1),
    "polars": ("polars", 2, FILES),
    "daft": ("daft", 2, FILES),
    "datafusion": ("datafusion", 2, FILES),
    "spark": ("pyspark", 2, FILES),
    "ray": ("ray", 2, FILES),
}


def make_corpus(folder, size, files):
    """Writes a corpus of at least `size` bytes of text as JSONL and as Parquet, each in `files` files.

    Returns the number of documents and the number of bytes. A corpus of the same size is reused.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    done = folder / "done.json"
    if done.exists() and (found := json.loads(done.read_text()))["size"] == size:
        return found["docs"], found["bytes"]
    shutil.rmtree(folder, ignore_errors=True)
    for kind in ("jsonl", "parquet"):
        (folder / kind).mkdir(parents=True)
    documents, docs, total = corpus.documents(), 0, 0
    for number in range(files):
        records, written = [], 0
        while written < size // files:
            records.append(next(documents))
            written += len(records[-1]["text"].encode())
        with open(folder / "jsonl" / f"{number}.jsonl", "w") as out:
            out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        pq.write_table(pa.Table.from_pylist(records), folder / "parquet" / f"{number}.parquet", row_group_size=5000)
        docs, total = docs + len(records), total + written
    done.write_text(json.dumps({"size": size, "docs": docs, "bytes": total}))
    return docs, total


def command(name, folder, out, width, files):
    """Returns the command line of a contender."""
    given = sorted((folder / "jsonl").glob("*.jsonl"))[:files]
    engine, *step = name.split()
    if engine == "binary":
        return [BINARY, "--jsonl", "--threads", str(width), "--out", out, *given]
    if engine == "datatrove":
        return [sys.executable, __file__, "--pipeline", step[0], str(width), str(len(given)), folder / "jsonl", out]
    return [sys.executable, HERE.parent / "examples" / f"{engine}_clean.py", folder / "parquet", out / "out.parquet"]


def run(command, out):
    """Runs a command. Returns the seconds that it took and its CPU time in seconds."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    env = {**os.environ, "PATH": str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pipeline(step, workers, files, given, out):
    """Runs a datatrove pipeline that reads JSONL, applies one step and writes JSONL."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from dechaff.datatrove import DechaffFormatter

    steps = {
        "nothing": lambda: [],
        "dechaff": lambda: [DechaffFormatter()],
        "c4-lines": lambda: [C4QualityFilter(min_num_sentences=-1)],
        "c4": lambda: [C4QualityFilter()],
        "fineweb": lambda: [FineWebQualityFilter()],
    }
    names = sorted(path.name for path in Path(given).iterdir())[: int(files)]
    Path(out, "paths").write_text("\n".join(names))
    reader = JsonlReader(given, paths_file=f"{out}/paths")
    blocks = [reader, *steps[step](), JsonlWriter(f"{out}/out", compression=None)]
    # The workers must be forked, so that their CPU time is counted.
    options = {"tasks": int(files), "workers": int(workers), "start_method": "fork"}
    LocalPipelineExecutor(blocks, logging_dir=f"{out}/logs", **options).run()


def shares(out):
    """Returns the seconds that the parts of a datatrove pipeline with dechaff take, by datatrove's own timers."""
    import pyarrow.parquet as pq

    import dechaff

    run(command("datatrove dechaff 1", BENCH / "corpus", out, 1, 1), out)
    blocks = json.loads((out / "logs" / "stats.json").read_text())
    reader, ours, writer = (block["time_stats"]["total"] for block in blocks)
    texts = pq.read_table(BENCH / "corpus" / "parquet" / "0.parquet")["text"]
    start = time.perf_counter()
    dechaff.Cleaner().clean_arrow(texts, threads=1)
    cleaner = time.perf_counter() - start
    return {"reader": reader, "cleaner": cleaner, "rest of our block": ours - cleaner, "writer": writer}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", metavar="NAME", help="only contenders whose names begin so; default: all")
    options.add_argument("--size", type=int, default=300, help="megabytes of text")
    options.add_argument("--rounds", type=int, default=3)
    o = options.parse_args()
    names = [name for name in CONTENDERS if not o.names or name.startswith(("binary", *o.names))]
    for name in [name for name in names if CONTENDERS[name][0] and find_spec(CONTENDERS[name][0]) is None]:
        print(f"not measured: {name}: {CONTENDERS[name][0]} is not installed")
        names.remove(name)

    make_corpus(BENCH / "one", 1, 1)
    docs, size = make_corpus(BENCH / "corpus", o.size * 1_000_000, FILES)
    print(f"{docs} documents, {size / 1e6:.0f} MB of text, {o.rounds} rounds, {os.cpu_count()} cores")
    print(f"load at the start: {os.getloadavg()[0]:.1f}", flush=True)
    out = BENCH / "out"
    start = {name: run(command(name, BENCH / "one", out, CONTENDERS[name][1], 1), out) for name in names}
    measured, parts = {name: [] for name in names}, []
    try:
        for name in names * o.rounds:
            _, width, files = CONTENDERS[name]
            wall, cpu = run(command(name, BENCH / "corpus", out, width, files), out)
            print(f"{time.strftime('%H:%M:%S')} {name}: {wall:.1f} s, CPU {cpu:.1f} s", file=sys.stderr)
            # Without the start, and scaled from the files read to the whole corpus.
            scale = FILES / files
            measured[name].append(((wall - start[name][0]) * scale, (cpu - start[name][1]) * scale))
            if name == "datatrove dechaff 1":
                parts.append(shares(out))
    except KeyboardInterrupt:
        names = [name for name in names if measured[name]]

    print("\n| contender | width | docs/s | MB/s | ratio to the binary of the same width | CPU s per GB | start, s |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        width = CONTENDERS[name][1]
        wall, cpu = (statistics.median(m[i] for m in measured[name]) for i in (0, 1))
        walls = zip(measured[name], measured[f"binary {width}"])
        against = statistics.median(binary[0] / own[0] for own, binary in walls)
        # The processes that do the work of these two are not children of this one, so their CPU time is unknown.
        used = "-" if name in ("ray", "spark") else f"{cpu / size * 1e9:.1f}"
        figures = f"{docs / wall:.0f} | {size / wall / 1e6:.2f} | {against:.2f} x | {used} | {start[name][0]:.1f}"
        print(f"| {name} | {width} | {figures} |")

    def ratio(name, other, i, what):
        if name in names and other in names:
            r = statistics.median(b[i] / a[i] for a, b in zip(measured[name], measured[other]))
            print(f"{name} is {r:.2f} x as fast as {other} ({what})")

    print()
    ratio("binary 2", "binary 1", 0, "by elapsed time")
    ratio("datatrove dechaff 2", "datatrove dechaff 1", 0, "by elapsed time")
    # The ratio of CPU times shows what two workers would reach on a machine that is otherwise idle.
    ratio("datatrove dechaff 2", "datatrove dechaff 1", 1, "by CPU: 1.00 means twice as fast on two idle cores")
    for other in ("nothing", "c4-lines", "c4", "fineweb"):
        ratio("datatrove dechaff 1", f"datatrove {other} 1", 1, "by CPU, reading and writing included")
    if parts:
        total = {part: statistics.median(p[part] for p in parts) for part in parts[0]}
        whole = sum(total.values())
        shares_of_time = ", ".join(f"{part} {100 * t / whole:.0f} %" for part, t in total.items())
        print(f"shares of datatrove's time: {shares_of_time}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--pipeline"]:
        pipeline(*sys.argv[2:])
    else:
        main()
