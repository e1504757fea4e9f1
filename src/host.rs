//! Host names, as they select what a cleaner knows of a site.

/// The maximum length of a host with its port, in bytes. No valid host is longer: a DNS name has at most 253 bytes, and
/// a port with its colon at most 6. The limit bounds the time of a lookup, which tries each domain above the host.
pub(crate) const MAX_HOST_BYTES: usize = 300;

/// Normalizes a host to the form in which rules files name sites: lower case, without a port and without a final dot.
pub(crate) fn normalize(host: &str) -> String {
    let is_port = |(host, port): &(&str, &str)| {
        // An IPv6 address contains colons too. Only behind its closing bracket does a colon start a port.
        let can_have_port = !host.contains(':') || host.ends_with(']');
        can_have_port && port.bytes().all(|b| b.is_ascii_digit())
    };
    let host = host.rsplit_once(':').filter(is_port).map_or(host, |(host, _)| host);
    host.strip_suffix('.').unwrap_or(host).to_lowercase()
}

/// The site of a host: its normal form without `www.`. `None` if it is empty or too long.
pub(crate) fn site_of(host: &str) -> Option<String> {
    let host = Some(host).filter(|host| host.len() <= MAX_HOST_BYTES).map(normalize)?;
    let site = host.strip_prefix("www.").unwrap_or(&host);
    (!site.is_empty()).then(|| site.to_owned())
}

/// Looks the host up in its normal form, and then the domains above it, the nearest first.
pub(crate) fn find<T>(host: &str, find: impl FnMut(&str) -> Option<T>) -> Option<T> {
    if host.len() > MAX_HOST_BYTES {
        return None;
    }
    let host = normalize(host);
    let mut domains = std::iter::successors(Some(host.as_str()), |h| Some(h.split_once('.')?.1));
    domains.find_map(find)
}
