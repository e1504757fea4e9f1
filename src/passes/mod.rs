//! Passes: revise verdicts by looking at segments together. A pass holds no phrase; it reads cues, features and the
//! verdicts that rules and passes before it reached.

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
mod widgets;

use crate::ledger::Ledger;
use crate::rules::Context;

pub use body::WholePage;

/// Runs the passes in the order in which they build on each other.
pub(crate) fn settle(context: Context<'_>, whole_page: WholePage, ledger: &mut Ledger) {
    captions::settle(context, ledger);
    links::settle(context, ledger);
    appeals::settle(context, ledger);
    teasers::settle(context, ledger);
    stories::settle(context, ledger);
    threads::settle(context, ledger);
    widgets::settle(context, ledger);
    body::settle(context, whole_page, ledger);
    disclaimers::settle(context, ledger);
    bios::settle(context, ledger);
    repeats::settle(context, ledger);
    edges::settle(context, ledger);
    ornaments::settle(context, ledger);
}
