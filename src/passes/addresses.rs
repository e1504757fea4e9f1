//! Addresses that a converter printed behind a link's words: "the council (https://...) met".
//!
//! **Removes** each address in brackets behind words, over line ends too, where a page has so many of them that no
//! writer put them there: a reader of the page saw none.
//!
//! **Keeps** the few that an article prints itself (`keep/en-addresses-in-brackets`), Markdown's targets, which are a
//! link's half and no residue, and a line that is an address.

use std::ops::Range;

use super::SignedLedger;
use crate::category::Category;
use crate::view::Context;
use crate::vote::score;

/// A converter prints at least so many.
const PRINTED: usize = 10;
/// The longest address, in bytes.
const LONGEST: usize = 800;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let linked = |i: &usize| {
        let f = context.segment(*i).features();
        f.links > 0 && !f.code && !f.row
    };
    let all = (0..context.len()).filter(linked);
    if all.flat_map(|i| bracketed(context.segment(i).text())).take(PRINTED).count() < PRINTED {
        return;
    }
    for i in (0..context.len()).filter(linked) {
        let segment = context.segment(i);
        let start = segment.span().start;
        for span in bracketed(segment.text()) {
            if ledger.is_removed(i) || ledger.protected(i) {
                break;
            }
            let part = start + span.start..start + span.end;
            ledger.cut(i, part, Category::Technical, score::LIKELY, "an address that a converter printed");
        }
    }
}

/// The addresses in brackets behind words, each with the white space before it.
fn bracketed(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices('(').filter_map(move |(at, _)| {
        let before = text[..at].trim_end();
        let past = at + 1 + address_len(&text.as_bytes()[at + 1..])?;
        (before.len() < at && before.ends_with(|c: char| !c.is_whitespace() && c != ']')).then_some(before.len()..past)
    })
}

/// Length of an address up to and with the bracket that closes it. White space stands in it only where a line ends.
fn address_len(src: &[u8]) -> Option<usize> {
    let starts = |s: &[u8]| src.get(..s.len()).is_some_and(|a| a.eq_ignore_ascii_case(s));
    if !starts(b"http://") && !starts(b"https://") {
        return None;
    }
    let (mut depth, mut broken) = (0, false);
    for (i, b) in src.iter().enumerate().take(LONGEST) {
        match b {
            b'\n' => broken = true,
            b' ' | b'\t' | b'\r' if broken => {}
            b' ' | b'\t' | b'\r' => return None,
            b')' if depth == 0 => return Some(i + 1),
            b')' => (depth, broken) = (depth - 1, false),
            b'(' => (depth, broken) = (depth + 1, false),
            _ => broken = false,
        }
    }
    None
}
