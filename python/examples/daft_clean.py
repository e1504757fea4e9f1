"""Cleans Parquet with Daft, in Arrow batches: daft_clean.py IN OUT (needs daft)"""

import sys

import daft
import pyarrow as pa

import dechaff

cleaner = dechaff.Cleaner()


@daft.func.batch(return_dtype=daft.DataType.string())
def clean(text: daft.Series):
    return pa.array(cleaner.clean_arrow(text.to_arrow(), threads=1))


if __name__ == "__main__":
    given, out = sys.argv[1:]
    documents = daft.read_parquet(given)
    documents.with_column("text", clean(documents["text"])).write_parquet(out)
