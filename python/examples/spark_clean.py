"""Cleans Parquet with Spark, in Arrow batches: spark_clean.py IN OUT (needs pyspark, pyarrow and Java)"""

import sys

import pyarrow as pa
from pyspark.sql import SparkSession

import dechaff


def clean(batches):
    cleaner = dechaff.Cleaner()  # one per task
    for batch in batches:
        at = batch.schema.get_field_index("text")
        # Spark already runs one task per core, so one thread per call is enough.
        cleaned = pa.array(cleaner.clean_arrow(batch.column(at), threads=1))
        yield batch.set_column(at, batch.schema.field(at), cleaned)


if __name__ == "__main__":
    given, out = sys.argv[1:]
    spark = SparkSession.builder.appName("dechaff").getOrCreate()
    documents = spark.read.parquet(given)
    documents.mapInArrow(clean, documents.schema).write.parquet(out)
