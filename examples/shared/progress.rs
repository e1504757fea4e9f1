//! The progress bar on stderr.

use std::io::Read;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts the bytes that were read from the inputs, compressed as they are.
#[derive(Clone)]
pub struct Progress(ProgressBar);

impl Progress {
    /// `total_bytes` is the size of all inputs, if it is known. The bar is drawn on stderr if that is a terminal,
    /// unless the output is written to a terminal too.
    pub fn new(total_bytes: Option<u64>, writes_to_terminal: bool) -> Progress {
        if writes_to_terminal {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(total_bytes, ProgressDrawTarget::stderr());
        let style = match total_bytes {
            Some(_) => "{bar:30} {percent} %, {bytes} of {total_bytes}, {binary_bytes_per_sec}, {eta} left",
            None => "{spinner} {bytes}, {binary_bytes_per_sec}, {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }

    /// Wraps a reader, so that the bar counts what is read from it.
    pub fn read(&self, from: impl Read + Send + 'static) -> impl Read + Send {
        self.0.wrap_read(from)
    }

    /// Prints a message on stderr above the bar.
    pub fn print_message(&self, message: &str) {
        self.0.suspend(|| eprintln!("clean: {message}"));
    }

    /// Removes the bar from the terminal.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
