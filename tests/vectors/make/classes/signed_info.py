"""Inside the Signature: two of what must be one, digests that readers and signers see differently, parts that are missing."""

from __future__ import annotations

from base64 import b64decode, b64encode

import login
import names
from login import JANE, Sign, altered, okta
from pieces import MALLORY, between, forged
from signer import DIGEST, covered, fill, hash_of, last_signature
from vector import accept, refuse

plain = login.plain.but(sign_assertion=Sign(key_info="<ds:KeyInfo><ds:KeyName>idp</ds:KeyName></ds:KeyInfo>"))
XML = plain.xml()
SIGNED_INFO = between(XML, "<ds:SignedInfo>", "</ds:SignedInfo>")
VALUE = between(XML, "<ds:SignatureValue>", "</ds:SignatureValue>")
KEY_INFO = between(XML, "<ds:KeyInfo>", "</ds:KeyInfo>")
DIGEST_VALUE = between(XML, "<ds:DigestValue>", "</ds:DigestValue>")
METHOD = f'<ds:SignatureMethod Algorithm="{names.RSA_SHA256}"/>'
DIGEST_METHOD = f'<ds:DigestMethod Algorithm="{names.SHA256}"/>'
CANONICALIZATION = f'<ds:CanonicalizationMethod Algorithm="{names.EXCLUSIVE}"/>'
TRANSFORMS = between(XML, "<ds:Transforms>", "</ds:Transforms>")


def forged_digest() -> str:
    """The DigestValue that the forged Assertion would need."""
    template = forged(plain.template())
    return b64encode(hash_of(names.SHA256, covered(template, last_signature(template)))).decode()


FORGED_INFO = altered(SIGNED_INFO, DIGEST_VALUE, f"<ds:DigestValue>{forged_digest()}</ds:DigestValue>")
GENUINE = DIGEST_VALUE[len("<ds:DigestValue>") : -len("</ds:DigestValue>")]


def vectors():
    yield from several()
    yield from missing()
    yield from digest_value()
    yield from signature_value()
    yield from strange()


def several():
    evil = forged(XML)
    yield refuse(
        "multi-signedinfo/forged-first",
        "S05",
        "Two SignedInfo, the first with the digest of a forged Assertion: one is verified, the other believed.",
        altered(evil, SIGNED_INFO, FORGED_INFO + SIGNED_INFO),
    )
    yield refuse("multi-signedinfo/forged-last", "S05", "The same, the forged one last.", altered(evil, SIGNED_INFO, SIGNED_INFO + FORGED_INFO))
    yield refuse(
        "multi-signedinfo/nested",
        "S05",
        "The genuine SignedInfo inside a forged one.",
        altered(evil, SIGNED_INFO, altered(FORGED_INFO, "</ds:SignedInfo>", SIGNED_INFO + "</ds:SignedInfo>")),
    )
    yield refuse(
        "multi-signedinfo/foreign-namespace",
        "S05",
        "A SignedInfo of another namespace, with the forged digest, before the genuine one.",
        altered(
            evil,
            SIGNED_INFO,
            FORGED_INFO.replace("<ds:SignedInfo>", '<x:SignedInfo xmlns:x="urn:example:x">').replace("</ds:SignedInfo>", "</x:SignedInfo>") + SIGNED_INFO,
        ),
    )
    yield refuse("multi-signature/two-values", "S05", "Two SignatureValues.", altered(XML, VALUE, VALUE * 2))
    yield refuse("multi-signature/two-key-infos", "S05", "Two KeyInfos.", altered(XML, KEY_INFO, KEY_INFO * 2))
    yield refuse("multi-signature/value-first", "S05", "SignatureValue before SignedInfo.", altered(altered(XML, VALUE, ""), SIGNED_INFO, VALUE + SIGNED_INFO))
    for name, part in {"canonicalization-methods": CANONICALIZATION, "signature-methods": METHOD, "transforms": TRANSFORMS, "digest-methods": DIGEST_METHOD}.items():
        yield refuse(f"multi-signature/two-{name}", "S05", f"Two {name.replace('-', ' ')}, both signed.", plain.edited(part, part * 2).xml())
    value = f"<ds:DigestValue>{DIGEST}</ds:DigestValue>"
    twice = fill(plain.template().replace(value, f"<ds:DigestValue>{GENUINE}</ds:DigestValue>" * 2))
    yield refuse("multi-signature/two-digest-values", "S05", "Two DigestValues, both signed.", twice)


