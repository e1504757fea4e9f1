"""Cleans Parquet with Polars, in batches and bounded memory: polars_clean.py IN OUT (needs polars)"""

import sys

import polars as pl

import dechaff

cleaner = dechaff.Cleaner()


def clean(text: pl.Series) -> pl.Series:
    return pl.Series(text.name, cleaner.clean_arrow(text))


if __name__ == "__main__":
    given, out = sys.argv[1:]
    documents = pl.scan_parquet(given)
    cleaned = documents.with_columns(pl.col("text").map_batches(clean, return_dtype=pl.String, is_elementwise=True))
    cleaned.sink_parquet(out)
