//! Lines of any length in bounded memory.

use std::io::{self, BufRead, Read};

/// What was read of a line.
pub enum Line {
    /// All of it, with its end, which the last line of a file may lack.
    Whole,
    /// Its beginning: it is longer than the limit, and [`Rest`] has what follows.
    Beginning,
    /// There was none left.
    None,
}

/// Reads the next line into `line`, no more than `limit` bytes of it and its end.
pub fn next(input: &mut dyn BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    input.take((limit as u64).saturating_add(1)).read_until(b'\n', line)?;
    Ok(match line.last() {
        None => Line::None,
        Some(last) if line.len() > limit && *last != b'\n' => Line::Beginning,
        Some(_) => Line::Whole,
    })
}

/// What is left of a line; ends with its line feed, which is put behind the last line of a file too.
pub struct Rest<'i> {
    input: &'i mut dyn BufRead,
    ended: bool,
}

impl<'i> Rest<'i> {
    pub fn of(input: &'i mut dyn BufRead) -> Rest<'i> {
        Rest { input, ended: false }
    }
}

impl Read for Rest<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.ended || to.is_empty() {
            return Ok(0);
        }
        let there = self.input.fill_buf()?;
        if there.is_empty() {
            self.ended = true;
            to[0] = b'\n';
            return Ok(1);
        }
        let there = &there[..there.len().min(to.len())];
        let end = there.iter().position(|b| *b == b'\n');
        self.ended = end.is_some();
        let len = end.map_or(there.len(), |at| at + 1);
        to[..len].copy_from_slice(&there[..len]);
        self.input.consume(len);
        Ok(len)
    }
}
