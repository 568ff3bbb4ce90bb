"""Transforms, canonicalisations, digests and signature algorithms: what is not in the list is refused."""

from __future__ import annotations

import hashlib
from base64 import b64encode

import canonical
import names
from keys import private_key
from login import Sign, altered, digest_method, mask_function, plain, plain_response, pss_parameters, transform
from signer import DIGEST, covered, ecdsa, ecdsa_der, encoded, fill, hash_of, last_signature, pss, pss_encoded, raise_private
from vector import refuse

ENVELOPED = transform(names.ENVELOPED)
EXCLUSIVE = transform(names.EXCLUSIVE, "xs")


def vectors():
    yield from transforms()
    yield from canonicalizations()
    yield from confusion()
    yield from digests()
    yield from signatures()


def with_transforms(*parts: str) -> str:
    return plain.edited(ENVELOPED + EXCLUSIVE, "".join(parts)).xml()


def transforms():
    xslt = '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><xsl:value-of select="document(\'http://evil.example/\')"/></xsl:template></xsl:stylesheet></ds:Transform>'
    xpath = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(ancestor-or-self::*[local-name()='NameID'])</ds:XPath></ds:Transform>"
    filter2 = '<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"><f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//*[local-name()=\'NameID\']</f:XPath></ds:Transform>'
    base64 = transform("http://www.w3.org/2000/09/xmldsig#base64")
    decrypt = transform("http://www.w3.org/2002/07/decrypt#XML")
    for name, about, parts in [
        ("xslt", "An XSLT transform, which runs code (CVE-2022-47966).", (ENVELOPED, xslt)),
        ("xslt-third", "An XSLT transform after the two that are allowed.", (ENVELOPED, EXCLUSIVE, xslt)),
        ("xpath", "An XPath that leaves the NameID out of what is digested.", (ENVELOPED, xpath)),
        ("xpath-filter-2", "An XPath Filter 2 that leaves the NameID out of what is digested.", (ENVELOPED, filter2)),
        ("base64", "A base64 transform, which digests text alone.", (ENVELOPED, base64)),
        ("decrypt", "A decryption transform.", (ENVELOPED, decrypt)),
        ("unknown", "A transform that nobody knows.", (ENVELOPED, transform("urn:example:transform"))),
        ("c14n-2", "Canonical XML 2.0.", (ENVELOPED, transform("http://www.w3.org/2010/xml-c14n2"))),
        ("algorithm-with-space", "A space after the URI of an algorithm that is allowed.", (ENVELOPED, transform(names.EXCLUSIVE + " "))),
        ("not-enveloped", "No enveloped-signature: the Signature would cover itself.", (EXCLUSIVE,)),
        ("enveloped-twice", "enveloped-signature twice.", (ENVELOPED, ENVELOPED)),
        ("other-order", "The canonicalisation before enveloped-signature.", (EXCLUSIVE, ENVELOPED)),
        ("two-canonicalizations", "Two canonicalisations.", (ENVELOPED, EXCLUSIVE, EXCLUSIVE)),
        ("none", "Transforms with nothing in it.", ()),
    ]:
        yield refuse(f"transform/{name}", "S09", about, with_transforms(*parts))
    yield refuse("transform/no-transforms", "S09", "A Reference without Transforms.", plain.edited(f"<ds:Transforms>{ENVELOPED}{EXCLUSIVE}</ds:Transforms>", "").xml())
    inside = f'<ds:Transform Algorithm="{names.ENVELOPED}"><ds:XPath>//*</ds:XPath></ds:Transform>'
    yield refuse("transform/parameter-of-enveloped", "S05", "An XPath as a parameter of enveloped-signature, which has none.", with_transforms(inside, EXCLUSIVE))
    yield refuse(
        "transform/parameter-of-inclusive",
        "S05",
        "A PrefixList for inclusive canonicalisation, which has none.",
        with_transforms(ENVELOPED, transform(names.INCLUSIVE_10, "xs")),
    )
    yield refuse(
        "transform/two-prefix-lists",
        "S05",
        "Two InclusiveNamespaces.",
        with_transforms(ENVELOPED, EXCLUSIVE.replace("</ds:Transform>", f'<ec:InclusiveNamespaces xmlns:ec="{names.EC}" PrefixList="ds"/></ds:Transform>')),
    )


