//! Which site's rules a page gets, by its host.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::{RulesFile, Set};
use crate::lexicon::matcher::Matcher;
use crate::pattern::Pattern;

/// What a site adds to a cleaner: little, so that hundreds of them may.
#[derive(Debug)]
pub(crate) struct Site {
    pub host: String,
    pub matcher: Matcher,
    pub protected: Vec<Pattern>,
    /// The categories that stay, as bits.
    pub kept: u64,
}

impl Site {
    fn new(host: &str, set: &Set) -> Site {
        let host = host.to_owned();
        Site {
            host,
            matcher: Matcher::new(Cow::Owned(set.lexicon())),
            protected: set.protect.clone(),
            kept: set.kept(),
        }
    }
}

/// Sites by host.
#[derive(Debug, Default)]
pub(crate) struct Sites(HashMap<String, Arc<Site>>);

impl Sites {
    pub fn new(rules: &RulesFile) -> Sites {
        Sites(rules.sites.iter().map(|(host, set)| (host.clone(), Arc::new(Site::new(host, set)))).collect())
    }

    /// The site of a host, or of the nearest domain above it that has rules.
    pub fn of(&self, host: &str) -> Option<&Arc<Site>> {
        if self.0.is_empty() || host.len() > LONGEST {
            return None;
        }
        let host = normal(host);
        let mut domains = std::iter::successors(Some(host.as_str()), |h| Some(h.split_once('.')?.1));
        domains.find_map(|domain| self.0.get(domain))
    }
}

/// No host is longer, with its port, in bytes.
const LONGEST: usize = 300;

/// A host as sites are named: in lower case, without a port and the dot that may end it.
pub(super) fn normal(host: &str) -> String {
    let port = |(host, port): &(&str, &str)| {
        let bare = !host.contains(':') || host.ends_with(']'); // an IPv6 address is full of colons
        bare && port.bytes().all(|b| b.is_ascii_digit())
    };
    let host = host.rsplit_once(':').filter(port).map_or(host, |(host, _)| host);
    host.strip_suffix('.').unwrap_or(host).to_lowercase()
}

/// What is wrong with the name of a site, if anything is.
pub(super) fn fault(name: &str) -> Option<&'static str> {
    if name.is_empty() || name.len() > LONGEST {
        return Some("no host: write one, as `example.com`");
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '@' | '?' | '#' | '\\' | '*');
    if name.contains(odd) || normal(name) != name || name.split('.').any(str::is_empty) {
        return Some(
            "a site is named by its host in lower case, without scheme, port, path, `*` or final dot: `example.com`",
        );
    }
    None
}
