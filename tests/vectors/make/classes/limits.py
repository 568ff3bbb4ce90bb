"""Sizes just within a limit, and just over. Floods of megabytes are made by the tests themselves, not kept in files."""

from __future__ import annotations

from login import JANE, Sign, altered, plain
from vector import accept, refuse

XML = plain.xml()
STATUS = "</saml2p:Status>"
DEPTH, ATTRIBUTES, IN_SCOPE, NAME, NAMESPACE_NAME, PREFIXES = 64, 128, 48, 1024, 256, 48


def with_detail(content: str, xml: str = XML) -> str:
    return altered(xml, STATUS, f"<saml2p:StatusDetail>{content}</saml2p:StatusDetail>{STATUS}")


def vectors():
    # The detail is at depth three; Response and Status are above it.
    yield from pair("depth", "Elements nested", DEPTH, lambda count: with_detail("<e>" * (count - 3) + "</e>" * (count - 3)))
    yield from pair("attributes", "Attributes on one element", ATTRIBUTES, lambda count: with_detail("<e " + " ".join(f"a{number}=''" for number in range(count)) + "/>"))
    # Response declares two prefixes.
    yield from pair(
        "namespaces-in-scope",
        "Namespaces in scope",
        IN_SCOPE,
        lambda count: with_detail("<e " + " ".join(f"xmlns:n{number}='urn:n'" for number in range(count - 2)) + "/>"),
    )
    yield from pair("element-name", "Octets in the name of an element", NAME, lambda count: with_detail(f"<{'e' * count}/>"))
    yield from pair("attribute-name", "Octets in the name of an attribute", NAME, lambda count: with_detail(f"<e {'a' * count}=''/>"))
    yield accept("limits/namespace-with-a-reference", "A namespace name with a reference in it, and text after.", with_detail("<e xmlns='urn:a?b&amp;c&#x64;e'/>"), identity=JANE)
    yield from pair("namespace-name", "Octets in the name of a namespace", NAMESPACE_NAME, lambda count: with_detail(f"<e xmlns='urn:{'n' * (count - 4)}'/>"))
    yield from pair(
        "prefix-list",
        "Prefixes in a PrefixList",
        PREFIXES,
        lambda count: plain.but(sign_assertion=Sign(prefixes=" ".join(f"p{number}" for number in range(count)))).xml(),
    )
    yield from bytes_of_message()


def pair(name: str, what: str, most: int, make):
    yield accept(f"limits/{name}", f"{what}: {most}, the most.", make(most), identity=JANE)
    yield refuse(f"limits/{name}-exceeded", "X09", f"{what}: {most + 1}.", make(most + 1), twin=f"limits/{name}")


def bytes_of_message():
    size = len(XML.encode())
    yield accept("limits/bytes", "A message of exactly maxBytes.", XML, policy={"maxBytes": size}, identity=JANE)
    yield refuse("limits/bytes-exceeded", "X01", "A message of maxBytes and one more.", XML, policy={"maxBytes": size - 1}, twin="limits/bytes")
    yield refuse("limits/bytes-of-white-space", "X01", "Line breaks after the message count.", XML + "\n", policy={"maxBytes": size}, twin="limits/bytes")
    yield refuse("limits/bytes-one", "X01", "A connection that takes nothing.", XML, policy={"maxBytes": 1}, twin="limits/bytes")
    small = {"policy": {"maxBytes": 8192}}
    yield accept("limits/elements", "Many small elements, within what maxBytes allows.", with_detail("<e/>" * 300), identity=JANE, **small)
    yield refuse(
        "limits/elements-exceeded",
        "X09",
        "More elements than maxBytes allows, though the octets are few enough.",
        with_detail("<e/>" * 600),
        twin="limits/elements",
        **small,
    )
    yield accept("limits/namespaces", "Many namespace declarations, within what maxBytes allows.", with_detail("<e xmlns='urn:e'/>" * 100), identity=JANE, **small)
    yield refuse(
        "limits/namespaces-exceeded",
        "X09",
        "More namespace declarations than maxBytes allows, though the octets are few enough.",
        with_detail("<e xmlns='u:e'/>" * 200),
        twin="limits/namespaces",
        **small,
    )