def canonicalizations():
    for name, uri, about in [
        ("unknown", "urn:example:c14n", "SignedInfo by a canonicalisation that nobody knows."),
        ("xslt", "http://www.w3.org/TR/1999/REC-xslt-19991116", "SignedInfo by XSLT."),
        ("c14n-2", "http://www.w3.org/2010/xml-c14n2", "SignedInfo by Canonical XML 2.0."),
    ]:
        yield refuse(f"canonicalization/{name}", "S10", about, plain.but(sign_assertion=Sign(canonicalization=uri)).xml())


def confusion():
    """Signed in one way, labelled as another."""

    def digested_by(how: Sign, label: Sign, login=plain) -> str:
        template = login.but(sign_assertion=how).template()
        digest = b64encode(hash_of(names.SHA256, covered(template, last_signature(template)))).decode()
        return fill(login.but(sign_assertion=label).template().replace(DIGEST, digest))

    inclusive = Sign(transform=names.INCLUSIVE_10, prefixes=None)
    inclusive_11 = Sign(transform=names.INCLUSIVE_11, prefixes=None)
    bare = Sign(prefixes=None)
    yield refuse("c14n-confusion/inclusive-as-exclusive", "S15", "Digested inclusively, labelled exclusive.", digested_by(inclusive, bare))
    yield refuse("c14n-confusion/exclusive-as-inclusive", "S15", "Digested exclusively, labelled inclusive.", digested_by(bare, inclusive), twin="accept/c14n-inclusive")
    yield refuse(
        "c14n-confusion/exclusive-as-implicit",
        "S15",
        "Digested exclusively, with no canonicalisation among the Transforms: that means inclusive.",
        digested_by(bare, Sign(transform="")),
        twin="accept/c14n-implicit",
    )
    yield refuse("c14n-confusion/prefix-list-ignored", "S15", "Digested without the PrefixList that the transform has.", digested_by(bare, Sign()))
    yield refuse(
        "c14n-confusion/prefix-list-added", "S15", "Digested with a PrefixList that the transform has not.", digested_by(Sign(), bare), twin="accept/prefix-list-none"
    )
    unused = plain.edited('Version="2.0" xmlns:saml2p', 'Version="2.0" xmlns="urn:example:unused" xmlns:saml2p')
    yield refuse(
        "c14n-confusion/default-ignored",
        "S15",
        "Digested as if the PrefixList had no #default.",
        digested_by(bare, Sign(prefixes="#default"), unused),
        twin="accept/default-namespace-listed",
    )
    commented = plain.edited("<saml2:Conditions ", "<!-- c --><saml2:Conditions ")
    text = commented.but(sign_assertion=Sign(transform=names.EXCLUSIVE_COMMENTS)).template()
    yield refuse(
        "c14n-confusion/comments-digested",
        "S15",
        "Digested with its comments, which a reference by ID does not have.",
        fill(text.replace(DIGEST, with_comments(text))),
        twin="accept/with-comments-drops-comments",
    )

    lang = ('Version="2.0" xmlns:saml2p', 'Version="2.0" xml:lang="en" xmlns:saml2p')
    added = 'Version="2.0" xml:lang="de" xmlns:saml2p'
    signed_inclusive = plain.but(sign_assertion=inclusive)
    yield refuse(
        "c14n-xml-attrs/lang-added",
        "S15",
        "An xml:lang added to the Response: inclusive canonicalisation copies it onto the Assertion.",
        altered(signed_inclusive.xml(), lang[0], added),
        twin="accept/c14n-xml-lang-inherited",
    )
    yield refuse(
        "c14n-xml-attrs/lang-altered",
        "S15",
        "The Response's xml:lang is another than was signed.",
        altered(signed_inclusive.edited(*lang).xml(), lang[1], added),
        twin="accept/c14n-xml-lang-inherited",
    )
    yield refuse(
        "c14n-xml-attrs/lang-removed",
        "S15",
        "The Response's xml:lang was taken out.",
        altered(signed_inclusive.edited(*lang).xml(), lang[1], lang[0]),
        twin="accept/c14n-xml-lang-inherited",
    )
    yield refuse(
        "c14n-xml-attrs/lang-added-11",
        "S15",
        "An xml:lang added under Canonical XML 1.1.",
        altered(plain.but(sign_assertion=inclusive_11).xml(), lang[0], added),
        twin="accept/c14n-11-xml-lang-inherited",
    )
    yield refuse(
        "c14n-xml-attrs/id-added",
        "S15",
        "An xml:id added to the Response: Canonical XML 1.0 copies that too.",
        altered(signed_inclusive.xml(), lang[0], 'Version="2.0" xml:id="root" xmlns:saml2p'),
        twin="accept/c14n-inclusive",
    )
    yield refuse(
        "c14n-xml-attrs/namespace-added",
        "S15",
        "A namespace declared on the Response: inclusive canonicalisation prints it on the Assertion.",
        altered(signed_inclusive.xml(), lang[0], 'Version="2.0" xmlns:unused="urn:example:unused" xmlns:saml2p'),
        twin="accept/c14n-inclusive",
    )


