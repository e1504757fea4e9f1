//! Hooks in the pipeline for tests and the fuzzer. Other builds compile them to nothing.
//!
//! **Counting work.** Cleaning must take time linear in the length of the text, even for hostile texts. Measured times
//! vary too much from run to run to test that, so the pipeline counts its steps instead: every place that could run too
//! often calls [`count_step`] or [`count_bytes`]. `work_tests` compares the counts for a short text and a text of four
//! times its length, and those for one byte of an article and of other texts.
//!
//! **Switching shortcuts off.** The pipeline has fast paths that must give the same result as the plain way: folding
//! many bytes at once, and reusing the segments of an earlier round. Each asks [`shortcuts`] first, so that tests can
//! clean the same text both ways and compare the results.

/// Counts one step of work: reading a segment, a verdict, a word, a phrase or the lists of a word.
#[inline(always)]
pub(crate) fn count_step() {
    #[cfg(test)]
    ROUNDS.with(|rounds| rounds.borrow_mut().add(1));
}

/// Counts the work of reading bytes one by one.
#[inline(always)]
pub(crate) fn count_bytes(_bytes: usize) {
    #[cfg(test)]
    ROUNDS.with(|rounds| rounds.borrow_mut().add(_bytes.div_ceil(BYTES_PER_STEP) as u64));
}

/// Reading this many bytes one by one takes about as long as a step.
#[cfg(test)]
const BYTES_PER_STEP: usize = 8;

/// Says whether the steps from now on belong to the first round of a page.
#[inline(always)]
pub(crate) fn begin_round(_is_first: bool) {
    #[cfg(test)]
    ROUNDS.with(|rounds| rounds.borrow_mut().is_later = !_is_first);
}

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
    static ROUNDS: std::cell::RefCell<Rounds> = std::cell::RefCell::default();
}

#[cfg(any(test, fuzzing))]
thread_local! {
    /// Whether [`shortcuts`] allows fast paths on this thread.
    pub(crate) static SHORTCUTS: std::cell::Cell<bool> = const { std::cell::Cell::new(true) };
}

#[cfg(test)]
thread_local! {
    /// Whether [`count_work`] is running on this thread.
    static COUNTING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Whether work is being counted on this thread. Then nothing is compared with its slow reference, whose work would
/// count too.
#[cfg(any(test, fuzzing))]
pub(crate) fn is_counting() -> bool {
    #[cfg(test)]
    return COUNTING.with(|counting| counting.get());
    #[cfg(not(test))]
    false
}

/// The work of the first rounds of pages, and of all later rounds.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rounds {
    pub first_steps: u64,
    pub later_steps: u64,
    is_later: bool,
}

#[cfg(test)]
impl Rounds {
    fn add(&mut self, steps: u64) {
        if self.is_later {
            self.later_steps += steps;
        } else {
            self.first_steps += steps;
        }
    }
}

/// Runs `work` and counts its work.
#[cfg(test)]
pub(crate) fn count_work(work: impl FnOnce()) -> Rounds {
    ROUNDS.with(|rounds| rounds.take());
    COUNTING.with(|counting| counting.set(true));
    work();
    COUNTING.with(|counting| counting.set(false));
    ROUNDS.with(|rounds| rounds.take())
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
