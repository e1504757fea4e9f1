//! Learning what recurs on the pages of each site.

use dechaff::Learner;

use crate::wire::Block;
use crate::{finish, write_output};

/// Creates a learner and returns its address.
#[no_mangle]
pub extern "C" fn new_learner() -> u32 {
    address(Learner::new())
}

/// Creates the learner of which [`save_learner`] wrote this text, and returns its address.
#[no_mangle]
pub extern "C" fn load_learner(block: *mut u8, len: usize) -> u32 {
    let block = Block::take(block, len);
    finish(serde_json::from_str(block.text()).map(address).map_err(|e| e.to_string()))
}

/// Observes a page: its host, and its text.
#[no_mangle]
pub extern "C" fn observe(learner: &mut Learner, block: *mut u8, len: usize) {
    let block = Block::take(block, len);
    let mut strings = block.strings();
    if let (Some(host), Some(text)) = (strings.next(), strings.next()) {
        learner.observe(host, text);
    }
}

/// Adds what another learner observed, which may be the same one.
#[no_mangle]
pub extern "C" fn merge_learners(learner: *mut Learner, other: *const Learner) {
    // SAFETY: `js/src/api.js` passes the addresses of learners that were not freed. The other one is read before the first
    // one is changed, so they may be the same.
    unsafe {
        let other = (*other).clone();
        (*learner).merge(other);
    }
}

/// Writes the number of the sites, and their hosts.
#[no_mangle]
pub extern "C" fn learner_sites(learner: &Learner) {
    write_output(|out| {
        out.number(learner.sites().count() as u32);
        learner.sites().for_each(|site| out.string(site));
    });
}

/// Writes what recurs, as the JSON of a file of learned sites.
#[no_mangle]
pub extern "C" fn finish_learner(learner: &Learner) -> u32 {
    finish_json(&learner.finish())
}

/// Writes all that the learner holds, as JSON.
#[no_mangle]
pub extern "C" fn save_learner(learner: &Learner) -> u32 {
    finish_json(learner)
}

/// Frees a learner.
#[no_mangle]
pub extern "C" fn free_learner(_: Box<Learner>) {}

fn address(learner: Learner) -> u32 {
    Box::into_raw(Box::new(learner)) as u32
}

/// Writes a value as JSON, or a message.
pub fn finish_json(value: &impl serde::Serialize) -> u32 {
    finish(serde_json::to_string(value).map_err(|e| e.to_string()).map(|json| {
        write_output(|out| out.string(&json));
        1
    }))
}
