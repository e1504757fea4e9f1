//! Hooks in the pipeline for tests and the fuzzer. Other builds compile them to nothing.
//!
//! **Counting work.** Cleaning must take time linear in the length of the text, even for hostile texts. Measured times
//! vary too much from run to run to test that, so the pipeline counts its steps instead: every place that could run too
//! often calls [`look`], and a test compares the counts for a short text and a text of four times its length.
//!
//! **Switching shortcuts off.** The pipeline has fast paths that must give the same result as the plain way: folding
//! eight bytes at once, and reusing the segments of an earlier round. Each asks [`shortcuts`] first, so that tests can
//! clean the same text both ways and compare the results.

/// Counts one step of work: reading a segment, a verdict, a phrase or the lists of a word.
#[inline(always)]
pub(crate) fn count_step() {
    #[cfg(test)]
    LOOKS.with(|looks| looks.set(looks.get() + 1));
}

/// Counts the work of reading bytes one by one.
#[inline(always)]
pub(crate) fn count_bytes(_bytes: usize) {
    #[cfg(test)]
    LOOKS.with(|looks| looks.set(looks.get() + _bytes.div_ceil(BYTES_PER_STEP) as u64));
}

/// Reading this many bytes one by one takes about as long as a step.
#[cfg(test)]
const BYTES_PER_STEP: usize = 8;

/// Whether fast paths may be used. Always true, except on a thread on which a test or the fuzzer has switched
/// `SHORTCUTS` off.
#[inline(always)]
pub(crate) fn shortcuts() -> bool {
    #[cfg(any(test, fuzzing))]
    return SHORTCUTS.with(|on| on.get());
    #[cfg(not(any(test, fuzzing)))]
    true
}

#[cfg(test)]
thread_local! {
    /// Number of steps counted on this thread since it started.
    static LOOKS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

#[cfg(any(test, fuzzing))]
thread_local! {
    /// Whether [`shortcuts`] allows fast paths on this thread.
    pub(crate) static SHORTCUTS: std::cell::Cell<bool> = const { std::cell::Cell::new(true) };
}

/// Returns the input texts of all fixtures, ordered by path.
#[cfg(test)]
pub(crate) fn fixtures() -> Vec<String> {
    use std::fs::read_dir;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders =
        read_dir(folder).expect("the folder fixtures/ exists").flatten().map(|e| e.path()).filter(|p| p.is_dir());
    let files = folders.flat_map(|p| read_dir(p).expect("each folder in fixtures/ is readable").flatten());
    let mut paths: Vec<_> = files.map(|e| e.path()).filter(|p| p.to_string_lossy().ends_with(".in.txt")).collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read_to_string(p).expect("each fixture is readable and valid UTF-8")).collect()
}

#[cfg(test)]
mod tests {
    use super::LOOKS;
    use crate::cleaner::Cleaner;

    /// Length of the shorter text, in bytes. The longer one, [`GROWTH`] times this long, must still fit into one page
    /// (512 KiB), because splitting a text into several pages would hide work that grows too fast within a page.
    const SHORT_TEXT_BYTES: usize = 100 << 10;
    /// How many times as long as the shorter text the longer one is.
    const GROWTH: usize = 4;
    /// How many times the work of the shorter text the longer one may take. Chosen by hand: a little above [`GROWTH`]
    /// to allow for fixed costs and rounding, and far below its square, the growth of quadratic work.
    const MAX_WORK_GROWTH: f64 = 4.5;

    /// Cleans the text and returns the number of steps that this took.
    fn count_work(text: &str) -> u64 {
        let before = LOOKS.with(|looks| looks.get());
        Cleaner::default().report(text);
        LOOKS.with(|looks| looks.get()) - before
    }

    /// Names and repeated pieces of texts that would take more than linear work if a rule or pass searched the same
    /// lines again for each line.
    const HOSTILE: [(&str, &str); 16] = [
        ("prose", "The harbour kept its lamps lit for the boats that came late in the year.\n"),
        ("one line", "the harbour kept its lamps lit. The boats came late, and nobody waited for them. "),
        ("empty lines", "\n"),
        ("read more", "read more\n"),
        ("near misses", "sign up for our newslette\n"),
        ("ornaments", "* * *\n"),
        ("removals", "read more\nThe harbour kept its lamps lit for all the boats that came late.\n"),
        ("deep quotes", "> > > "),
        ("one word", "buffalo "),
        ("headlines", "Related\nHarbour Reopens After Storm\nMarket Moves Indoors For Winter\n"),
        ("dates", "March 3, 2019 at 10:14 am\nThe harbour kept its lamps lit for all the boats, he wrote to us.\n"),
        ("replies", "Ann Lee says:\nMarch 3, 2019 at 10:14 am\nI liked the harbour better before.\nReply\n"),
        ("appeals", "Support our journalism\nThe harbour kept its lamps lit for all the boats that came late.\n"),
        ("teasers", "Harbour Reopens After Storm\nThe boats came back one by one, and nobody...\nRead more\n"),
        ("toggles", "Read More Show Less\nThe harbour kept its lamps lit for all the boats that came late.\n"),
        ("menus", "Home\nNews\nSport\nThe harbour kept its lamps lit for all the boats that came late in May.\n"),
    ];

    #[test]
    fn work_grows_linearly_with_the_text() {
        count_work(""); // Builds the shipped cleaner, so that its cost is not counted below.
        let mut failures = Vec::new();
        for (name, line) in HOSTILE {
            let short = line.repeat(SHORT_TEXT_BYTES / line.len());
            let long = line.repeat(GROWTH * SHORT_TEXT_BYTES / line.len());
            let growth = count_work(&long) as f64 / count_work(&short).max(1) as f64;
            println!("{name:12} {growth:.2} times the work");
            if growth > MAX_WORK_GROWTH {
                failures.push(format!("{name}: {growth:.2} times the work for {GROWTH} times the text"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
