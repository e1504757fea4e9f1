"""Learns sites from Parquet with Spark, and cleans it with what was learned: spark_learn.py IN OUT (needs pyspark,
pyarrow and Java). The documents have columns `url` and `text`."""

import json
import sys
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark.sql import SparkSession

import dechaff

PARTS, SITES = "host string, part binary", "host string, site string"


def host_of(url):
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def observe(batches):
    """Map: what each task observed of each site, a sample of at most 64 pages."""
    learner = dechaff.Learner()
    for batch in batches:
        for url, text in zip(batch.column("url").to_pylist(), batch.column("text").to_pylist()):
            if host_of(url) and text is not None:
                learner.observe(host_of(url), text)
    hosts, parts = zip(*learner.by_site()) if learner.sites() else ((), ())
    parts = [part.to_bytes() for part in parts]
    yield pa.RecordBatch.from_pydict({"host": pa.array(hosts, pa.string()), "part": pa.array(parts, pa.binary())})


def merge(parts):
    """Reduce: what was learned of one site."""
    learner = dechaff.Learner()
    for part in parts.column("part").to_pylist():
        learner.merge(dechaff.Learner.from_bytes(part))
    sites = learner.finish()["sites"]
    lines = [json.dumps(site) for site in sites.values()]
    return pa.table({"host": pa.array(list(sites), pa.string()), "site": pa.array(lines, pa.string())})


def clean(batches, sites):
    """Join: each document with what was learned of its site."""
    cleaner = dechaff.Cleaner(sites=sites)
    for batch in batches:
        at = batch.schema.get_field_index("text")
        rows = zip(batch.column("url").to_pylist(), batch.column(at).to_pylist())
        cleaned = [text and cleaner.for_site(host_of(url) or "").clean(text) for url, text in rows]
        yield batch.set_column(at, batch.schema.field(at), pa.array(cleaned, batch.schema.field(at).type))


if __name__ == "__main__":
    given, out = sys.argv[1:]
    spark = SparkSession.builder.appName("dechaff").getOrCreate()
    documents = spark.read.parquet(given)
    learned = documents.mapInArrow(observe, PARTS).groupBy("host").applyInArrow(merge, SITES).collect()
    # Spark sends what was learned to each worker once.
    sites = spark.sparkContext.broadcast({"version": 1, "sites": {row.host: json.loads(row.site) for row in learned}})
    documents.mapInArrow(lambda batches: clean(batches, sites.value), documents.schema).write.parquet(out)
