//! Ctrl-C and its like: the output ends with a whole record.

use std::io;
use std::sync::Arc;

use super::output::Output;

/// From now on SIGINT and SIGTERM let the record that is being written be finished, and end the program. A second one
/// does not wait: the reader of the output may have stopped for good.
#[cfg(unix)]
pub fn finish_record(output: &Arc<Output<'static>>) -> io::Result<()> {
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::{flag, iterator::Signals};

    let asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, 128 + signal, asked.clone())?;
        flag::register(signal, asked.clone())?;
    }
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    // Weak, so that the output is flushed when the program ends by itself, by a panic too.
    let output = Arc::downgrade(output);
    std::thread::spawn(move || {
        let (Some(signal), Some(output)) = (signals.forever().next(), output.upgrade()) else { return };
        output.end(|last, flushed| {
            match (last, flushed) {
                (_, Err(e)) if !e.is_closed_pipe() => eprintln!("clean: interrupted; {e}"),
                (Some(place), _) => eprintln!("clean: interrupted; the last written is {place}"),
                (None, _) => eprintln!("clean: interrupted; nothing was written"),
            }
            std::process::exit(128 + signal)
        });
    });
    Ok(())
}

/// Elsewhere an interrupt ends the program where it is.
#[cfg(not(unix))]
pub fn finish_record(_: &Arc<Output<'static>>) -> io::Result<()> {
    Ok(())
}