def with_comments(text: str) -> str:
    signature = last_signature(text)
    octets = canonical.canonicalize(signature.parent, names.EXCLUSIVE_COMMENTS, ["xs"], signature)
    return b64encode(hash_of(names.SHA256, octets)).decode()


def digests():
    def digest(uri: str) -> str:
        return plain.signed(digest=uri)

    yield refuse("weak-alg/sha-1-digest", "S12", "A SHA-1 digest under RSA-SHA256.", digest(names.SHA1), twin="accept/sha-1-digest-allowed")
    yield refuse(
        "weak-alg/sha-1-digest-of-response",
        "S12",
        "A SHA-1 digest of the Response.",
        plain_response.but(sign_response=Sign(digest=names.SHA1)).xml(),
        twin="accept/plain-response",
    )
    yield refuse("weak-alg/md5-digest", "S12", "An MD5 digest.", digest(names.MD5))
    yield refuse(
        "weak-alg/md5-digest-where-sha-1-is-allowed",
        "S12",
        "An MD5 digest, where the connection allows SHA-1.",
        digest(names.MD5),
        policy={"allowSha1": True},
        twin="accept/sha-1-allowed",
    )
    for name, uri in {
        "ripemd-160": names.XENC + "ripemd160",
        "sha-224": names.MORE + "sha224",
        "sha3-256": "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
        "sha-256-in-capitals": names.SHA256.upper(),
    }.items():
        yield refuse(f"weak-alg/digest-{name}", "S12", f"A digest algorithm outside the list: {uri or 'an empty URI'}.", digest(uri))


def signatures():
    def method(uri: str, **rest) -> str:
        return plain.signed(method=uri, **rest)

    yield refuse("weak-alg/rsa-sha1", "S13", "RSA-SHA1 over a SHA-256 digest.", method(names.RSA_SHA1), twin="accept/sha-1-allowed")
    yield refuse("weak-alg/rsa-sha1-and-sha-1", "S13", "RSA-SHA1 and a SHA-1 digest.", method(names.RSA_SHA1, digest=names.SHA1), twin="accept/sha-1-allowed")
    yield refuse("weak-alg/rsa-md5", "S13", "RSA-MD5.", method(names.RSA_MD5))
    yield refuse(
        "weak-alg/rsa-md5-where-sha-1-is-allowed",
        "S13",
        "RSA-MD5, where the connection allows SHA-1.",
        method(names.RSA_MD5),
        policy={"allowSha1": True},
        twin="accept/sha-1-allowed",
    )
    yield refuse("weak-alg/dsa-sha1", "S13", "DSA with SHA-1.", method(names.DSA_SHA1))
    yield refuse("weak-alg/dsa-sha256", "S13", "DSA with SHA-256.", method("http://www.w3.org/2009/xmldsig11#dsa-sha256"))
    yield refuse("weak-alg/unknown", "S13", "A signature algorithm that nobody knows.", method("urn:example:none"))
    yield refuse("weak-alg/other-case", "S13", "The URI of RSA-SHA256 in another case.", method(names.RSA_SHA256.upper()))
    yield refuse("weak-alg/with-space", "S13", "A space after the URI of RSA-SHA256.", method(names.RSA_SHA256 + " "))
    yield refuse("weak-alg/rsa-sha256-of-dsig", "S13", "RSA-SHA256 in the namespace where it is not.", method(names.DS + "rsa-sha256"))
    hmac = {"rsa": method(names.HMAC_SHA256), "sha1": method(names.DS + "hmac-sha1")}
    yield refuse("hmac-confusion/public-key-as-secret", "S13", "HMAC-SHA256 keyed with the public key, which everybody has.", hmac["rsa"])
    yield refuse("hmac-confusion/hmac-sha1", "S13", "HMAC-SHA1.", hmac["sha1"])
    yield refuse(
        "hmac-confusion/where-sha-1-is-allowed",
        "S13",
        "HMAC-SHA1, where the connection allows SHA-1.",
        hmac["sha1"],
        policy={"allowSha1": True},
        twin="accept/sha-1-allowed",
    )
    short = f'<ds:SignatureMethod Algorithm="{names.HMAC_SHA256}"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>'
    element = f'<ds:SignatureMethod Algorithm="{names.RSA_SHA256}"/>'
    yield refuse("hmac-confusion/output-length-zero", "S13", "HMAC cut to no bits at all (CVE-2009-0217).", plain.edited(element, short).xml())
    yield refuse(
        "hmac-confusion/output-length-of-rsa",
        "S05",
        "An HMACOutputLength for RSA-SHA256, which has no parameters.",
        plain.edited(element, short.replace(names.HMAC_SHA256, names.RSA_SHA256)).xml(),
    )
    yield from key_types()
    yield from elliptic()
    yield from pss_signatures()


