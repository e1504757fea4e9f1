//! Measures the time from the start of a process to the end of cleaning its first page, with the phrases of all
//! languages and of one. Run it with `cargo bench -p dechaff-benches --bench startup`.
//!
//! The benchmark starts itself repeatedly, and each child process cleans one page.

use std::process::Command;
use std::time::{Duration, Instant};

use dechaff::Cleaner;

/// The number of child processes of each kind, of which the median counts.
const TURNS: usize = 60;
const PAGE: &str =
    "The mill at Corvey grinds again, and the village smells of flour for the first time in forty years.\n\
    Sign up for our newsletter\n\
    Miller Hanna Voss took over the building in spring and needed two summers to turn the stones true.\n\
    She sells rye in paper bags and will not say where the wheat comes from, since the farmer is shy.\n";

fn main() {
    match std::env::var("DECHAFF_STARTUP").as_deref() {
        Ok("nothing") => {}
        Ok("all") => clean(&Cleaner::default()),
        Ok(language) => {
            clean(&Cleaner::builder().languages([language]).build().expect("the library contains this language"))
        }
        Err(_) => compare(),
    }
}

fn clean(cleaner: &Cleaner) {
    assert_eq!(cleaner.report(PAGE).removed.len(), 1);
}

fn compare() {
    let what = ["nothing", "en", "all"];
    let mut turns: [Vec<Duration>; 3] = Default::default();
    let own = std::env::current_exe().expect("the path of this executable is known");
    for _ in 0..TURNS {
        for (what, turns) in what.iter().zip(&mut turns) {
            let start = Instant::now();
            let status = Command::new(&own).env("DECHAFF_STARTUP", what).status().expect("the child process starts");
            assert!(status.success());
            turns.push(start.elapsed());
        }
    }
    let median = |mut turns: Vec<Duration>| {
        turns.sort();
        turns[turns.len() / 2].as_secs_f64() * 1e3
    };
    let [nothing, one, all] = turns.map(median);
    println!("process start to end, nothing cleaned       {nothing:6.2} ms");
    println!("process start to first page, one language   {one:6.2} ms");
    println!("process start to first page, all languages  {all:6.2} ms, {:.2} x one language", all / one);
}
