//! The width of the terminal, and tables that fit into it.

use std::io::{self, IsTerminal};

use terminal_size::{terminal_size, Width};

/// Returns the width of the terminal in columns, or `None` if none of the standard streams is a terminal, or if the
/// terminal does not know its width.
pub fn columns() -> Option<usize> {
    terminal_size().map(|(Width(columns), _)| usize::from(columns)).filter(|columns| *columns > 0)
}

/// Returns the width of the terminal if standard output is one.
pub fn stdout_columns() -> Option<usize> {
    io::stdout().is_terminal().then(columns).flatten()
}

/// Formats a number with commas between groups of three digits.
pub fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The alignment of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// Formats rows as a table whose columns are two spaces apart. All rows have a cell for each of the columns.
pub fn table(columns: &[Align], rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).zip(columns).map(|((cell, width), align)| match align {
            Align::Left => format!("{cell:width$}"),
            Align::Right => format!("{cell:>width$}"),
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// Breaks a text at spaces into lines of at most `columns` characters. A longer word is a line of its own.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[test]
fn numbers_tables_and_lines() {
    assert_eq!([0, 999, 1_000, 1_234_567].map(with_commas), ["0", "999", "1,000", "1,234,567"]);
    let rows = [["a", "10"], ["bcd", "5"]].map(|row| row.map(str::to_owned).to_vec());
    assert_eq!(table(&[Align::Left, Align::Right], &rows), "a    10\nbcd   5\n");
    assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
    assert_eq!(wrap("extraordinary", 4), ["extraordinary"]);
}
