//! Counts what the pipeline looks at, in tests only, so that they can tell linear work from more without a clock.

/// One look at a segment, a verdict, a phrase or a word.
#[inline(always)]
pub(crate) fn look() {
    #[cfg(test)]
    LOOKS.with(|looks| looks.set(looks.get() + 1));
}

/// Whether eight bytes may be read at once where that gives what reading byte by byte gives; tests and the fuzzer
/// compare the two.
#[inline(always)]
pub(crate) fn shortcuts() -> bool {
    #[cfg(any(test, fuzzing))]
    return SHORTCUTS.with(|on| on.get());
    #[cfg(not(any(test, fuzzing)))]
    true
}

#[cfg(test)]
thread_local! {
    static LOOKS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

#[cfg(any(test, fuzzing))]
thread_local! {
    pub(crate) static SHORTCUTS: std::cell::Cell<bool> = const { std::cell::Cell::new(true) };
}

/// The inputs of all fixtures.
#[cfg(test)]
pub(crate) fn fixtures() -> Vec<String> {
    use std::fs::read_dir;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = read_dir(folder).expect("fixtures/ is there").flatten().map(|e| e.path()).filter(|p| p.is_dir());
    let files = folders.flat_map(|p| read_dir(p).expect("a folder of fixtures is readable").flatten());
    let mut paths: Vec<_> = files.map(|e| e.path()).filter(|p| p.to_string_lossy().ends_with(".in.txt")).collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read_to_string(p).expect("fixtures are UTF-8")).collect()
}

#[cfg(test)]
mod tests {
    use super::LOOKS;
    use crate::cleaner::Cleaner;

    /// Bytes of the shorter text; the longer is still one page.
    const SHORT: usize = 100 << 10;

    fn work(text: &str) -> u64 {
        let before = LOOKS.with(|looks| looks.get());
        Cleaner::default().report(text);
        LOOKS.with(|looks| looks.get()) - before
    }

    /// Lines that make a careless cleaner look again and again.
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
    fn four_times_the_text_is_four_times_the_work() {
        work("");
        let mut failures = Vec::new();
        for (name, line) in HOSTILE {
            let (short, long) = (line.repeat(SHORT / line.len()), line.repeat(4 * SHORT / line.len()));
            let growth = work(&long) as f64 / work(&short).max(1) as f64;
            println!("{name:12} {growth:.2} x the work");
            if growth > 4.5 {
                failures.push(format!("{name}: {growth:.2} x the work for 4 x the text"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
