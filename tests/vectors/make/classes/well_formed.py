"""XML that is not well-formed, or not UTF-8. What parsers that recover make of it is their secret."""

from __future__ import annotations

from login import JANE, altered, plain
from vector import accept, refuse

XML = plain.xml()
BODY = XML.removeprefix(plain.declaration)
STATUS = "</saml2p:Status>"


def with_detail(content: str) -> str:
    """Put where no signature and no reader looks, so that nothing else is wrong."""
    return altered(XML, STATUS, f"<saml2p:StatusDetail>{content}</saml2p:StatusDetail>{STATUS}")


def vectors():
    yield accept(
        "malformed-xml/detail",
        "A StatusDetail with everything that is well-formed: the others break it.",
        with_detail("<e a='1' b=\"2\" xmlns='urn:e' xmlns:p='urn:p' p:a='3'>t&lt;<p:e/><![CDATA[]]]]><!-- - --><?pi ??></e>"),
        identity=JANE,
    )
    for name, about, content in [
        # What lenient parsers let through; roxmltree 0.21 does.
        ("two-default-namespaces", "Two xmlns on one element: parsers choose differently.", "<e xmlns='urn:a' xmlns='urn:b'/>"),
        ("two-prefix-declarations", "One prefix declared twice on one element.", "<e xmlns:p='urn:a' xmlns:p='urn:b'/>"),
        ("element-colon-first", "An element name that begins with a colon.", "<:e/>"),
        ("attribute-colon-first", "An attribute name that begins with a colon.", "<e :a=''/>"),
        ("prefix-undeclared", "A prefix bound to no namespace.", "<e xmlns:p=''/>"),
        ("xmlns-declared", "The prefix xmlns declared.", "<e xmlns:xmlns='urn:a'/>"),
        ("xmlns-namespace", "A prefix for the namespace of xmlns.", "<e xmlns:p='http://www.w3.org/2000/xmlns/'/>"),
        ("xml-rebound", "The prefix xml bound to another namespace.", "<e xmlns:xml='urn:a'/>"),
        ("xml-namespace-by-another-prefix", "Another prefix for the namespace of xml.", "<e xmlns:p='http://www.w3.org/XML/1998/namespace'/>"),
        ("xmlns-as-element-prefix", "An element with the prefix xmlns.", "<xmlns:e/>"),
        # Names.
        ("colon-last", "A name that ends with a colon.", "<p: xmlns:p='urn:p'/>"),
        ("undeclared-element-prefix", "A prefix that nothing declares.", "<p:e/>"),
        ("undeclared-attribute-prefix", "A prefix of an attribute that nothing declares.", "<e p:a=''/>"),
        ("instruction-colon", "A processing instruction whose name has a colon.", "<?p:i?>"),
        ("instruction-xml", "An XML declaration inside.", "<?xml version='1.0'?>"),
        # Attributes.
        ("attribute-twice", "One attribute twice.", "<e a='1' a='2'/>"),
        ("attribute-twice-by-namespace", "Two attributes of one expanded name.", "<e xmlns:p='urn:a' xmlns:q='urn:a' p:a='1' q:a='2'/>"),
        ("attribute-unquoted", "An attribute without quotes.", "<e a=1/>"),
        ("attribute-without-space", "Two attributes without white space between.", "<e a='1'b='2'/>"),
        ("attribute-less-than", "A < in an attribute.", "<e a='<'/>"),
        ("attribute-ampersand", "A bare & in an attribute.", "<e a='&'/>"),
        # Text and references.
        ("ampersand", "A bare &.", "a & b"),
        ("html-entity", "An entity of HTML.", "&nbsp;"),
        ("reference-without-semicolon", "A reference without its semicolon.", "&amp b"),
        ("reference-capital-x", "A character reference with a capital X.", "&#X41;"),
        ("cdata-end", "]]> in text.", "]]>"),
        ("less-than", "A bare <.", "a < b"),
        # Markup.
        ("comment-dashes", "-- inside a comment.", "<!-- a -- b -->"),
        ("cdata-open", "A CDATA section that does not end.", "<![CDATA[ a"),
        ("declaration", "An ELEMENT declaration.", "<!ELEMENT e ANY>"),
        ("end-tag-missing", "An element without an end tag.", "<e>"),
        ("end-tag-surplus", "An end tag without a start tag.", "</e>"),
        ("end-tag-crossed", "End tags in the wrong order.", "<a><b></a></b>"),
        ("end-tag-other-prefix", "An end tag with another prefix for the same namespace.", "<p:e xmlns:p='urn:a' xmlns:q='urn:a'></q:e>"),
    ]:
        yield refuse(f"malformed-xml/{name}", "X07", about, with_detail(content), twin="malformed-xml/detail")
    yield from documents()
    yield from characters()
    yield from octets()
    yield from declarations()


