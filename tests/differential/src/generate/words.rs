//! What documents are made of: each piece is well-formed by itself and beside any other.

/// In the order of code points the third last is before the second last, in that of UTF-16 it is behind.
pub(super) const NAMES: &[&str] = &[
    "a",
    "b",
    "c",
    "Z",
    "z",
    "_x",
    "a-1",
    "a.b",
    "aa",
    "ä",
    "a\u{301}",
    "É",
    "名",
    "\u{FDF2}",
    "\u{FDF2}\u{10400}",
    "\u{10400}",
    "\u{10400}a",
];

/// The empty one is the default namespace.
pub(super) const PREFIXES: &[&str] = &["", "", "", "p", "q", "xs", "a", "P", "ä", "\u{FDF2}", "\u{10400}", "x-1"];

/// As written, and what that means. The same name is written in more than one way, and one is the beginning of another.
pub(super) const NAMESPACES: &[(&str, &str)] = &[
    ("urn:a", "urn:a"),
    ("urn:&#x61;", "urn:a"),
    ("urn:b", "urn:b"),
    ("urn:A", "urn:A"),
    ("urn:a/b", "urn:a/b"),
    ("urn:a%20b", "urn:a%20b"),
    ("http://example.com/", "http://example.com/"),
    ("http://www.w3.org/2001/XMLSchema", "http://www.w3.org/2001/XMLSchema"),
    ("urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:assertion"),
];

/// Rare, because libxml2 does not escape it.
pub(super) const WITH_AMPERSAND: (&str, &str) = ("http://example.com/?x=1&amp;y='2", "http://example.com/?x=1&y='2");

/// Pieces of character data, and the feature that each stands for.
pub(super) const TEXTS: &[(&str, &str)] = &[
    ("word", "plain text"),
    ("ä 名 \u{1F600}", "text beyond ASCII"),
    ("e\u{301}\u{200D}\u{FFFD}\u{85}\u{2028}", "combining and odd characters"),
    ("&#xD;", "reference to CR in text"),
    ("&#13;\n", "reference to CR in text"),
    ("&#9;&#10;", "references to white space in text"),
    ("&lt;", "escapes in text"),
    ("&gt;&amp;", "escapes in text"),
    ("&quot;&apos;\"'", "quotes in text"),
    ("x>y", "bare > in text"),
    ("]]x", "brackets in text"),
    ("\r\n", "CRLF in text"),
    ("\r", "CR in text"),
    ("\r\r\n", "CRLF in text"),
    ("\n\t ", "white space in text"),
    ("&#x1F600;&#38;#60;", "references to characters in text"),
];

/// The same within quotes.
pub(super) const VALUES: &[(&str, &str)] = &[
    ("v", "plain value"),
    ("ä 名 \u{1F600}e\u{301}", "value beyond ASCII"),
    ("&#xD;", "references to white space in a value"),
    ("&#9;&#10;&#x20;", "references to white space in a value"),
    ("&lt;>&gt;&amp;", "escapes in a value"),
    ("&quot;&apos;", "quotes in a value"),
    ("\r\n", "line ends in a value"),
    ("\r", "line ends in a value"),
    ("\n\t  ", "white space in a value"),
    ("&#x1F600;&#38;lt;", "references to characters in a value"),
    ("]]>", "plain value"),
    ("p:q xs:string", "plain value"),
];

pub(super) const MARKUP: &[(&str, &str)] = &[
    ("<!-- c -->", "comment"),
    ("<!---->", "comment"),
    ("<!--\r\n<&amp; ä-->", "comment with CRLF"),
    ("<?p d?>", "instruction"),
    ("<?p?>", "instruction without data"),
    ("<?ä  \t d \r\n<?>", "instruction with white space"),
    ("<?p ?>", "instruction without data"),
];

pub(super) const CDATA: &[&str] =
    &["<![CDATA[]]>", "<![CDATA[<&>]]>", "<![CDATA[&amp;\r\n]]>", "<![CDATA[]]]]>", "<![CDATA[ä\t\r]]>", "<![CDATA[>\"']]>"];

/// Outside the root.
pub(super) const OUTSIDE: &[&str] = &["\n", "<!-- outside -->", "<?outside d?>", "\r\n", " \t", "<?q?>"];

pub(super) const OPENINGS: &[(&str, &str)] = &[
    ("", "no XML declaration"),
    ("\u{FEFF}", "byte order mark"),
    ("<?xml version=\"1.0\"?>", "XML declaration"),
    ("<?xml version='1.0' encoding='UTF-8'?>\r\n", "XML declaration with encoding"),
    ("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes' ?>\n", "byte order mark"),
    ("<?xml version=\"1.0\" standalone=\"no\"?>", "XML declaration"),
];

pub(super) const LANGUAGES: &[&str] = &["en", "de", "", "x-\r\ny"];
pub(super) const BASES: &[&str] = &[
    "http://x/y/",
    "http://x/y/z",
    "http://h",
    "z/",
    "w",
    "../a",
    "..",
    "../",
    ".",
    "./b",
    "",
    "a/b",
    "/r",
    "/r/",
    "?q",
    "c?q=1&amp;r",
    "a/./b/../c/",
    "http://x/?q",
];
/// Of those, what both sides join alike.
pub(super) const PLAIN_BASES: &[&str] =
    &["http://x/y/", "http://x/y/z", "http://h", "z/", "w", "a/b", "/r", "/r/", "?q", "c?q=1&amp;r", "http://x/?q"];
pub(super) const GAPS: &[&str] = &[" ", " ", " ", "\n", "\t", "\r\n  ", "  "];
pub(super) const LISTS: &[&str] = &[
    "",
    "#default",
    "p",
    "xs",
    "a p q xs",
    "#default p q p",
    "no-such",
    "\u{10400} #default",
    "xs\t P\n no-such",
    "xml",
    "ä \u{FDF2} x-1",
];
