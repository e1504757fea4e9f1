"""Cleans a folder of JSONL or Parquet files with datatrove, on this machine, on Slurm or on Ray:

python datatrove_clean.py IN OUT --tasks 8 --workers 2

To resume a run that was stopped, start it again with the same command: completed tasks are not repeated. An invalid
line of a JSONL file is logged with its file and line number, and written to OUT/refused.
"""

import argparse

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

import dechaff
from dechaff.datatrove import CheckedJsonlReader, DechaffFormatter


def pipeline(given, out, format):
    cleaner = dechaff.Cleaner()
    if format == "parquet":
        return [ParquetReader(given), DechaffFormatter(cleaner), ParquetWriter(f"{out}/cleaned")]
    return [
        CheckedJsonlReader(given, exclusion_writer=JsonlWriter(f"{out}/refused")),
        DechaffFormatter(cleaner, removed_key="removed"),
        JsonlWriter(f"{out}/cleaned"),
    ]


def executor(on, pipeline, tasks, workers, logs):
    if on == "slurm":
        from datatrove.executor import SlurmPipelineExecutor

        return SlurmPipelineExecutor(
            pipeline, tasks=tasks, workers=workers, time="04:00:00", partition="cpu", logging_dir=logs
        )
    if on == "ray":
        from datatrove.executor import RayPipelineExecutor

        return RayPipelineExecutor(pipeline, tasks=tasks, workers=workers, logging_dir=logs)
    return LocalPipelineExecutor(pipeline, tasks=tasks, workers=workers, logging_dir=logs)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("given", metavar="IN")
    options.add_argument("out", metavar="OUT")
    options.add_argument("--format", choices=["jsonl", "parquet"], default="jsonl")
    options.add_argument("--on", choices=["local", "slurm", "ray"], default="local")
    options.add_argument("--tasks", type=int, default=1, help="number of tasks among which the files are divided")
    options.add_argument("--workers", type=int, default=1, help="number of tasks that run at the same time")
    o = options.parse_args()
    executor(o.on, pipeline(o.given, o.out, o.format), o.tasks, o.workers, f"{o.out}/logs").run()
