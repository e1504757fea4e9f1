//! Reads lines of any length in bounded memory.

use std::io::{self, BufRead, Read};

/// How much of a line was read.
pub enum LineRead {
    /// The whole line with its line feed, which the last line of a file may lack.
    Whole,
    /// The beginning of a line that is longer than the limit; [`LineRemainder`] reads the rest.
    Truncated,
    /// Nothing: the input has ended.
    End,
}

/// Replaces the contents of `line` with the next line, of which it reads at most `limit` + 1 bytes.
///
/// A line of `limit` bytes and a line feed is whole.
pub fn next(input: &mut dyn BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<LineRead> {
    line.clear();
    input.take((limit as u64).saturating_add(1)).read_until(b'\n', line)?;
    Ok(match line.last() {
        None => LineRead::End,
        Some(last) if line.len() > limit && *last != b'\n' => LineRead::Truncated,
        Some(_) => LineRead::Whole,
    })
}

/// Reads the rest of a line up to and including its line feed. If the input ends before a line feed, it adds one.
pub struct LineRemainder<'i> {
    input: &'i mut dyn BufRead,
    is_done: bool,
}

impl<'i> LineRemainder<'i> {
    pub fn of(input: &'i mut dyn BufRead) -> LineRemainder<'i> {
        LineRemainder { input, is_done: false }
    }
}

impl Read for LineRemainder<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.is_done || to.is_empty() {
            return Ok(0);
        }
        let buffered = self.input.fill_buf()?;
        if buffered.is_empty() {
            self.is_done = true;
            to[0] = b'\n';
            return Ok(1);
        }
        let buffered = &buffered[..buffered.len().min(to.len())];
        let line_feed = buffered.iter().position(|b| *b == b'\n');
        self.is_done = line_feed.is_some();
        let len = line_feed.map_or(buffered.len(), |at| at + 1);
        to[..len].copy_from_slice(&buffered[..len]);
        self.input.consume(len);
        Ok(len)
    }
}
