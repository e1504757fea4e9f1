"""Learns sites from Parquet with Ray Data, and cleans it with what was learned: ray_learn.py IN OUT (needs
ray[data]). The documents have columns `url` and `text`."""

import sys
from urllib.parse import urlsplit

import pyarrow as pa
import ray

import dechaff


def host_of(url):
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def observe(table):
    """Map: what is in a batch of each site, a sample of at most 64 pages."""
    learner = dechaff.Learner()
    for url, text in zip(table.column("url").to_pylist(), table.column("text").to_pylist()):
        if host_of(url) and text is not None:
            learner.observe(host_of(url), text)
    hosts, parts = zip(*learner.by_site()) if learner.sites() else ((), ())
    parts = [part.to_bytes() for part in parts]
    return pa.table({"host": pa.array(hosts, pa.string()), "part": pa.array(parts, pa.binary())})


def merge(parts):
    """Reduce: all parts of one site."""
    learner = dechaff.Learner()
    for part in parts.column("part").to_pylist():
        learner.merge(dechaff.Learner.from_bytes(part))
    return pa.table({"part": pa.array([learner.to_bytes()], pa.binary())})


def clean(table, cleaner):
    """Join: each document with what was learned of its site."""
    at = table.schema.get_field_index("text")
    rows = zip(table.column("url").to_pylist(), table.column(at).to_pylist())
    cleaned = [text and cleaner.for_site(host_of(url) or "").clean(text) for url, text in rows]
    return table.set_column(at, table.schema.field(at), pa.array(cleaned, table.schema.field(at).type))


if __name__ == "__main__":
    given, out = sys.argv[1:]
    documents = ray.data.read_parquet(given)
    parts = documents.map_batches(observe, batch_format="pyarrow")
    merged = parts.groupby("host").map_groups(merge, batch_format="pyarrow")
    learner = dechaff.Learner()
    for row in merged.iter_rows():
        learner.merge(dechaff.Learner.from_bytes(row["part"]))
    # The cleaner is pickled, with what was learned, and sent to the workers.
    cleaner = dechaff.Cleaner(sites=learner.finish())
    documents.map_batches(clean, batch_format="pyarrow", fn_kwargs={"cleaner": cleaner}).write_parquet(out)