def key_types():
    """Rule S14: the algorithm fits none of the connection's keys, or it fits one that did not make this value."""
    value_of = {"rsa": rsa_value, "ecdsa": ecdsa_value}
    for name, about, sign, value, connection, rule in [
        ("ecdsa-with-rsa-key", "A signature value of RSA labelled ECDSA, for an RSA key.", Sign(method=names.ECDSA_SHA256), "rsa", "default", "S14"),
        ("ecdsa-by-another-key", "A genuine ECDSA signature, where the connection has an RSA key.", Sign(key="ec-p256", method=names.ECDSA_SHA256), None, "default", "S14"),
        ("rsa-label-on-ecdsa", "A genuine ECDSA signature labelled RSA-SHA256.", Sign(key="ec-p256"), "ecdsa", "default", "S15"),
        ("ecdsa-label-on-rsa", "A genuine RSA signature labelled ECDSA, where the connection has both keys.", Sign(method=names.ECDSA_SHA256), "rsa", "every-kind", "S15"),
        ("rsa-for-ec-key", "A genuine RSA signature, where the connection has an EC key.", Sign(), None, "ec-p256", "S14"),
        ("ed25519-for-ec-key", "A genuine Ed25519 signature, where the connection has an EC key.", Sign(key="ed25519", method=names.ED25519), None, "ec-p256", "S14"),
        ("ecdsa-for-ed25519-key", "A genuine ECDSA signature, where the connection has an Ed25519 key.", Sign(key="ec-p256", method=names.ECDSA_SHA256), None, "ed25519", "S14"),
        ("ed25519-label-on-ecdsa", "ECDSA and Ed25519 have signatures of one length: the label decides.", Sign(method=names.ED25519), "ecdsa", "every-kind", "S15"),
        ("pss-label-on-pkcs1", "A PKCS#1 v1.5 signature labelled RSA-PSS: the padding comes from the label.", Sign(method=names.PSS_SHA256), "rsa", "default", "S15"),
    ]:
        twin = {"default": "accept/plain", "ec-p256": "accept/ecdsa-p256-sha-256", "every-kind": "accept/every-kind-ec-p384", "ed25519": "accept/ed25519"}[connection]
        xml = plain.but(sign_assertion=sign).xml(value_of.get(value))
        yield refuse(f"key-type/{name}", rule, about, xml, connection=connection, twin=twin)
    yield refuse(
        "key-type/pkcs1-label-on-pss",
        "S15",
        "An RSA-PSS signature labelled PKCS#1 v1.5.",
        plain.but(sign_assertion=Sign()).xml(lambda octets: pss("idp", octets, "sha256", "sha256", 32)),
    )


