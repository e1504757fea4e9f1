"""Cleaning Arrow arrays keeps types and nulls, and gives the same texts as cleaning `str`."""

import pytest

import dechaff

pa = pytest.importorskip("pyarrow")

TYPES = [pa.string(), pa.large_string(), pa.string_view()]


def to_pyarrow(cleaned):
    convert = pa.chunked_array if hasattr(cleaned, "__arrow_c_stream__") else pa.array
    return convert(cleaned)


@pytest.fixture(scope="module")
def values(texts):
    """The texts, with a null in place of every seventh."""
    return [None if i % 7 == 0 else text for i, text in enumerate(texts)]


@pytest.fixture(scope="module")
def expected(values):
    return [None if value is None else dechaff.clean(value) for value in values]


@pytest.mark.parametrize("type", TYPES, ids=str)
@pytest.mark.parametrize("threads", [None, 1, 2])
def test_cleaning_an_array_keeps_its_type(type, threads, values, expected):
    column = pa.array(values, type)
    cleaned = to_pyarrow(dechaff.Cleaner().clean_arrow(column, threads=threads))
    cleaned.validate(full=True)
    assert cleaned.type == type and cleaned.to_pylist() == expected
    assert column.to_pylist() == values


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_cleaning_a_slice_of_an_array_cleans_only_the_slice(type, values, expected):
    column = pa.array(values, type)[10:50]
    assert to_pyarrow(dechaff.Cleaner().clean_arrow(column)).to_pylist() == expected[10:50]
    for empty in (column[:0], pa.array([None], type)):
        assert to_pyarrow(dechaff.Cleaner().clean_arrow(empty)).equals(empty)


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_cleaning_a_stream_keeps_its_chunks(type, values, expected):
    column = pa.chunked_array([values[:100], [], values[100:101], values[101:]], type)
    cleaned = to_pyarrow(dechaff.Cleaner().clean_arrow(column))
    assert cleaned.type == type and cleaned.to_pylist() == expected
    assert [len(chunk) for chunk in cleaned.chunks] == [len(chunk) for chunk in column.chunks]


def test_columns_of_other_types_are_rejected():
    for column in (pa.array([1]), pa.array([b"bytes"]), pa.array(["a"]).dictionary_encode(), pa.table({"text": ["a"]})):
        with pytest.raises(TypeError, match="give a column of string, large_string or string_view"):
            dechaff.Cleaner().clean_arrow(column)
    with pytest.raises(ValueError, match="__arrow_c_array__ or __arrow_c_stream__"):
        dechaff.Cleaner().clean_arrow(["a"])
