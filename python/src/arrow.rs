//! Cleans columns of strings through the Arrow C data interface. No Python object is created per value, and nulls stay
//! null.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericStringArray, StringArrayType, StringViewArray};
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use pyo3_arrow::{PyArray, PyChunkedArray};

use crate::cleaning;
use crate::error::error;
use crate::threads::Threads;

/// Cleans an array or a stream of arrays. The result has the same data type and field name; a stream keeps its chunks.
pub fn clean<'py>(
    py: Python<'py>,
    cleaner: &dechaff::Cleaner,
    column: AnyArray,
    threads: &Threads,
) -> PyResult<Bound<'py, PyAny>> {
    let field = column.field()?;
    if !matches!(field.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        let advice = "give a column of string, large_string or string_view, or cast it to one";
        return Err(PyTypeError::new_err(format!("cannot clean an array of {}: {advice}", field.data_type())));
    }
    match column {
        AnyArray::Array(array) => {
            let cleaned = py.detach(|| clean_array(cleaner, array.array(), threads));
            Ok(PyArray::try_new(cleaned, field).map_err(error)?.into_pyobject(py)?.into_any())
        }
        AnyArray::Stream(stream) => {
            let chunks = stream.into_reader()?;
            let cleaned = py.detach(|| {
                let clean = |chunk: ArrayRef| clean_array(cleaner, &chunk, threads);
                chunks.map(|chunk| chunk.map(clean)).collect::<Result<Vec<_>, _>>()
            });
            Ok(PyChunkedArray::try_new(cleaned.map_err(error)?, field)?.into_pyobject(py)?.into_any())
        }
    }
}

/// Cleans an array of `Utf8`, `LargeUtf8` or `Utf8View`.
fn clean_array(cleaner: &dechaff::Cleaner, array: &ArrayRef, threads: &Threads) -> ArrayRef {
    let clean = |text| cleaning::clean(cleaner, text);
    match array.data_type() {
        DataType::Utf8 => Arc::new(map::<_, GenericStringArray<i32>>(array.as_string::<i32>(), clean, threads)),
        DataType::LargeUtf8 => Arc::new(map::<_, GenericStringArray<i64>>(array.as_string::<i64>(), clean, threads)),
        _ => Arc::new(map::<_, StringViewArray>(array.as_string_view(), clean, threads)),
    }
}

/// Applies `clean` to each value that is not null, in order.
fn map<'t, A, B>(strings: A, clean: impl Fn(&'t str) -> Cow<'t, str> + Sync, threads: &Threads) -> B
where
    A: StringArrayType<'t> + Sync,
    B: FromIterator<Option<Cow<'t, str>>>,
{
    threads.map(strings.len(), |i| strings.is_valid(i).then(|| clean(strings.value(i)))).into_iter().collect()
}