def missing():
    parts = {"canonicalization-method": CANONICALIZATION, "signature-method": METHOD, "digest-method": DIGEST_METHOD}
    for name, part in parts.items():
        template = plain.template().replace(DIGEST, GENUINE)
        yield refuse(f"signature-shape/no-{name}", "S05", f"SignedInfo without its {name.replace('-', ' ')}.", without(template, part))
    template = plain.template().replace(f"<ds:DigestValue>{DIGEST}</ds:DigestValue>", "")
    yield refuse("signature-shape/no-digest-value", "S05", "A Reference without DigestValue.", fill(template))
    for name, part in parts.items():
        element = part.split(" ")[0]
        yield refuse(
            f"signature-shape/{name}-without-algorithm",
            "S05",
            f"A {name.replace('-', ' ')} without Algorithm.",
            without(plain.template().replace(DIGEST, GENUINE), part, f"{element}/>"),
        )
    yield refuse(
        "signature-shape/no-algorithm-of-transform",
        "S05",
        "A Transform without Algorithm.",
        plain.edited(f'<ds:Transform Algorithm="{names.ENVELOPED}"/>', "<ds:Transform/>").xml(),
    )
    yield refuse("signature-shape/text", "S05", "Text between the parts of the Signature.", altered(XML, VALUE, "text" + VALUE))
    yield refuse(
        "signature-shape/unknown-child",
        "S05",
        "A child of the Signature that XML Signature does not know.",
        altered(XML, KEY_INFO, KEY_INFO + '<x:more xmlns:x="urn:example:x"/>'),
    )
    yield refuse(
        "signature-shape/manifest",
        "S05",
        "A Manifest in an Object.",
        altered(XML, KEY_INFO, KEY_INFO + f"<ds:Object><ds:Manifest>{between(SIGNED_INFO, '<ds:Reference ', '</ds:Reference>')}</ds:Manifest></ds:Object>"),
    )


def without(template: str, part: str, instead: str = "") -> str:
    """Signed while the part was there: without it there is no telling how."""
    return altered(fill(template), part, instead)


def digest_value():
    evil = forged(XML)
    planted = forged_digest()

    def digest(xml: str, value: str) -> str:
        return altered(xml, DIGEST_VALUE, f"<ds:DigestValue>{value}</ds:DigestValue>")

    yield refuse(
        "digest-comment/forged-before-comment", "X08", "The forged digest, and the genuine one in a comment after it.", digest(evil, f"{planted}<!--{GENUINE}-->")
    )
    yield refuse(
        "digest-comment/forged-in-comment",
        "X08",
        "The forged digest in a comment, which canonicalisation drops, before the genuine one (CVE-2025-29775).",
        digest(evil, f"<!--{planted}-->{GENUINE}"),
    )
    yield refuse("digest-comment/empty-comment", "X08", "An empty comment inside the genuine digest.", digest(XML, f"{GENUINE[:10]}<!---->{GENUINE[10:]}"))
    yield refuse("digest-comment/instruction", "X08", "A processing instruction inside the digest, signed.", fill(plain.template().replace(DIGEST, f"<?x y?>{GENUINE}")))
    yield refuse(
        "digest-comment/element", "X12", "An element inside the digest, signed.", fill(plain.template().replace(DIGEST, f'<x:b xmlns:x="urn:example:x">{GENUINE}</x:b>'))
    )
    yield accept(
        "digest-comment/cdata",
        "The digest in a CDATA section: its canonical form is the same, and so is its value.",
        digest(XML, f"<![CDATA[{GENUINE}]]>"),
        identity=JANE,
    )
    yield accept(
        "digest-comment/white-space",
        "The digest with white space around it and inside, signed.",
        fill(plain.template().replace(DIGEST, f"\n  {GENUINE[:20]}\n  {GENUINE[20:]}\n")),
        identity=JANE,
    )
    smuggled = f"<ds:DigestValue xmlns:ds='{names.DS}'>{planted}</ds:DigestValue>"
    yield refuse(
        "digest-smuggling/status-detail",
        "S15",
        "The digest of a forged Assertion planted in StatusDetail (CVE-2024-45409).",
        altered(evil, "</saml2p:Status>", f"<saml2p:StatusDetail>{smuggled}</saml2p:StatusDetail></saml2p:Status>"),
    )
    yield refuse(
        "digest-smuggling/extensions",
        "S15",
        "The same in Extensions.",
        altered(evil, "<saml2p:Status ", f"<saml2p:Extensions>{smuggled}</saml2p:Extensions><saml2p:Status "),
    )
    yield refuse("digest-smuggling/key-info", "S15", "The same DigestValue in KeyInfo.", altered(evil, "<ds:KeyInfo>", f"<ds:KeyInfo>{smuggled}"))

    def signed_with(value: str) -> str:
        return fill(plain.template().replace(DIGEST, value))

    yield refuse("digest-value/wrong", "S15", "Another digest, signed: the IdP signed something else.", signed_with(planted))
    yield refuse("digest-value/empty", "S05", "An empty digest, signed.", signed_with(""))
    yield refuse("digest-value/short", "S05", "The first 16 octets of the digest, signed: a prefix proves nothing.", signed_with(b64encode(octets()[:16]).decode()))
    yield refuse("digest-value/long", "S05", "The digest and one octet more, signed.", signed_with(b64encode(octets() + b"\0").decode()))
    yield refuse("digest-value/no-padding", "S05", "The digest without its padding, signed.", signed_with(GENUINE.rstrip("=")))
    yield refuse("digest-value/url-safe", "S05", "A digest in the URL-safe alphabet, signed.", url_safe())
    yield refuse("digest-value/left-over-bits", "S05", "The digest with bits left over in its last character, signed.", signed_with(other_last(GENUINE)))
    yield refuse("digest-value/garbage", "S05", "The digest with a character outside the alphabet in it, signed.", signed_with(GENUINE[:8] + "!" + GENUINE[8:]))
    yield refuse("digest-value/after-padding", "S05", "More base64 after the padding, signed.", signed_with(GENUINE + "AAAA"))


