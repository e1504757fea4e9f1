"""Learns sites from a folder of JSONL files with datatrove, and cleans the files with what was learned:

python datatrove_learn.py IN OUT --tasks 8 --workers 2

Each task writes what it observed to OUT/parts, one task merges the parts to OUT/sites.learned, and the tasks clean. To
resume a run that was stopped, start it again with the same command: completed tasks are not repeated.
"""

import argparse

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

import dechaff
from dechaff.datatrove import DechaffFormatter, LearnSites, MergeSites


def run(pipeline, logs, tasks=1, workers=1):
    LocalPipelineExecutor(pipeline, tasks=tasks, workers=workers, logging_dir=logs).run()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("given", metavar="IN")
    options.add_argument("out", metavar="OUT")
    options.add_argument("--tasks", type=int, default=1, help="number of tasks among which the files are divided")
    options.add_argument("--workers", type=int, default=1, help="number of tasks that run at the same time")
    o = options.parse_args()
    parts, sites = f"{o.out}/parts", f"{o.out}/sites.learned"
    run([JsonlReader(o.given), LearnSites(parts)], f"{o.out}/logs/learn", o.tasks, o.workers)
    run([MergeSites(parts, sites)], f"{o.out}/logs/merge")
    cleaner = DechaffFormatter(dechaff.Cleaner(sites=sites), removed_key="removed")
    run([JsonlReader(o.given), cleaner, JsonlWriter(f"{o.out}/cleaned")], f"{o.out}/logs/clean", o.tasks, o.workers)
