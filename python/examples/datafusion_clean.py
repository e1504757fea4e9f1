"""Cleans Parquet with DataFusion, in Arrow batches: datafusion_clean.py IN OUT (needs datafusion)"""

import sys

import pyarrow as pa
from datafusion import SessionContext, col, udf

import dechaff

cleaner = dechaff.Cleaner()


def clean(text: pa.Array) -> pa.Array:
    # DataFusion already runs one partition per core, so one thread per call is enough.
    return pa.array(cleaner.clean_arrow(text, threads=1))


if __name__ == "__main__":
    given, out = sys.argv[1:]
    clean_udf = udf(clean, [pa.string_view()], pa.string_view(), "immutable", "clean")
    documents = SessionContext().read_parquet(given)
    documents.with_column("text", clean_udf(col("text"))).write_parquet(out)
