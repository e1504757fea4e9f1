//! The site that a page is of.

use url::Url;

/// The host of an address, as browsers write it: in lower case, other scripts as `xn--`.
pub fn host(address: &str) -> Option<String> {
    let parsed = match Url::parse(address) {
        Ok(url) if url.has_host() => Ok(url),
        // `example.com/page`, and `example.com:80/page`, whose host would be taken for a scheme.
        _ => Url::parse(&format!("http://{address}")),
    };
    parsed.ok()?.host_str().map(str::to_owned)
}
