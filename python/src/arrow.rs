//! Cleans columns of strings through the Arrow C data interface. No Python object is created per value, and nulls stay
//! null.
//!
//! A producer need not have checked its strings: pyarrow reads Parquet files with invalid UTF-8 without an error. Values
//! are therefore read as bytes, and each is validated before it becomes a `str`.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait, StringViewArray};
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use pyo3_arrow::{PyArray, PyChunkedArray};

use crate::cleaning;
use crate::error::error;
use crate::threads::ThreadCount;

/// Cleans an array or a stream of arrays. The result has the same data type and field name; a stream keeps its chunks.
pub fn clean<'py>(
    py: Python<'py>,
    cleaner: &dechaff::Cleaner,
    column: AnyArray,
    threads: ThreadCount,
) -> PyResult<Bound<'py, PyAny>> {
    let field = column.field()?;
    if !is_cleaned(field.data_type()) {
        let advice = "give a column of string, large_string or string_view, or cast it to one";
        return Err(PyTypeError::new_err(format!(
            "cannot clean a column of {}: {advice}",
            type_name(field.data_type())
        )));
    }
    let name = field.name().clone();
    let invalid = |row_before: usize, value: InvalidValue| error(value.message(&name, row_before));
    match column {
        AnyArray::Array(array) => {
            let cleaned = py.detach(|| clean_array(cleaner, array.array(), threads));
            let cleaned = cleaned.map_err(|value| invalid(0, value))?;
            Ok(PyArray::try_new(cleaned, field).map_err(error)?.into_pyobject(py)?.into_any())
        }
        AnyArray::Stream(stream) => {
            let chunks = stream.into_reader()?;
            let (mut rows, mut cleaned) = (0, Vec::new());
            let result = py.detach(|| {
                for chunk in chunks {
                    let chunk = chunk.map_err(Failure::Stream)?;
                    cleaned.push(clean_array(cleaner, &chunk, threads).map_err(Failure::Value)?);
                    rows += chunk.len();
                }
                Ok(())
            });
            result.map_err(|failure| match failure {
                Failure::Stream(e) => error(e),
                Failure::Value(value) => invalid(rows, value),
            })?;
            Ok(PyChunkedArray::try_new(cleaned, field)?.into_pyobject(py)?.into_any())
        }
    }
}

enum Failure {
    Stream(ArrowError),
    Value(InvalidValue),
}

/// Whether a column of this type can be cleaned: strings of any kind, or a dictionary of them.
fn is_cleaned(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_cleaned(values) && !matches!(**values, DataType::Dictionary(..)),
        _ => false,
    }
}

/// The name of a type as in pyarrow, without its parameters.
fn type_name(data_type: &DataType) -> String {
    let name = data_type.to_string().to_lowercase();
    name.split(['(', '<', ' ']).next().unwrap_or_default().to_owned()
}

/// A value that is not a string.
struct InvalidValue {
    /// Counted from 0 in the array.
    row: Option<usize>,
    reason: Reason,
}

enum Reason {
    /// The byte of the value, counted from 0, at which it is not valid UTF-8.
    NoUtf8 { at: usize },
    /// The array's offsets do not point into its data.
    NoData,
}

impl InvalidValue {
    /// The message for a value of the column `name`, before whose array the column has `rows_before` rows.
    fn message(&self, name: &str, rows_before: usize) -> String {
        let column = if name.is_empty() { "the column".to_owned() } else { format!("column {name:?}") };
        let row = self.row.map_or("a value of the dictionary".to_owned(), |row| format!("row {}", rows_before + row));
        format!("{column}, {row}: {}", self.reason)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NoUtf8 { at } => write!(
                f,
                "not valid UTF-8 at byte {at}: cast the column to binary, which shows the bytes, and decode them in the \
                 encoding that they are in"
            ),
            Reason::NoData => {
                f.write_str("the value lies outside the column's data: check the program that made the column")
            }
        }
    }
}

