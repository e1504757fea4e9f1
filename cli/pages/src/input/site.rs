//! Finds the site of a page, which decides which site rules apply to it.

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

/// Reads the value of `--site`: a host, or the URL of one of its pages.
///
/// # Errors
/// The message for the user, if it is neither.
pub fn parse_site(value: &str) -> Result<String, String> {
    parse_host(value).ok_or_else(|| "this is not a host, such as www.example.com".to_owned())
}

/// Returns the host of a URL in lower case, with non-ASCII labels in Punycode (`xn--`). The scheme may be missing.
fn parse_host(url: &str) -> Option<String> {
    let url = url.trim();
    let rest = url.split_once("//").filter(|(scheme, _)| is_scheme(scheme)).map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let is_port = |(host, port): &(&str, &str)| {
        // An IPv6 address contains colons too. Only behind its closing bracket does a colon start a port.
        (!host.contains(':') || host.ends_with(']')) && port.bytes().all(|b| b.is_ascii_digit())
    };
    let host = host.rsplit_once(':').filter(is_port).map_or(host, |(host, _)| host);
    let is_invalid = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '^' | '|' | '%');
    if host.is_empty() || host.contains(is_invalid) {
        return None;
    }
    Some(host.split(['.', '\u{3002}']).map(|label| ascii_label(&label.to_lowercase())).collect::<Vec<_>>().join("."))
}

/// Whether this is what stands before the `//` of a URL: nothing, or a scheme and a colon.
fn is_scheme(text: &str) -> bool {
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    text.is_empty() || text.strip_suffix(':').is_some_and(is_name)
}

/// Returns a label of a host name as DNS has it: `xn--` and its Punycode if it is not ASCII.
fn ascii_label(label: &str) -> String {
    if label.is_ascii() {
        label.to_owned()
    } else {
        format!("xn--{}", punycode(label))
    }
}

/// Encodes a label in Punycode. The names and values are those of RFC 3492, sections 5 and 6.
fn punycode(label: &str) -> String {
    const BASE: u32 = 36;
    const T_MIN: u32 = 1;
    const T_MAX: u32 = 26;
    const SKEW: u32 = 38;
    const DAMP: u32 = 700;
    let digit = |n: u32| char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[n as usize]);
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = out.len() as u32;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (0x80, 0_u32, 72, basic);
    // A host has fewer than 2^8 characters of fewer than 2^21 values, so `delta` stays below 2^32; the operations that
    // wrap serve longer nonsense.
    while let Some(next) = label.chars().map(u32::from).filter(|c| *c >= n).min() {
        delta = delta.wrapping_add((next - n).wrapping_mul(handled + 1));
        n = next;
        for c in label.chars().map(u32::from) {
            if c < n {
                delta = delta.wrapping_add(1);
            }
            if c != n {
                continue;
            }
            let (mut q, mut k) = (delta, BASE);
            loop {
                let t = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
                if q < t {
                    break;
                }
                out.push(digit(t + (q - t) % (BASE - t)));
                q = (q - t) / (BASE - t);
                k += BASE;
            }
            out.push(digit(q));
            let mut scaled = if handled == basic { delta / DAMP } else { delta / 2 };
            scaled += scaled / (handled + 1);
            let mut steps = 0;
            while scaled > (BASE - T_MIN) * T_MAX / 2 {
                scaled /= BASE - T_MIN;
                steps += BASE;
            }
            bias = steps + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
            (delta, handled) = (0, handled + 1);
        }
        (delta, n) = (delta.wrapping_add(1), n + 1);
    }
    out
}

#[test]
fn hosts_of_urls() {
    // a URL, its host, why
    let rows = [
        ("https://www.Example.com/a?b#c", Some("www.example.com"), "lower case, without the path"),
        ("example.com", Some("example.com"), "no scheme"),
        ("example.com:80/page", Some("example.com"), "no scheme, and a port that looks like a path of a scheme"),
        ("//example.com/page", Some("example.com"), "relative to a scheme"),
        ("example.com/a//b", Some("example.com"), "the slashes belong to the path"),
        ("https://user:pass@example.com@host.example/", Some("host.example"), "the last @ ends the user"),
        ("https://example.com\\@other.example/", Some("example.com"), "browsers read the backslash as a slash"),
        ("http://[2001:DB8::1]:8080/", Some("[2001:db8::1]"), "an IPv6 address with a port"),
        ("https://münchen.example/", Some("xn--mnchen-3ya.example"), "one letter that is not ASCII"),
        ("https://BÜCHER.example/", Some("xn--bcher-kva.example"), "lower case first"),
        ("https://例え.テスト/", Some("xn--r8jz45g.xn--zckzah"), "no ASCII letters"),
        ("https://правда。рф/", Some("xn--80aafi6cg.xn--p1ai"), "an ideographic full stop"),
        ("", None, "nothing"),
        ("https:///path", None, "no host"),
        ("not a url", None, "spaces"),
    ];
    for (url, host, why) in rows {
        assert_eq!(parse_host(url).as_deref(), host, "{url}: {why}");
    }
}