def elliptic():
    """Values of ECDSA and Ed25519 that lax verifiers take."""

    def value(key: str, change, method=names.ECDSA_SHA256) -> str:
        return plain.but(sign_assertion=Sign(key=key, method=method)).xml(lambda octets: change(octets))

    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    number = lambda value: value.to_bytes(32, "big")

    def halves(octets: bytes) -> tuple[int, int]:
        raw = ecdsa("ec-p256", octets)
        return int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")

    for name, about, change in [
        ("der", "r and s as DER, as certificates have them.", lambda octets: ecdsa_der("ec-p256", octets)),
        ("padded", "A zero before r and before s: libxmlsec takes this.", lambda octets: b"".join(b"\0" + number(half) for half in halves(octets))),
        ("short", "The last octet of s is missing.", lambda octets: ecdsa("ec-p256", octets)[:-1]),
        ("long", "One octet more.", lambda octets: ecdsa("ec-p256", octets) + b"\0"),
        ("odd", "A zero before r alone.", lambda octets: b"\0" + ecdsa("ec-p256", octets)),
        ("zeros", "r and s are zero, which signs everything where nobody looks (CVE-2022-21449).", lambda octets: bytes(64)),
        ("r-zero", "r is zero.", lambda octets: bytes(32) + ecdsa("ec-p256", octets)[32:]),
        ("s-zero", "s is zero.", lambda octets: ecdsa("ec-p256", octets)[:32] + bytes(32)),
        ("order", "r and s are the order, which is zero.", lambda octets: number(order) * 2),
        ("order-and-s", "r is genuine and s is the order.", lambda octets: number(halves(octets)[0]) + number(order)),
        ("swapped", "s before r.", lambda octets: b"".join(number(half) for half in reversed(halves(octets)))),
        ("flipped-bit", "One bit of s is another.", lambda octets: number(halves(octets)[0]) + number(halves(octets)[1] ^ 1)),
        ("ones", "r and s are one.", lambda octets: number(1) * 2),
        ("other-key", "Made with another key of the same curve.", lambda octets: ecdsa("ec-p256-next", octets)),
        ("other-digest", "Made over the SHA-512 digest, labelled SHA-256.", lambda octets: ecdsa("ec-p256", octets, "sha512")),
        ("other-curve", "Made over P-384, and cut to the length of P-256.", lambda octets: ecdsa("ec-p384", octets)[:64]),
    ]:
        yield refuse(f"ecdsa/{name}", "S15", about, value("ec-p256", change), connection="ec-p256", twin="accept/ecdsa-p256-sha-256")
    yield refuse(
        "ecdsa/altered",
        "S15",
        "The Assertion was altered under an ECDSA signature.",
        altered(plain.but(sign_assertion=Sign(key="ec-p256", method=names.ECDSA_SHA256)).xml(), 'emailAddress">jane', 'emailAddress">john'),
        connection="ec-p256",
        twin="accept/ecdsa-p256-sha-256",
    )
    yield refuse(
        "weak-alg/ecdsa-sha1",
        "S13",
        "ECDSA with SHA-1, where the connection allows SHA-1: that is for RSA, which old identity providers cannot leave.",
        value("ec-p256", lambda octets: ecdsa("ec-p256", octets, "sha1"), names.MORE + "ecdsa-sha1"),
        connection="ec-p256",
        policy={"allowSha1": True},
        twin="accept/ecdsa-p256-sha-256",
    )
    group = 2**252 + 27742317777372353535851937790883648493

    def larger_s(octets: bytes) -> bytes:
        raw = private_key("ed25519").sign(octets)
        return raw[:32] + (int.from_bytes(raw[32:], "little") + group).to_bytes(32, "little")

    for name, about, change in [
        ("ed25519-s-plus-order", "s plus the order of the group: a second spelling of one signature.", larger_s),
        ("ed25519-zeros", "Nothing but zeros.", lambda octets: bytes(64)),
        ("ed25519-small-order", "R is the neutral element and s is zero.", lambda octets: b"\1" + bytes(63)),
        ("ed25519-short", "An octet is missing.", lambda octets: private_key("ed25519").sign(octets)[:-1]),
        ("ed25519-digest", "Made over the digest of SignedInfo.", lambda octets: private_key("ed25519").sign(hashlib.sha512(octets).digest())),
    ]:
        yield refuse(f"ecdsa/{name}", "S15", about, value("ed25519", change, names.ED25519), connection="ed25519", twin="accept/ed25519")


