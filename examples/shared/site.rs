//! The site that a page is of, by whose rules it is cleaned.

use url::Url;

use super::record::Record;

/// How a page's site is known.
pub struct Site {
    /// The field of a record that holds its address.
    pub url_field: String,
    /// For pages without an address.
    pub host: Option<String>,
}

impl Site {
    /// The host of a record, or of a text.
    pub fn of(&self, record: Option<&Record<'_>>) -> Option<String> {
        let address = record.and_then(|record| record.string(&self.url_field));
        address.and_then(|address| host(&address)).or_else(|| self.host.clone())
    }
}

/// The host of an address, as browsers write it: in lower case, other scripts as `xn--`.
fn host(address: &str) -> Option<String> {
    let parsed = match Url::parse(address) {
        Ok(url) if url.has_host() => Ok(url),
        // `example.com/page`, and `example.com:80/page`, whose host would be taken for a scheme.
        _ => Url::parse(&format!("http://{address}")),
    };
    parsed.ok()?.host_str().map(str::to_owned)
}
