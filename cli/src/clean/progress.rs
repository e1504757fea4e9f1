//! The progress bar on stderr.

use std::io::{self, IsTerminal, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crate::message;

/// The time between two drawings of the bar.
const INTERVAL: Duration = Duration::from_millis(200);
/// The width of the bar, in columns.
const BAR_COLUMNS: u64 = 30;
/// Returns to the beginning of the line and clears it.
const CLEAR_LINE: &str = "\r\x1b[2K";

/// Counts the bytes that were read from the inputs, compressed as they are, and draws a bar if there is a terminal.
#[derive(Clone)]
pub struct Progress(Option<Arc<Bar>>);

struct Bar {
    total_bytes: Option<u64>,
    read_bytes: AtomicU64,
    start: Instant,
    /// Whether the bar may still be drawn. The lock is held while anything is written to the terminal.
    is_running: Mutex<bool>,
}

impl Progress {
    /// A bar that is never drawn.
    pub fn hidden() -> Progress {
        Progress(None)
    }

    /// `total_bytes` is the size of all inputs, if it is known. The bar is drawn on stderr if that is a terminal,
    /// unless the output is written to a terminal too.
    pub fn new(total_bytes: Option<u64>, writes_to_terminal: bool) -> Progress {
        if writes_to_terminal || !io::stderr().is_terminal() {
            return Progress::hidden();
        }
        let (read_bytes, is_running) = (AtomicU64::new(0), Mutex::new(true));
        let bar = Arc::new(Bar { total_bytes, read_bytes, start: Instant::now(), is_running });
        let drawn = Arc::downgrade(&bar);
        thread::spawn(move || draw_repeatedly(&drawn));
        Progress(Some(bar))
    }

    /// Wraps a reader, so that the bar counts what is read from it.
    pub fn read(&self, from: impl Read + Send + 'static) -> impl Read + Send {
        CountedReader { from, progress: self.clone() }
    }

    /// Prints a message on stderr above the bar.
    pub fn print_message(&self, text: &str) {
        let _lock = self.0.as_ref().map(|bar| bar.lock_and_clear());
        message::print(text);
    }

    /// Removes the bar from the terminal.
    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            *bar.lock_and_clear() = false;
        }
    }
}

struct CountedReader<R> {
    from: R,
    progress: Progress,
}

impl<R: Read> Read for CountedReader<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let len = self.from.read(to)?;
        if let Some(bar) = &self.progress.0 {
            bar.read_bytes.fetch_add(len as u64, Ordering::Relaxed);
        }
        Ok(len)
    }
}

/// Draws the bar until it is finished or dropped.
fn draw_repeatedly(bar: &Weak<Bar>) {
    loop {
        thread::sleep(INTERVAL);
        let Some(bar) = bar.upgrade() else { return };
        let is_running = bar.is_running.lock().unwrap_or_else(PoisonError::into_inner);
        if !*is_running {
            return;
        }
        message::write(&format!("{CLEAR_LINE}{}", bar.line()));
    }
}

impl Bar {
    /// Clears the line of the bar. It is not drawn again while the caller holds the lock.
    fn lock_and_clear(&self) -> MutexGuard<'_, bool> {
        let is_running = self.is_running.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_running {
            message::write(CLEAR_LINE);
        }
        is_running
    }

    fn line(&self) -> String {
        let mib = |bytes: u64| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
        let (read, seconds) = (self.read_bytes.load(Ordering::Relaxed), self.start.elapsed().as_secs_f64());
        let per_second = (read as f64 / seconds.max(1e-3)) as u64;
        let Some(total) = self.total_bytes.filter(|total| *total > 0) else {
            return format!("{}, {}/s, {seconds:.0} s", mib(read), mib(per_second));
        };
        let read = read.min(total);
        let filled = (read * BAR_COLUMNS / total) as usize;
        format!(
            "{:-<width$} {} %, {} of {}, {}/s, {} s left",
            "#".repeat(filled),
            read * 100 / total,
            mib(read),
            mib(total),
            mib(per_second),
            (total - read) / per_second.max(1),
            width = BAR_COLUMNS as usize,
        )
    }
}