def documents():
    for name, about, xml in [
        ("empty", "Nothing at all.", ""),
        ("text-only", "Text and no element.", "SAMLResponse"),
        ("two-roots", "Two Responses, one after the other.", XML + BODY),
        ("element-after-root", "An element after the root.", XML + "<e/>"),
        ("text-after-root", "Text after the root.", XML + "x"),
        ("cdata-after-root", "A CDATA section after the root.", XML + "<![CDATA[]]>"),
        ("cut", "The message was cut in the middle.", XML[: len(XML) // 2]),
        ("space-before-declaration", "A space before the XML declaration.", " " + XML),
        ("two-declarations", "Two XML declarations.", plain.declaration + XML),
        ("html", "A web page.", "<!-- error --><html><body><p>Sorry<br></body></html>"),
    ]:
        yield refuse(f"malformed-xml/{name}", "X07", about, xml)


def characters():
    for name, about, content in [
        ("surrogate-reference", "A reference to half a surrogate pair.", "&#xD800;"),
        ("reference-beyond-unicode", "A reference beyond Unicode.", "&#x110000;"),
        ("null-reference", "A reference to NUL.", "&#0;"),
        ("control-reference", "A reference to a control character.", "&#8;"),
        ("noncharacter-reference", "A reference to U+FFFF.", "&#xFFFF;"),
        ("control", "A control character.", "\x08"),
        ("null", "NUL.", "\x00"),
        ("noncharacter", "U+FFFE.", "\ufffe"),
    ]:
        yield refuse(f"encoding/{name}", "X04", about, with_detail(content), twin="malformed-xml/detail")
    yield refuse("encoding/reference-overflow", "X07", "A reference to a number that no 32 bits hold.", with_detail("&#x100000041;"), twin="malformed-xml/detail")
    yield refuse("encoding/null-after-root", "X04", "NUL after the root, where C ends a string.", XML + "\x00<e/>")


def octets():
    detail = with_detail("MARK").encode()
    for name, about, inside in [
        ("invalid-octet", "An octet that UTF-8 never has.", b"\xff"),
        ("latin-1", "A letter in Latin 1.", b"\xe4"),
        ("overlong-slash", "A slash in two octets.", b"\xc0\xaf"),
        ("overlong-less-than", "A < in three octets, which lax decoders take for markup.", b"\xe0\x80\xbcsaml2p:e/\xe0\x80\xbe"),
        ("surrogate-octets", "A surrogate in three octets.", b"\xed\xa0\x80"),
        ("cut-sequence", "A sequence that is cut short.", b"\xe2\x82<e/>"),
        ("overlong-null", "NUL in two octets.", b"\xc0\x80"),
    ]:
        yield refuse(f"encoding/{name}", "X04", about, detail.replace(b"MARK", inside), twin="malformed-xml/detail")
    utf16 = XML.replace("UTF-8", "UTF-16")
    yield refuse("encoding/utf-16", "X04", "The message in UTF-16.", b"\xff\xfe" + utf16.encode("utf-16-le"))
    yield refuse("encoding/utf-16-without-mark", "X04", "The message in UTF-16 without byte order mark: every other octet is NUL.", utf16.encode("utf-16-le"))
    yield refuse("encoding/two-byte-order-marks", "X07", "Two byte order marks: the second is text before the root.", "\ufeff\ufeff" + XML)
    yield refuse("encoding/byte-order-mark-after-declaration", "X07", "A byte order mark after the declaration.", plain.declaration + "\ufeff" + BODY)


def declarations():
    for name, rule, about, declaration in [
        ("latin-1-declared", "X04", "Latin 1 is declared.", '<?xml version="1.0" encoding="ISO-8859-1"?>'),
        ("utf-16-declared", "X04", "UTF-16 is declared, and the octets are UTF-8.", '<?xml version="1.0" encoding="UTF-16"?>'),
        ("utf-7-declared", "X04", "UTF-7 is declared.", '<?xml version="1.0" encoding="UTF-7"?>'),
        ("empty-declared", "X04", "An empty encoding is declared.", '<?xml version="1.0" encoding=""?>'),
        ("version-1-1", "X07", "XML 1.1, which has other line ends and other characters.", '<?xml version="1.1" encoding="UTF-8"?>'),
        ("no-version", "X07", "A declaration without version.", '<?xml encoding="UTF-8"?>'),
        ("encoding-first", "X07", "The encoding before the version.", '<?xml encoding="UTF-8" version="1.0"?>'),
        ("standalone-maybe", "X07", "standalone is neither yes nor no.", '<?xml version="1.0" standalone="maybe"?>'),
        ("unknown-pseudo-attribute", "X07", "Something else in the declaration.", '<?xml version="1.0" mode="lax"?>'),
        ("open", "X07", "A declaration that does not end.", '<?xml version="1.0"'),
    ]:
        yield refuse(f"encoding/declaration-{name}", rule, about, declaration + BODY)
    non_ascii = '<?xml version="1.0" encoding="US-ASCII"?>' + plain.but(declaration="", name_id="jörg@example.com").xml()
    yield refuse("encoding/us-ascii-with-other-letters", "X04", "US-ASCII is declared, and there is a letter beyond it.", non_ascii, twin="accept/declaration-us-ascii")
