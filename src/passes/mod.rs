//! Passes: revise verdicts by looking at segments together. A pass holds no phrase; it reads cues, features and the
//! verdicts that rules and passes before it reached.

mod addresses;
mod appeals;
mod bios;
mod body;
mod captions;
mod disclaimers;
mod trailing_lines;
mod links;
mod ornaments;
mod repeats;
mod stories;
mod teasers;
mod threads;
mod vocabulary;
mod widgets;

use crate::ledger::Ledger;
use crate::rules::Context;

pub use body::WholePage;

/// What passes write down of a page's segments, kept for the next page so that no page allocates it anew.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    appeals: Vec<usize>,
    disclaimers: disclaimers::Found,
    teasers: Vec<usize>,
    threads: Vec<threads::Mark>,
    repeats: repeats::Seen,
}

/// Runs the passes in the order in which they build on each other.
#[inline(never)]
pub(crate) fn run(context: Context<'_>, whole_page: WholePage, notes: &mut Notes, ledger: &mut Ledger) {
    captions::apply(context, ledger);
    links::apply(context, ledger);
    appeals::apply(context, &mut notes.appeals, ledger);
    teasers::apply(context, &mut notes.teasers, ledger);
    stories::apply(context, ledger);
    threads::apply(context, &mut notes.threads, ledger);
    widgets::apply(context, ledger);
    body::apply(context, whole_page, ledger);
    disclaimers::apply(context, &mut notes.disclaimers, ledger);
    bios::apply(context, ledger);
    repeats::apply(context, &mut notes.repeats, ledger);
    addresses::apply(context, ledger);
    trailing_lines::apply(context, ledger);
    ornaments::apply(context, ledger);
}
