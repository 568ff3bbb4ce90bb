"""Transforms, canonicalisations, digests and signature algorithms: what is not in the list is refused."""

from __future__ import annotations

from base64 import b64encode

import canonical
import names
from login import Sign, altered, plain, plain_response, transform
from signer import DIGEST, covered, ecdsa, encoded, fill, hash_of, last_signature, raise_private
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
    yield refuse(
        "key-type/ecdsa-with-rsa-key",
        "S13",
        "A signature value of RSA labelled ECDSA, for an RSA key.",
        plain.but(sign_assertion=Sign(method=names.ECDSA_SHA256)).xml(rsa_value),
    )
    yield refuse(
        "key-type/ecdsa-by-another-key",
        "S13",
        "A genuine ECDSA signature, where the connection has an RSA key.",
        plain.but(sign_assertion=Sign(key="ec-p256", method=names.ECDSA_SHA256)).xml(),
    )
    yield refuse("key-type/rsa-label-on-ecdsa", "S15", "A genuine ECDSA signature labelled RSA-SHA256.", plain.but(sign_assertion=Sign(key="ec-p256")).xml(ecdsa_value))


def rsa_value(octets: bytes) -> bytes:
    return raise_private("idp", encoded("idp", "sha256", octets))


def ecdsa_value(octets: bytes) -> bytes:
    return ecdsa("ec-p256", octets)
