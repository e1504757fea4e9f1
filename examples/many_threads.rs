//! Cleans many texts on all cores with one cleaner: `many_threads FILE...` writes each cleaned text beside its file, with
//! the extension `clean.txt`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, io, thread};

use dechaff::Cleaner;

fn main() -> io::Result<()> {
    let files: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    // A cleaner is built once and shared: it holds no state of a text, and lends each thread its buffers.
    let cleaner = Cleaner::default();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let text = fs::read_to_string(file)?;
            fs::write(file.with_extension("clean.txt"), &*cleaner.clean(&text))?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism()?.get().min(files.len());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("cleaning does not panic"))
    })
}
