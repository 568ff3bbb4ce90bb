"""Void canonicalisation: libxml2 answers nothing where a namespace is a relative URI, and libraries have digested that nothing (CVE-2025-66568)."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from login import altered, plain, plain_response
from pieces import MALLORY, between
from signer import DIGEST, encoded, fill, raise_private
from vector import refuse

NOTHING = b64encode(hashlib.sha256(b"").digest()).decode()


def vectors():
    def declared(place: str, uri: str, prefix: str = ":x") -> str:
        return altered(plain.xml(), place, f'{place}xmlns{prefix}="{uri}" ')

    places = {"response": "<saml2p:Response ", "assertion": "<saml2:Assertion ", "signature": "<ds:Signature ", "status": "<saml2p:Status ", "name-id": "<saml2:NameID "}
    for name, place in places.items():
        yield refuse(
            f"void-c14n/relative-on-{name}", "S11", f"A namespace named by a relative URI, declared on the {name.replace('-', ' ')}.", declared(place, "relative")
        )
    for name, uri in {
        "dot": "./x",
        "parent": "../x",
        "slash": "/x",
        "query": "?x",
        "fragment": "#x",
        "number": "1",
        "authority": "//x/y",
        "colon-in-path": "a/b:c",
        "colon-first": ":x",
        "digit-scheme": "1a:x",
    }.items():
        yield refuse(f"relative-ns/{name}", "S11", f"A namespace named {uri}, which is no absolute URI.", declared("<saml2p:Response ", uri))
    yield refuse("relative-ns/default", "S11", "A default namespace named by a relative URI.", declared("<saml2p:Response ", "relative", ""))
    in_signed_info = plain.edited("<ds:SignedInfo>", "<ds:SignedInfo>").xml()
    yield refuse(
        "void-c14n/relative-on-signed-info",
        "S11",
        "A relative namespace on SignedInfo, and a value that is the IdP's signature over nothing.",
        over_nothing(altered(in_signed_info, "<ds:SignedInfo>", '<ds:SignedInfo xmlns:x="relative">')),
    )
    void = fill(plain.but(name_id=MALLORY).template().replace(DIGEST, NOTHING))
    yield refuse("void-c14n/digest-of-nothing", "S15", "The digest is that of nothing, and signed.", void)
    yield refuse(
        "void-c14n/digest-of-nothing-and-relative",
        "S11",
        "The same, with a relative namespace that makes libxml2 answer nothing.",
        altered(void, "<saml2:Assertion ", '<saml2:Assertion xmlns:x="relative" '),
    )
    yield refuse("void-c14n/value-over-nothing", "S15", "A value that is the IdP's signature over nothing.", over_nothing(plain.xml()))
    both = over_nothing(
        altered(plain_response.xml(), between(plain_response.xml(), "<ds:DigestValue>", "</ds:DigestValue>"), f"<ds:DigestValue>{NOTHING}</ds:DigestValue>")
    )
    yield refuse("void-c14n/nothing-at-all", "S15", "Digest and value are both those of nothing.", both, twin="accept/plain-response")


def over_nothing(xml: str) -> str:
    value = between(xml, "<ds:SignatureValue>", "</ds:SignatureValue>")
    return altered(xml, value, f"<ds:SignatureValue>{b64encode(raise_private('idp', encoded('idp', 'sha256', b''))).decode()}</ds:SignatureValue>")
