//! The weights of the clues, read from `weights.txt` once per process.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::clues::{names, Clue, CLUE_COUNT};
use super::Edge;

/// The weight of each clue, for one edge of the page. A positive weight speaks for the frame.
pub(super) struct Weights {
    bias: f32,
    of_clues: Vec<f32>,
}

impl Weights {
    pub fn of(edge: Edge) -> &'static Weights {
        /// Read when the first page without an article is cleaned.
        static FRAME_WEIGHTS: Lazy<[Weights; 2]> = Lazy::new(|| {
            let rows = rows(include_str!("weights.txt"));
            [Edge::Top, Edge::Bottom].map(|edge| {
                let weight = |name: &str| rows.get(name).map_or(0.0, |of_edges| of_edges[edge as usize]);
                let of_clues: Vec<f32> = names().iter().map(|name| weight(name)).collect();
                debug_assert_eq!(of_clues.len(), CLUE_COUNT);
                Weights { bias: weight("bias"), of_clues }
            })
        });
        &FRAME_WEIGHTS[edge as usize]
    }

    /// The logarithm of the odds that a line with these clues belongs to the frame.
    pub fn log_odds(&self, clues: impl Iterator<Item = Clue>) -> f32 {
        self.bias + clues.map(|clue| self.of_clues[clue]).sum::<f32>()
    }
}

/// From a clue's name to its weights at the top and at the bottom.
fn rows(text: &'static str) -> HashMap<&'static str, [f32; 2]> {
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let name = columns.next()?;
        let mut weight = || columns.next()?.parse().ok();
        Some((name, [weight()?, weight()?]))
    };
    text.lines().filter(|line| !line.starts_with("//")).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::clues::names;

    #[test]
    fn each_row_of_the_weights_file_is_a_clue_that_can_occur_and_two_numbers() {
        let mut possible: BTreeSet<String> = names().into_iter().collect();
        possible.insert("bias".to_owned());
        let mut seen = BTreeSet::new();
        for line in include_str!("weights.txt").lines().filter(|line| !line.starts_with("//")) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [name, top, bottom] = columns[..] else { panic!("{line:?} has not three columns") };
            assert!(possible.contains(name), "{name:?} cannot occur");
            assert!(seen.insert(name), "{name:?} stands there twice");
            for weight in [top, bottom] {
                assert!(weight.parse().is_ok_and(f32::is_finite), "{line:?}: {weight:?} is not a number");
            }
        }
        assert!(seen.contains("bias"));
    }
}
