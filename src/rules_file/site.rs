//! Finds the rules for a host.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::{RuleSet, RulesFile};
use crate::category::CategorySet;
use crate::host;
use crate::lexicon::matcher::Matcher;
use crate::pattern::Pattern;

/// What the rules of one site add to a cleaner. It is small, because a cleaner may hold thousands of sites: it has a
/// matcher for the site's own phrases only, which is searched in addition to the shared matcher.
#[derive(Debug)]
pub(crate) struct Site {
    pub host: String,
    pub matcher: Matcher,
    pub protected: Vec<Pattern>,
    /// The kept categories.
    pub kept: CategorySet,
}

impl Site {
    fn new(host: &str, set: &RuleSet) -> Site {
        let host = host.to_owned();
        Site {
            host,
            matcher: Matcher::new(Cow::Owned(set.lexicon())),
            protected: set.protect.clone(),
            kept: set.kept(),
        }
    }
}

/// The sites of a rules file, by normalized host.
#[derive(Debug, Default)]
pub(crate) struct Sites(HashMap<String, Arc<Site>>);

impl Sites {
    pub fn new(rules: &RulesFile) -> Sites {
        Sites(rules.sites.iter().map(|(host, set)| (host.clone(), Arc::new(Site::new(host, set)))).collect())
    }

    /// Finds the rules for a host. If the host has none, the rules of the nearest domain above it apply.
    pub fn find(&self, host: &str) -> Option<&Arc<Site>> {
        if self.0.is_empty() {
            return None;
        }
        host::find(host, |domain| self.0.get(domain))
    }
}

/// Checks the name of a site in a rules file. Returns what is wrong with it and what to do, or `None` if it is valid.
#[cfg(feature = "serde")]
pub(super) fn host_problem(name: &str) -> Option<&'static str> {
    if name.is_empty() || name.len() > host::MAX_HOST_BYTES {
        return Some("a host has 1 to 300 bytes: write one such as `example.com`");
    }
    let is_invalid = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '@' | '?' | '#' | '\\' | '*');
    if name.contains(is_invalid) || host::normalize(name) != name || name.split('.').any(str::is_empty) {
        return Some(
            "not a plain host: write it in lower case without scheme, port, path, `*` or final dot, as `example.com`",
        );
    }
    None
}
