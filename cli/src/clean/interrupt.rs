//! Handles SIGHUP, SIGINT (Ctrl-C) and SIGTERM, so that an interrupted output ends with a whole record.

use std::io;
use std::sync::Arc;

use crate::message;
use crate::output::Output;

/// Installs handlers for these signals. The first signal ends the program as soon as the current record is
/// written. A second signal ends it at once, because the reader of the output may have stopped reading for good.
#[cfg(unix)]
pub fn finish_record(output: &Arc<Output<'static>>) -> io::Result<()> {
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, iterator::Signals};

    const HANDLED: [i32; 3] = [SIGHUP, SIGINT, SIGTERM];
    let is_interrupted = Arc::new(AtomicBool::new(false));
    for signal in HANDLED {
        // Order matters: the shutdown must see the flag as it was before this signal.
        flag::register_conditional_shutdown(signal, 128 + signal, is_interrupted.clone())?;
        flag::register(signal, is_interrupted.clone())?;
    }
    let mut signals = Signals::new(HANDLED)?;
    // A weak reference, so that the main thread drops and thereby flushes the output when the program ends or panics.
    let output = Arc::downgrade(output);
    std::thread::spawn(move || {
        let (Some(signal), Some(output)) = (signals.forever().next(), output.upgrade()) else { return };
        output.stop(|last_written, flushed| {
            match (last_written, flushed) {
                (_, Err(e)) if !e.is_closed_pipe() => message::print(format_args!("interrupted; {e}")),
                (Some(place), _) => message::print(format_args!("interrupted; last input written: {place}")),
                (None, _) => message::print("interrupted; nothing was written"),
            }
            std::process::exit(128 + signal)
        });
    });
    Ok(())
}

/// On other systems an interrupt ends the program at once.
#[cfg(not(unix))]
pub fn finish_record(_: &Arc<Output<'static>>) -> io::Result<()> {
    Ok(())
}
