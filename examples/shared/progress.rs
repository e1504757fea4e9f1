//! A bar that shows how far the work is, where a person looks.

use std::io::Read;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts the bytes that are read of the inputs.
#[derive(Clone)]
pub struct Progress(ProgressBar);

impl Progress {
    /// `bytes` are there to read, if that is known. Drawn on stderr where that is a terminal, unless the output is written
    /// there too.
    pub fn new(bytes: Option<u64>, writes_to_terminal: bool) -> Progress {
        if writes_to_terminal {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
        let style = match bytes {
            Some(_) => "{bar:30} {percent} %, {bytes} of {total_bytes}, {binary_bytes_per_sec}, {eta} left",
            None => "{spinner} {bytes}, {binary_bytes_per_sec}, {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }

    pub fn read(&self, from: impl Read + Send + 'static) -> impl Read + Send {
        self.0.wrap_read(from)
    }

    /// Says something to the person, above the bar.
    pub fn say(&self, what: &str) {
        self.0.suspend(|| eprintln!("clean: {what}"));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
