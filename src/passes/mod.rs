//! Passes: revise verdicts by looking at segments together. A pass holds no phrase; it reads cues, features and the
//! verdicts that rules and passes before it reached.

mod addresses;
mod appeals;
mod bios;
mod body;
mod captions;
mod disclaimers;
mod edges;
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
pub(crate) fn settle(context: Context<'_>, whole_page: WholePage, notes: &mut Notes, ledger: &mut Ledger) {
    captions::settle(context, ledger);
    links::settle(context, ledger);
    appeals::settle(context, &mut notes.appeals, ledger);
    teasers::settle(context, &mut notes.teasers, ledger);
    stories::settle(context, ledger);
    threads::settle(context, &mut notes.threads, ledger);
    widgets::settle(context, ledger);
    body::settle(context, whole_page, ledger);
    disclaimers::settle(context, &mut notes.disclaimers, ledger);
    bios::settle(context, ledger);
    repeats::settle(context, &mut notes.repeats, ledger);
    addresses::settle(context, ledger);
    edges::settle(context, ledger);
    ornaments::settle(context, ledger);
}
