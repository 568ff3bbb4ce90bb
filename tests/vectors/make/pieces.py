"""Taking finished messages apart, as attackers do: by text, since parsing and printing again would change signed octets."""

from __future__ import annotations

import re

from login import ASSERTION_ID, RESPONSE_ID, altered

MALLORY = "admin@example.com"


def between(text: str, start: str, end: str) -> str:
    begin = text.index(start)
    return text[begin : text.index(end, begin) + len(end)]


def assertion_of(xml: str) -> str:
    return between(xml, "<saml2:Assertion ", "</saml2:Assertion>")


def response_of(xml: str) -> str:
    return xml[xml.index("<saml2p:Response ") :]


def signature_of(xml: str) -> str:
    return between(xml, "<ds:Signature ", "</ds:Signature>")


def without_signature(xml: str) -> str:
    return altered(xml, signature_of(xml), "")


def forged(xml: str) -> str:
    """About somebody else."""
    return xml.replace("jane.doe@example.com", MALLORY)


# What becomes of the ID of the forged element.
ID_VARIANTS = {"same-id": "the same ID", "other-id": "another ID", "no-id": "no ID"}


def with_id(xml: str, variant: str) -> str:
    """`xml` begins with the element whose ID changes."""
    if variant == "same-id":
        return xml
    return re.sub(r' ID="[^"]*"', ' ID="forged"' if variant == "other-id" else "", xml, count=1)


def inside(xml: str, tag: str, content: str) -> str:
    """`content` as the last child of the last element with this end tag."""
    before, end, after = xml.rpartition(tag)
    return before + content + end + after


IDS = {"response": RESPONSE_ID, "assertion": ASSERTION_ID}
