//! Finds the site of a page, which decides which site rules apply to it.

use url::Url;

use super::record::Record;

/// Where to look for the host of a page.
pub struct SiteLookup {
    /// The field of a record that holds the URL of its page.
    pub url_field: String,
    /// The host of pages without a valid URL, if there is one.
    pub host: Option<String>,
}

impl SiteLookup {
    /// Returns the host of a record's URL, or the default host. A plain text has no record and gets the default host.
    pub fn host_of(&self, record: Option<&Record<'_>>) -> Option<String> {
        let url = record.and_then(|record| record.string_field(&self.url_field));
        url.and_then(|url| parse_host(&url)).or_else(|| self.host.clone())
    }
}

/// Returns the host of a URL in lower case, with non-ASCII labels in Punycode (`xn--`).
fn parse_host(url: &str) -> Option<String> {
    let parsed = match Url::parse(url) {
        Ok(url) if url.has_host() => Ok(url),
        // A URL without a scheme: `example.com/page` does not parse, and `example.com:80/page` parses with the scheme
        // `example.com`.
        _ => Url::parse(&format!("http://{url}")),
    };
    parsed.ok()?.host_str().map(str::to_owned)
}
