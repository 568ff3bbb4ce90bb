//! The addresses that browsers and messages are sent to: https, or http on this machine while developing.

use crate::text::{contains, split_before, split_once};

/// What stands between `scheme`, which ends with `//`, and the path. None where there is nothing, or another scheme.
pub(crate) fn authority<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    url.strip_prefix(scheme)?.split(['/', '?', '#']).next().filter(|authority| !authority.is_empty())
}

/// The host of an authority. None where there is none, where a user stands before it (RFC 3986, 3.2.1), and where the port is no number.
pub(crate) fn host(authority: &str) -> Option<&str> {
    let (host, port) = match split_once(authority, "]") {
        Some((literal, port)) if literal.starts_with('[') => (authority.get(..=literal.len())?, port),
        _ => split_before(authority, ":"),
    };
    let has_port = port.is_empty() || port.strip_prefix(':').is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()));
    (has_port && !host.is_empty() && !contains(host, "@")).then_some(host)
}

/// The browser itself takes these for safe; every name below `localhost` is this machine (RFC 6761, 6.3).
pub(crate) fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
}

/// What RFC 3986 has in a URI, percent signs included.
pub(crate) fn is_uri_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&octet)
}
