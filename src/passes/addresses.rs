//! Web addresses that a converter printed behind the words of a link: "the council (https://...) met".
//!
//! **Removes** each address in round brackets behind words, even if it was wrapped over several lines, on pages that
//! have too many of them for a writer to have put them there. A reader of the rendered page saw none of them.
//!
//! **Keeps** the few addresses that an article prints itself (`keep/en-addresses-in-brackets`), the targets of Markdown
//! links, which are part of a link and not printed behind it, and a line that consists of an address.

use std::ops::Range;

use super::SignedLedger;
use crate::category::Category;
use crate::page::lookahead::bracketed_address_len;
use crate::view::Context;
use crate::vote::score;

/// How many addresses in brackets show that a converter printed them, counted over the whole page. An author may print
/// five of them (as in `keep/en-addresses-in-brackets`), so the limit is twice that. With a larger limit, pages with
/// few links would keep the addresses that a converter printed.
const MIN_PRINTED_ADDRESSES: usize = 10;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let has_links = |i: &usize| {
        let f = context.segment(*i).features();
        f.links > 0 && !f.code && !f.row
    };
    let with_links = (0..context.len()).filter(has_links);
    let printed = with_links.clone().flat_map(|i| bracketed_addresses(context.segment(i).text()));
    if printed.take(MIN_PRINTED_ADDRESSES).count() < MIN_PRINTED_ADDRESSES {
        return;
    }
    for i in with_links {
        let segment = context.segment(i);
        let start = segment.span().start;
        for span in bracketed_addresses(segment.text()) {
            if ledger.is_removed(i) || ledger.protected(i) {
                break;
            }
            let part = start + span.start..start + span.end;
            ledger.cut(i, part, Category::Technical, score::LIKELY, "an address that a converter printed");
        }
    }
}

/// Returns the spans of the addresses in round brackets behind words, each with its brackets and the white space before
/// them. A bracket directly behind a word may be part of it, and one behind `]` holds the target of a Markdown link;
/// neither is returned.
fn bracketed_addresses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices('(').filter_map(move |(at, _)| {
        let before = text[..at].trim_end();
        let inside = at + 1;
        let end = inside + bracketed_address_len(&text.as_bytes()[inside..])?;
        let behind_words = before.len() < at && before.ends_with(|c: char| !c.is_whitespace() && c != ']');
        behind_words.then_some(before.len()..end)
    })
}

#[cfg(test)]
mod tests {
    use super::bracketed_addresses;

    #[test]
    fn only_addresses_behind_words_are_found() {
        let cases = [
            ("the council (https://a.example/b) met", &[" (https://a.example/b)"][..], "behind a word"),
            ("the council\n(https://a.example/\nb) met", &["\n(https://a.example/\nb)"], "wrapped over lines"),
            (
                "a (http://a.example) b (http://b.example)",
                &[" (http://a.example)", " (http://b.example)"],
                "two of them",
            ),
            ("[the council](https://a.example/b) met", &[], "the target of a Markdown link"),
            ("[the council] (https://a.example/b) met", &[], "such a target with a space before it"),
            ("(https://a.example/b)", &[], "nothing but an address"),
            ("f(https://a.example/b)", &[], "no white space before the bracket"),
            ("the council (of elders) met", &[], "no address"),
        ];
        for (text, expected, reason) in cases {
            let found: Vec<&str> = bracketed_addresses(text).map(|span| &text[span]).collect();
            assert_eq!(found, expected, "{text:?}: {reason}");
        }
    }
}
