"""Cleans Parquet with Ray Data, in Arrow batches: ray_clean.py IN OUT (needs ray[data])"""

import sys

import pyarrow as pa
import ray

import dechaff


def clean(table, cleaner):
    at = table.schema.get_field_index("text")
    # Ray already runs one task per core, so one thread per call is enough.
    cleaned = pa.chunked_array(cleaner.clean_arrow(table.column(at), threads=1))
    return table.set_column(at, table.schema.field(at), cleaned)


if __name__ == "__main__":
    given, out = sys.argv[1:]
    documents = ray.data.read_parquet(given)
    # The cleaner is pickled, as its options, and sent to the workers.
    cleaned = documents.map_batches(clean, batch_format="pyarrow", fn_kwargs={"cleaner": dechaff.Cleaner()})
    cleaned.write_parquet(out)
