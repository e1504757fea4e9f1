//! JSONL: a record a line, in order; each is written whole.

use std::io::{BufRead, Write};

use dechaff::Cleaner;

use super::failure::{utf8, Failure, Place};
use super::lines::{self, Line, Rest};
use super::output::Output;
use super::record;
use super::skip::{OnError, Skipped};

/// How records are read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// No longer record is held in memory.
    pub max_bytes: usize,
    pub on_error: OnError,
}

/// Cleans the records of a file. Lines of white space alone are no records.
pub fn clean<W: Write>(
    cleaner: &Cleaner,
    input: &mut dyn BufRead,
    file: &Place,
    limits: Limits,
    skipped: &mut Skipped,
    out: &Output<W>,
) -> Result<(), Failure> {
    let (mut line, mut record) = (Vec::new(), Vec::new());
    for number in 1.. {
        let place = file.line(number);
        let read = lines::next(input, limits.max_bytes, &mut line);
        match read.map_err(|source| Failure::Read { place: place.clone(), source })? {
            Line::None => break,
            Line::Beginning => {
                skipped.admit(limits.on_error, Failure::TooLong { place: place.clone(), limit: limits.max_bytes })?;
                out.copy(&place, &line, Rest::of(input))?;
                continue;
            }
            Line::Whole => {}
        }
        if line.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')) {
            continue;
        }
        let cleaned = utf8(&line, &place).and_then(|text| record::clean(cleaner, text, &place, &mut record));
        if let Err(failure) = cleaned {
            skipped.admit(limits.on_error, failure)?;
            if !line.ends_with(b"\n") {
                line.push(b'\n');
            }
            out.write(&place, &line)?;
            continue;
        }
        out.write(&place, &record)?;
    }
    Ok(())
}
