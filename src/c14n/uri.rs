//! `join-URI-References` of Canonical XML 1.1, 2.4: RFC 3986, 5.2 where the base need not be absolute and the fragment is dropped.

use alloc::string::String;
use alloc::vec::Vec;

use crate::text::{contains, split_before};

/// Resolves `reference` against `base`.
pub(super) fn join(base: &str, reference: &str) -> String {
    let base = Parts::of(base);
    let reference = Parts::of(reference);
    let joined = if reference.scheme.is_some() {
        Parts { path: remove_dot_segments(&reference.path), ..reference }
    } else if reference.authority.is_some() {
        Parts { scheme: base.scheme, path: remove_dot_segments(&reference.path), ..reference }
    } else if reference.path.is_empty() {
        Parts { path: remove_dot_segments(&base.path), query: reference.query.or(base.query), ..base }
    } else {
        let path = if reference.path.starts_with('/') { reference.path } else { merge(&base, &reference.path) };
        Parts { path: remove_dot_segments(&path), query: reference.query, ..base }
    };
    joined.recompose()
}

struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: String,
    query: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// RFC 3986, appendix B.
    fn of(uri: &'a str) -> Self {
        let uri = uri.split_once('#').map_or(uri, |(uri, _)| uri);
        let (uri, query) = uri.split_once('?').map_or((uri, None), |(uri, query)| (uri, Some(query)));
        let scheme = uri.split_once(':').filter(|(scheme, _)| !scheme.is_empty() && !contains(scheme, "/"));
        let (scheme, uri) = scheme.map_or((None, uri), |(scheme, rest)| (Some(scheme), rest));
        let hierarchical = uri.strip_prefix("//").map(|rest| split_before(rest, "/"));
        let (authority, path) = hierarchical.map_or((None, uri), |(authority, path)| (Some(authority), path));
        Self { scheme, authority, path: path.into(), query }
    }

    /// RFC 3986, 5.3.
    fn recompose(&self) -> String {
        let scheme = self.scheme.into_iter().flat_map(|scheme| [scheme, ":"]);
        let authority = self.authority.into_iter().flat_map(|authority| ["//", authority]);
        let query = self.query.into_iter().flat_map(|query| ["?", query]);
        scheme.chain(authority).chain([&*self.path]).chain(query).collect()
    }
}

/// RFC 3986, 5.2.3. A base that ends in `..` means the folder above.
fn merge(base: &Parts<'_>, path: &str) -> String {
    if base.authority.is_some() && base.path.is_empty() {
        return ["/", path].concat();
    }
    let folder = if is_dots(base.path.rsplit('/').next()) { [&base.path, "/"].concat() } else { base.path.clone() };
    let end = folder.rfind('/').map_or(0, |slash| slash + 1);
    [folder.get(..end).unwrap_or_default(), path].concat()
}

/// RFC 3986, 5.2.4 as c14n11 changes it: `..` that has nothing to remove stays, runs of `/` become one, a last `..` gets its `/`.
fn remove_dot_segments(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty() && *segment != ".") {
        match (segment, kept.last()) {
            ("..", None) if rooted => {}
            ("..", Some(last)) if *last != ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    let last = path.rsplit('/').next();
    let folder = last == Some("") || last == Some(".") || is_dots(last);
    let mut result = String::from(if rooted { "/" } else { "" });
    result.push_str(&kept.join("/"));
    if folder && !kept.is_empty() {
        result.push('/');
    }
    result
}

fn is_dots(segment: Option<&str>) -> bool {
    segment == Some("..")
}

#[cfg(test)]
mod tests {
    use super::join;

    /// The examples of c14n11, 2.4.
    #[test]
    fn the_standard_has_these() {
        assert_eq!(join("abc/", "../"), "");
        assert_eq!(join("../", "../"), "../../");
        assert_eq!(join("..", ".."), "../../");
    }

    /// RFC 3986, 5.4, where its examples need neither a fragment nor more steps up than there are folders.
    #[test]
    fn absolute_bases_resolve_as_everywhere() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
        ] {
            assert_eq!(join(base, reference), expected, "{reference}");
        }
    }

    #[test]
    fn dot_segments_go_wherever_the_path_comes_from() {
        assert_eq!(join("http://a/b", "g:/c/../d"), "g:/d");
        assert_eq!(join("http://a/b", "//g/c/../d"), "http://g/d");
        assert_eq!(join("http://a/b/../c", ""), "http://a/c");
    }

    #[test]
    fn a_colon_behind_a_slash_ends_no_scheme() {
        assert_eq!(join("http://a/b/", "c/d:e"), "http://a/b/c/d:e");
        assert_eq!(join("http://a/b/", ":c"), "http://a/b/:c");
    }

    #[test]
    fn a_base_may_be_relative() {
        assert_eq!(join("foo/bar.xml", "baz.xml"), "foo/baz.xml");
        assert_eq!(join("foo", "../bar"), "../bar");
        assert_eq!(join("", "a#b"), "a");
        assert_eq!(join("http://a", "b"), "http://a/b");
        assert_eq!(join("a//b/", "c"), "a/b/c");
    }
}