def octets() -> bytes:
    return b64decode(GENUINE)


def url_safe() -> str:
    """An Assertion whose digest has a `+` or `/`, so that the alphabets differ."""
    for number in range(100):
        login = plain.but(session_index=f"_session{number}")
        digest = b64encode(hash_of(names.SHA256, covered(login.template(), last_signature(login.template())))).decode()
        if "+" in digest and "/" in digest:
            return fill(login.template().replace(DIGEST, digest.replace("+", "-").replace("/", "_")))
    raise ValueError("no digest has both characters")


def other_last(text: str) -> str:
    """The same octets, with the unused bits of the last character set."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    body, padding = text.rstrip("="), text[len(text.rstrip("=")) :]
    return body[:-1] + alphabet[alphabet.index(body[-1]) + 1] + padding


def signature_value():
    value = VALUE[len("<ds:SignatureValue>") : -len("</ds:SignatureValue>")]

    def with_value(text: str) -> str:
        return altered(XML, VALUE, f"<ds:SignatureValue>{text}</ds:SignatureValue>")

    yield refuse("signature-value/altered", "S15", "One character of SignatureValue is another.", with_value(("B" if value[0] != "B" else "C") + value[1:]))
    yield refuse(
        "signature-value/of-another-message",
        "S15",
        "The SignatureValue of another message by the same IdP.",
        with_value(between(plain.but(name_id=MALLORY).xml(), "<ds:SignatureValue>", "</ds:SignatureValue>")[19:-20]),
    )
    yield refuse("signature-value/comment", "X08", "A comment inside SignatureValue.", with_value(f"{value[:10]}<!-- -->{value[10:]}"))
    yield refuse("signature-value/instruction", "X08", "A processing instruction inside SignatureValue.", with_value(f"{value[:10]}<?x?>{value[10:]}"))
    yield refuse("signature-value/garbage", "S05", "A character outside the alphabet inside SignatureValue.", with_value(value[:10] + "*" + value[10:]))
    yield refuse("signature-value/no-padding", "S05", "SignatureValue without its padding.", with_value(value.rstrip("=")))
    yield refuse("signature-value/left-over-bits", "S05", "SignatureValue with bits left over in its last character.", with_value(other_last(value)))
    yield accept(
        "signature-value/lines",
        "SignatureValue in lines of 64 characters with spaces before them.",
        with_value("\n" + "".join(f"    {value[at : at + 64]}\n" for at in range(0, len(value), 64))),
        identity=JANE,
    )


def strange():
    xml = okta.xml()
    certificate = between(xml, "<ds:X509Certificate>", "</ds:X509Certificate>")
    text = certificate[len("<ds:X509Certificate>") : -len("</ds:X509Certificate>")]
    yield refuse(
        "signature-shape/comment-in-certificate",
        "X08",
        "A comment inside X509Certificate.",
        altered(xml, certificate, f"<ds:X509Certificate>{text[:20]}<!-- -->{text[20:]}</ds:X509Certificate>"),
        twin="accept/okta-assertion-signed",
    )
    yield accept(
        "signature-shape/certificate-is-no-base64",
        "An X509Certificate that is no certificate: it is a hint that nobody needs.",
        altered(xml, certificate, "<ds:X509Certificate>see attachment</ds:X509Certificate>"),
        identity=JANE,
    )
    yield accept(
        "signature-shape/ids-in-the-signature",
        "Ids on the parts of the Signature, signed.",
        plain.edited("<ds:SignedInfo>", '<ds:SignedInfo Id="info">')
        .edited("<ds:Reference ", '<ds:Reference Id="reference" Type="urn:example:type" ')
        .edited("<ds:SignatureValue>", '<ds:SignatureValue Id="value">')
        .xml(),
        identity=JANE,
    )