/// Cleans an array of strings, or of a dictionary of strings.
fn clean_array(cleaner: &dechaff::Cleaner, array: &ArrayRef, threads: ThreadCount) -> Result<ArrayRef, InvalidValue> {
    Ok(match array.data_type() {
        DataType::Utf8 => Arc::new(clean_strings(cleaner, array.as_string::<i32>(), threads)?),
        DataType::LargeUtf8 => Arc::new(clean_strings(cleaner, array.as_string::<i64>(), threads)?),
        DataType::Utf8View => {
            let strings = array.as_string_view();
            Arc::new(map::<StringViewArray>(cleaner, strings, |i| viewed_bytes(strings, i), threads)?)
        }
        _ => clean_dictionary(cleaner, array, threads)?,
    })
}

fn clean_strings<O: OffsetSizeTrait>(
    cleaner: &dechaff::Cleaner,
    strings: &GenericStringArray<O>,
    threads: ThreadCount,
) -> Result<GenericStringArray<O>, InvalidValue> {
    map(cleaner, strings, |i| bytes_at_offsets(strings, i), threads)
}

/// Cleans each distinct value once. Two of them may be the same afterwards.
fn clean_dictionary(
    cleaner: &dechaff::Cleaner,
    array: &ArrayRef,
    threads: ThreadCount,
) -> Result<ArrayRef, InvalidValue> {
    let dictionary = array.as_any_dictionary();
    let values = clean_array(cleaner, dictionary.values(), threads).map_err(|invalid| {
        let has_value = |row: &usize| {
            !dictionary.is_null(*row) && invalid.row.is_some_and(|value| dictionary.normalized_keys()[*row] == value)
        };
        let row = (0..dictionary.len()).find(has_value);
        InvalidValue { row, ..invalid }
    })?;
    Ok(dictionary.with_values(values))
}

/// Cleans each value that is not null, in order. `bytes` returns those of a value.
fn map<'t, B>(
    cleaner: &dechaff::Cleaner,
    array: &dyn Array,
    bytes: impl Fn(usize) -> Option<&'t [u8]> + Sync,
    threads: ThreadCount,
) -> Result<B, InvalidValue>
where
    B: FromIterator<Option<Cow<'t, str>>>,
{
    let clean = |row| {
        if array.is_null(row) {
            return Ok(None);
        }
        let invalid = |reason| InvalidValue { row: Some(row), reason };
        let bytes = bytes(row).ok_or_else(|| invalid(Reason::NoData))?;
        let text = std::str::from_utf8(bytes).map_err(|e| invalid(Reason::NoUtf8 { at: e.valid_up_to() }))?;
        Ok(Some(cleaning::clean(cleaner, text)))
    };
    threads.start(array.len()).map(array.len(), clean).into_iter().collect()
}

/// The bytes of a value, or `None` if its offsets do not point into the data.
fn bytes_at_offsets<O: OffsetSizeTrait>(strings: &GenericStringArray<O>, row: usize) -> Option<&[u8]> {
    let offset = |n: usize| strings.value_offsets().get(n).map(|offset| offset.as_usize());
    strings.value_data().get(offset(row)?..offset(row + 1)?)
}

/// The size of a view, in bytes: a length, and then either the value itself, filled up with zeros, or its first four
/// bytes, the number of its buffer and the offset in it.
const VIEW_BYTES: usize = 16;
/// The longest value, in bytes, that is stored in its view.
const MAX_INLINE_BYTES: usize = 12;

/// The bytes of a value, or `None` if its view does not point into the data.
fn viewed_bytes(strings: &StringViewArray, row: usize) -> Option<&[u8]> {
    let view = strings.views().inner().as_slice().get(row * VIEW_BYTES..(row + 1) * VIEW_BYTES)?;
    let number = |at: usize| view.get(at..at + 4)?.try_into().ok().map(|n| u32::from_ne_bytes(n) as usize);
    let len = number(0)?;
    if len <= MAX_INLINE_BYTES {
        return view.get(4..4 + len);
    }
    let (buffer, start) = (number(8)?, number(12)?);
    strings.data_buffers().get(buffer)?.as_slice().get(start..start + len)
}