def pss_signatures():
    def value(change, method=names.PSS_SHA256, parameters="", key="idp") -> str:
        return plain.but(sign_assertion=Sign(key=key, method=method, parameters=parameters)).xml(change)

    def encoded_as(**rest):
        return lambda octets: raise_private("idp", pss_encoded("idp", octets, "sha256", "sha256", 32, **rest))

    twin = {"twin": "accept/pss-sha-256"}
    for name, about, change in [
        ("salt-too-short", "A salt of 20 octets, where the URI means 32.", lambda octets: pss("idp", octets, "sha256", "sha256", 20)),
        ("salt-of-maximal-length", "The longest salt that fits, as OpenSSL makes it when nobody says otherwise.", lambda octets: pss("idp", octets, "sha256", "sha256", 222)),
        ("other-mask", "A mask of SHA-1, where the URI means SHA-256.", lambda octets: pss("idp", octets, "sha256", "sha1", 32)),
        ("other-digest", "Made with SHA-512.", lambda octets: pss("idp", octets, "sha512", "sha512", 64)),
        ("other-key", "Made with another key.", lambda octets: pss("attacker", octets, "sha256", "sha256", 32)),
        ("trailer", "Another trailer than 0xBC.", encoded_as(trailer=0xCC)),
        ("before-salt", "Something else than 1 before the salt.", encoded_as(before_salt=2)),
        ("short", "An octet is missing.", lambda octets: pss("idp", octets, "sha256", "sha256", 32)[:-1]),
        ("zero", "The number zero.", lambda octets: bytes(256)),
    ]:
        yield refuse(f"rsa-pss/{name}", "S15", about, value(change), **twin)
    number = '<pss:SaltLength>{}</pss:SaltLength>'
    short_salt = lambda octets: pss("idp", octets, "sha256", "sha256", 20)
    for name, rule, about, parts, change in [
        ("salt-length-ignored", "S15", "A salt of 32 octets, where the parameters say 20.", (number.format(20),), lambda octets: pss("idp", octets, "sha256", "sha256", 32)),
        ("mask-ignored", "S15", "A mask of SHA-256, where the parameters say SHA-512.", (mask_function(names.MGF1, names.SHA512),), lambda octets: pss("idp", octets, "sha256", "sha256", 32)),
        ("salt-length-negative", "S05", "A salt of a negative length.", (number.format("-1"),), short_salt),
        ("salt-length-signed", "S05", "A sign before the length.", (number.format("+20"),), short_salt),
        ("salt-length-huge", "S05", "A salt longer than any key.", (number.format("99999999999999999999"),), short_salt),
        ("salt-length-of-six-digits", "S05", "More digits than the length of any salt has.", (number.format("000020"),), short_salt),
        ("salt-length-empty", "S05", "A SaltLength with nothing in it.", (number.format(""),), short_salt),
        ("salt-length-twice", "S05", "Two SaltLengths.", (number.format(20), number.format(32)), short_salt),
        ("salt-longer-than-key", "S15", "A salt longer than the key.", (number.format(4096),), short_salt),
        ("trailer-field", "S05", "A TrailerField other than 1.", ("<pss:TrailerField>2</pss:TrailerField>",), short_salt),
        ("other-function", "S13", "A mask generation function that nobody knows.", (mask_function("urn:example:mgf", None),), short_salt),
        ("md5", "S12", "MD5 as the digest.", (digest_method(names.MD5),), short_salt),
        ("wrong-order", "S05", "SaltLength before DigestMethod.", (number.format(32), digest_method(names.SHA256)), short_salt),
        ("foreign", "S05", "An element that is none of the four.", ('<x xmlns="urn:example:x"/>',), short_salt),
        ("sha-1", "S13", "SHA-1 as the digest.", (digest_method(names.SHA1),), lambda octets: pss("idp", octets, "sha1", "sha256", 20)),
        ("sha-1-mask", "S13", "SHA-1 in the mask.", (mask_function(names.MGF1, names.SHA1),), lambda octets: pss("idp", octets, "sha256", "sha1", 32)),
    ]:
        xml = value(change, names.PSS, pss_parameters(*parts))
        yield refuse(f"rsa-pss/parameters-{name}", rule, about, xml, twin="accept/pss-sha-1-mask-allowed" if name == "sha-1-mask" else "accept/pss")
    yield refuse(
        "rsa-pss/parameters-where-none-belong",
        "S05",
        "RSAPSSParams for a URI that has its parameters in its name.",
        value(short_salt, names.PSS_SHA256, pss_parameters(number.format(20))),
        **twin,
    )
    yield refuse(
        "rsa-pss/parameters-in-another-namespace",
        "S05",
        "RSAPSSParams in the namespace of XML Signature.",
        value(short_salt, names.PSS, '<ds:RSAPSSParams><ds:SaltLength>20</ds:SaltLength></ds:RSAPSSParams>'),
        twin="accept/pss",
    )


def rsa_value(octets: bytes) -> bytes:
    return raise_private("idp", encoded("idp", "sha256", octets))


def ecdsa_value(octets: bytes) -> bytes:
    return ecdsa("ec-p256", octets)
