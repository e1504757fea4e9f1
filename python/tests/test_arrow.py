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
    for column, name in [
        (pa.array([1]), "int64"),
        (pa.array([b"bytes"]), "binary"),
        (pa.array([1]).dictionary_encode(), "dictionary"),
        (pa.table({"text": ["a"]}), "struct"),
    ]:
        message = f"^cannot clean a column of {name}: give a column of string, large_string or string_view"
        with pytest.raises(TypeError, match=message):
            dechaff.Cleaner().clean_arrow(column)
    with pytest.raises(ValueError, match="__arrow_c_array__ or __arrow_c_stream__"):
        dechaff.Cleaner().clean_arrow(["a"])


DICTIONARIES = [pa.dictionary(index, values) for index in (pa.int8(), pa.uint16(), pa.int32()) for values in TYPES]


@pytest.mark.parametrize("type", DICTIONARIES, ids=str)
def test_cleaning_a_dictionary_keeps_its_type(type, values, expected):
    texts = [values[n % 60] for n in range(300)]
    column = pa.DictionaryArray.from_arrays(
        pa.array([n % 60 if texts[n] is not None else None for n in range(300)], type.index_type),
        pa.array([value or "" for value in values[:60]], type.value_type),
    )
    cleaned = to_pyarrow(dechaff.Cleaner().clean_arrow(column))
    cleaned.validate(full=True)
    assert cleaned.type == type and cleaned.to_pylist() == [expected[n % 60] for n in range(300)]
    assert to_pyarrow(dechaff.Cleaner().clean_arrow(column[100:150])).to_pylist() == cleaned.to_pylist()[100:150]
    assert to_pyarrow(dechaff.Cleaner().clean_arrow(column[:0])).equals(column[:0])


def with_invalid_values(rows, type):
    """A column of binary values that claims to be one of strings, as pyarrow reads it from a Parquet file."""
    binary = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary(), pa.string_view(): pa.binary_view()}[type]
    column = pa.array(rows, binary)
    return pa.Array.from_buffers(type, len(column), column.buffers())


LONG = b"The council met on Monday and voted on the harbour. "


@pytest.mark.parametrize("type", TYPES, ids=str)
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(
    "value, at", [(b"\xff", 0), (b"ab\xe2\x82", 2), (LONG + b"\xff", 52), (LONG + b"\xc0\x80", 52)]
)
def test_an_invalid_value_is_an_error_that_names_its_row(type, threads, value, at):
    """Such a value aborted the process: its bytes were taken for a string without a check."""
    cleaner = dechaff.Cleaner()
    column = with_invalid_values([b"first", None, LONG, value, b"last"], type)
    with pytest.raises(dechaff.Error, match=f"^the column, row 3: not valid UTF-8 at byte {at}: "):
        cleaner.clean_arrow(column, threads=threads)
    # The other rows of the column can still be cleaned.
    assert to_pyarrow(cleaner.clean_arrow(column[:3])).to_pylist() == ["first", None, dechaff.clean(LONG.decode())]
    with pytest.raises(dechaff.Error, match="^the column, row 1: "):
        cleaner.clean_arrow(column[2:], threads=threads)
    with pytest.raises(dechaff.Error, match="^the column, row 8: "):
        cleaner.clean_arrow(pa.chunked_array([column[:3], column[:2], column]), threads=threads)


def test_invalid_bytes_behind_a_null_do_not_matter():
    column = with_invalid_values([b"first", b"\xff\xff", b"last"], pa.string())
    nulls = pa.py_buffer(bytes([0b101]))
    column = pa.Array.from_buffers(pa.string(), 3, [nulls, *column.buffers()[1:]])
    assert to_pyarrow(dechaff.Cleaner().clean_arrow(column)).to_pylist() == ["first", None, "last"]


def test_an_invalid_value_of_a_dictionary_is_an_error_that_names_its_first_row():
    values = with_invalid_values([b"first", b"\xff", b"unused \xff"], pa.string())
    column = pa.DictionaryArray.from_arrays(pa.array([0, None, 0, 1, 1], pa.int8()), values)
    with pytest.raises(dechaff.Error, match="^the column, row 3: not valid UTF-8 at byte 0: "):
        dechaff.Cleaner().clean_arrow(column)
    with pytest.raises(dechaff.Error, match="^the column, a value of the dictionary: not valid UTF-8 at byte 7: "):
        values = with_invalid_values([b"first", b"unused \xff"], pa.string())
        column = pa.DictionaryArray.from_arrays(pa.array([0, 0], pa.int8()), values)
        dechaff.Cleaner().clean_arrow(column)


def test_an_invalid_value_of_a_parquet_file_is_an_error(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    column = with_invalid_values([b"first", b"caf\xe9"], pa.string())
    pq.write_table(pa.table({"body": column}), tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    with pytest.raises(dechaff.Error, match="^the column, row 1: not valid UTF-8 at byte 3: "):
        dechaff.Cleaner().clean_arrow(table["body"])


def test_errors_name_the_column_if_the_producer_does():
    column = with_invalid_values([b"caf\xe9"], pa.string())

    class Named:
        """A column with a name, as engines hand it over."""

        def __arrow_c_array__(self, requested_schema=None):
            _, array = column.__arrow_c_array__()
            return pa.field("body", pa.string()).__arrow_c_schema__(), array

    with pytest.raises(dechaff.Error, match='^column "body", row 0: not valid UTF-8 at byte 3: '):
        dechaff.Cleaner().clean_arrow(Named())
