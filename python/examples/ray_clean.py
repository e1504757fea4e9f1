"""Cleans Parquet with Ray Data, its rows in Arrow batches: ray_clean.py IN OUT (needs ray[data])"""

import sys

import pyarrow as pa
import ray

import dechaff


def clean(table, cleaner):
    at = table.schema.get_field_index("text")
    # Ray runs a task on each core: one thread is enough.
    left = pa.chunked_array(cleaner.clean_arrow(table.column(at), threads=1))
    return table.set_column(at, table.schema.field(at), left)


if __name__ == "__main__":
    given, out = sys.argv[1:]
    documents = ray.data.read_parquet(given)
    # The cleaner goes to the workers pickled, as its options.
    cleaned = documents.map_batches(clean, batch_format="pyarrow", fn_kwargs={"cleaner": dechaff.Cleaner()})
    cleaned.write_parquet(out)
