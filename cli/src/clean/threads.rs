//! Runs work on several threads.

use std::panic;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Applies `map` to the items on at most `threads` threads, while the calling thread runs `meanwhile`. The results have
/// the order of the items. With one thread, the calling thread does everything.
///
/// The threads are started anew for each call, which takes some ten microseconds each. A batch of items takes longer by
/// a factor of hundreds.
pub fn map_while<T: Send, R: Send, M>(
    threads: usize,
    items: Vec<T>,
    map: impl Fn(T) -> R + Sync,
    meanwhile: impl FnOnce() -> M,
) -> (Vec<R>, M) {
    if threads == 1 {
        let done = meanwhile();
        return (items.into_iter().map(map).collect(), done);
    }
    let workers = threads.min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    let work = || {
        let mut results = Vec::new();
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((index, item)) = next else { return results };
            results.push((index, map(item)));
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let done = meanwhile();
        let joined = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|e| panic::resume_unwind(e)));
        let mut results: Vec<(usize, R)> = joined.flatten().collect();
        results.sort_unstable_by_key(|(index, _)| *index);
        (results.into_iter().map(|(_, result)| result).collect(), done)
    })
}

#[test]
fn results_have_the_order_of_the_items() {
    for threads in [1, 2, 7] {
        let (squares, done) = map_while(threads, (0..1_000_u64).collect(), |n| n * n, || "done");
        assert_eq!(done, "done");
        assert!(squares.iter().enumerate().all(|(i, square)| *square == (i * i) as u64), "{threads} threads");
        assert!(map_while(threads, Vec::<u8>::new(), |n| n, || ()).0.is_empty());
    }
}
