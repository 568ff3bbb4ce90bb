"""Logins that must be accepted: the three of Okta that most vectors are twins of, and what is legal and rare."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import names
import signer
from login import JANE, RESPONSE_ID, SP, XMLNS, Sign, altered, attribute_of, audiences, conditions, named_certificate, string_attribute
from login import digest_method, mask_function, pss_parameters
from login import okta, okta_both, okta_response, plain, plain_both, plain_response
from vector import accept


def vectors():
    yield from the_three()
    yield from algorithms()
    yield from keys()
    yield from canonicalizations()
    yield from spellings()
    yield from values()
    yield from ignored()


def the_three():
    """Each in full, and once more without KeyInfo and with one attribute: the twin of most vectors."""
    yield accept(
        "accept/okta-assertion-signed",
        "Okta's own shape, the Assertion signed: what most logins look like.",
        okta.xml(),
        identity={
            **JANE,
            "nameIdFormat": names.EMAIL,
            "attributes": {"email": ["jane.doe@example.com"], "firstName": ["Jane"], "lastName": ["Doe"], "groups": ["Everyone", "Console Administrators"]},
            "sessionIndex": "_req1",
            "authnContext": names.PASSWORD,
            "signed": "assertion",
        },
    )
    yield accept(
        "accept/okta-response-signed", "The Response is signed; its signature covers the Assertion.", okta_response.xml(), identity={**JANE, "signed": "response"}
    )
    yield accept("accept/okta-both-signed", "Both are signed, and both signatures verify.", okta_both.xml(), identity={**JANE, "signed": "both"})
    form = "SAMLResponse=" + quote(b64encode(okta.xml().encode()), safe="") + "&RelayState=_state1"
    yield accept("accept/okta-form", "The first as the browser posts it, with a RelayState.", form, encoding="form", identity={**JANE, "relayState": "_state1"})
    yield accept(
        "accept/plain",
        "Okta's shape without what no rule asks for. No KeyInfo either: trust is in the connection.",
        plain.xml(),
        identity={**JANE, "signed": "assertion"},
    )
    yield accept("accept/plain-response", "The same with the Response signed.", plain_response.xml(), identity={**JANE, "signed": "response"})
    yield accept("accept/plain-both", "The same with both signed.", plain_both.xml(), identity={**JANE, "signed": "both"})


signed = plain.signed


def algorithms():
    yield accept("accept/sha-384", "RSA with SHA-384, and a SHA-384 digest.", signed(method=names.RSA_SHA384, digest=names.SHA384), identity=JANE)
    yield accept("accept/sha-512", "RSA with SHA-512, and a SHA-512 digest.", signed(method=names.RSA_SHA512, digest=names.SHA512), identity=JANE)
    yield accept("accept/sha-512-over-sha-256", "The signature and the digest need not use the same hash.", signed(method=names.RSA_SHA512), identity=JANE)
    sha1 = {"policy": {"allowSha1": True}, "identity": JANE}
    yield accept("accept/sha-1-allowed", "RSA-SHA1 and a SHA-1 digest, where the connection allows SHA-1.", signed(method=names.RSA_SHA1, digest=names.SHA1), **sha1)
    yield accept("accept/sha-1-digest-allowed", "A SHA-1 digest under RSA-SHA256, where the connection allows SHA-1.", signed(digest=names.SHA1), **sha1)
    yield accept("accept/sha-256-where-sha-1-is-allowed", "To allow SHA-1 asks for nothing.", signed(), **sha1)


    for name, method in {"pss-sha-256": names.PSS_SHA256, "pss-sha-384": names.PSS_SHA384, "pss-sha-512": names.PSS_SHA512}.items():
        yield accept(f"accept/{name}", f"RSA-PSS with SHA-{name[-3:]} in all its places.", signed(method=method), identity=JANE)
    yield accept("accept/pss-rsa-4096", "RSA-PSS with a key of 4096 bits.", signed(key="rsa-4096", method=names.PSS_SHA256), connection="rsa-4096", identity=JANE)
    yield accept("accept/pss", "RSA-PSS by the URI that takes parameters, without any: SHA-256 and a salt of 32 octets.", signed(method=names.PSS), identity=JANE)
    for name, about, parts in [
        ("empty", "RSAPSSParams with nothing in it: the defaults.", ()),
        (
            "sha-512",
            "SHA-512 in both places of RSAPSSParams, and a salt of 64 octets by default.",
            (digest_method(names.SHA512), mask_function(names.MGF1, names.SHA512)),
        ),
        (
            "mixed",
            "Another digest in the mask, and a salt of another length.",
            (
                digest_method(names.SHA384),
                mask_function(names.MGF1, names.SHA256),
                "<pss:SaltLength> 20 </pss:SaltLength>",
                "<pss:TrailerField>1</pss:TrailerField>",
            ),
        ),
        ("no-salt", "A salt of no length.", ("<pss:SaltLength>0</pss:SaltLength>",)),
    ]:
        yield accept(f"accept/pss-parameters-{name}", about, signed(method=names.PSS, parameters=pss_parameters(*parts)), identity=JANE)
    sha_1_mask = pss_parameters(mask_function(names.MGF1, names.SHA1))
    yield accept(
        "accept/pss-sha-1-mask-allowed", "SHA-1 in the mask, where the connection allows SHA-1.", signed(method=names.PSS, parameters=sha_1_mask), **sha1
    )
    for curve in ("p256", "p384", "p521"):
        for size, method in {"256": names.ECDSA_SHA256, "384": names.ECDSA_SHA384, "512": names.ECDSA_SHA512}.items():
            yield accept(
                f"accept/ecdsa-{curve}-sha-{size}",
                f"ECDSA over {curve.upper()[0]}-{curve[1:]} with SHA-{size}.",
                signed(key=f"ec-{curve}", method=method),
                connection=f"ec-{curve}",
                identity=JANE,
            )
    yield accept("accept/ed25519", "Ed25519.", signed(key="ed25519", method=names.ED25519), connection="ed25519", identity=JANE)


def keys():
    for key, method in {"idp": names.PSS_SHA256, "ec-p384": names.ECDSA_SHA384, "ed25519": names.ED25519}.items():
        yield accept(
            f"accept/every-kind-{key}",
            "A connection with a key of every kind: the algorithm finds the one that fits.",
            signed(key=key, method=method),
            connection="every-kind",
            identity=JANE,
        )
    yield accept(
        "accept/every-kind-both",
        "The Response signed with Ed25519, the Assertion with ECDSA.",
        plain_both.but(sign_response=Sign(key="ed25519", method=names.ED25519), sign_assertion=Sign(key="ec-p256", method=names.ECDSA_SHA256)).xml(),
        connection="every-kind",
        identity={**JANE, "signed": "both"},
    )
    for key in ("rsa-1024", "rsa-3072", "rsa-4096", "rsa-e3"):
        about = {"rsa-1024": "A key of 1024 bits, where the connection sets minRsaBits.", "rsa-e3": "A key with the public exponent 3."}
        yield accept(f"accept/{key}", about.get(key, f"A key of {key[4:]} bits."), signed(key=key), connection=key, identity=JANE)
    yield accept("accept/rotation-first-key", "Two certificates in the connection, and the first one's key signed.", okta.xml(), connection="rotation", identity=JANE)
    yield accept(
        "accept/rotation-second-key",
        "Two certificates in the connection, and the second one's key signed.",
        signed(key="idp-next", key_info=named_certificate("idp-next")),
        connection="rotation",
        identity=JANE,
    )
    yield accept(
        "accept/rotation-without-key-info", "Two certificates and no KeyInfo to choose: each key is tried.", signed(key="idp-next"), connection="rotation", identity=JANE
    )
    yield accept(
        "accept/rotation-both",
        "The Response signed with one key of the connection, the Assertion with the other.",
        plain_both.but(sign_response=Sign(key="idp-next")).xml(),
        connection="rotation",
        identity={**JANE, "signed": "both"},
    )
    yield accept(
        "accept/public-key", "The connection has a bare public key, which is all that a certificate is good for.", signed(), connection="public-key", identity=JANE
    )
    yield accept("accept/empty-key-info", "A KeyInfo that says nothing.", signed(key_info="<ds:KeyInfo/>"), identity=JANE)
    yield accept(
        "accept/key-name-only", "A KeyInfo with a name and no certificate.", signed(key_info="<ds:KeyInfo><ds:KeyName>idp</ds:KeyName></ds:KeyInfo>"), identity=JANE
    )
    yield accept(
        "accept/key-info-names-another-certificate",
        "KeyInfo carries a certificate that did not sign. It is a hint, and the key of the connection verifies.",
        signed(key_info=named_certificate("attacker")),
        identity=JANE,
    )


def canonicalizations():
    for name, method in {
        "exclusive-with-comments": names.EXCLUSIVE_COMMENTS,
        "inclusive": names.INCLUSIVE_10,
        "inclusive-with-comments": names.INCLUSIVE_10_COMMENTS,
        "inclusive-11": names.INCLUSIVE_11,
        "inclusive-11-with-comments": names.INCLUSIVE_11_COMMENTS,
    }.items():
        prefixes = "xs" if method == names.EXCLUSIVE_COMMENTS else None
        xml = signed(transform=method, canonicalization=method, prefixes=prefixes)
        yield accept(f"accept/c14n-{name}", f"Transform and SignedInfo by {method}.", xml, identity=JANE)
    yield accept("accept/c14n-implicit", "No canonicalisation among the Transforms: xmldsig then has inclusive Canonical XML 1.0.", signed(transform=""), identity=JANE)
    lang = plain.edited('Version="2.0" xmlns:saml2p', 'Version="2.0" xml:lang="en" xmlns:saml2p')
    inclusive = Sign(transform=names.INCLUSIVE_10, canonicalization=names.INCLUSIVE_10, prefixes=None)
    inclusive_11 = Sign(transform=names.INCLUSIVE_11, canonicalization=names.INCLUSIVE_11, prefixes=None)
    yield accept(
        "accept/c14n-xml-lang-inherited",
        "Inclusive canonicalisation copies the Response's xml:lang onto the Assertion.",
        lang.but(sign_assertion=inclusive).xml(),
        identity=JANE,
    )
    yield accept("accept/c14n-11-xml-lang-inherited", "Canonical XML 1.1 copies xml:lang as 1.0 does.", lang.but(sign_assertion=inclusive_11).xml(), identity=JANE)
    yield accept(
        "accept/c14n-11-xml-id-not-inherited",
        "Canonical XML 1.1 does not copy xml:id, so one added to the Response after signing changes nothing.",
        altered(plain.but(sign_assertion=inclusive_11).xml(), 'Version="2.0" xmlns:saml2p', 'Version="2.0" xml:id="root" xmlns:saml2p'),
        identity=JANE,
    )
    yield accept(
        "accept/c14n-exclusive-inherits-nothing",
        "Exclusive canonicalisation copies no xml:lang, so one added to the Response after signing changes nothing.",
        altered(plain.xml(), 'Version="2.0" xmlns:saml2p', 'Version="2.0" xml:lang="en" xmlns:saml2p'),
        identity=JANE,
    )
    for name, prefixes in {
        "none": None,
        "empty": "",
        "several": "xs saml2p  saml2",
        "default": "#default xs",
        "undeclared": "xs nobody",
        "white-space": "\n xs\t saml2 ",
    }.items():
        yield accept(f"accept/prefix-list-{name}", f"The PrefixList of the transform: {name.replace('-', ' ')}.", signed(prefixes=prefixes), identity=JANE)
    method = f'<ds:CanonicalizationMethod Algorithm="{names.EXCLUSIVE}"'
    parameter = f'><ec:InclusiveNamespaces xmlns:ec="{names.EC}" PrefixList="xs saml2"/></ds:CanonicalizationMethod>'
    yield accept(
        "accept/prefix-list-of-signed-info", "CanonicalizationMethod has a PrefixList too.", plain.edited(method + "/>", method + parameter).xml(), identity=JANE
    )
    yield accept(
        "accept/default-namespace-listed",
        "A default namespace that nothing in the Assertion uses counts where the PrefixList has #default.",
        plain.but(sign_assertion=Sign(prefixes="#default")).edited('Version="2.0" xmlns:saml2p', 'Version="2.0" xmlns="urn:example:unused" xmlns:saml2p').xml(),
        identity=JANE,
    )
    with_comments = plain.but(sign_assertion=Sign(canonicalization=names.EXCLUSIVE_COMMENTS))
    yield accept(
        "accept/comment-in-signed-info",
        "A comment in SignedInfo, which a canonicalisation with comments signs.",
        with_comments.edited("<ds:SignatureMethod", "<!-- signed --><ds:SignatureMethod").xml(),
        identity=JANE,
    )
    yield accept(
        "accept/comment-in-signed-info-dropped",
        "A comment put into SignedInfo later, where the canonicalisation drops comments: it stands between elements.",
        altered(plain.xml(), "<ds:SignatureMethod", "<!-- later --><ds:SignatureMethod"),
        identity=JANE,
    )
    yield accept(
        "accept/instruction-in-signed-info",
        "A processing instruction between the elements of SignedInfo is signed as it stands.",
        plain.edited("<ds:SignatureMethod", "<?note signed?><ds:SignatureMethod").xml(),
        identity=JANE,
    )
    yield accept(
        "accept/with-comments-drops-comments",
        "A reference by ID has no comments in its node set, whatever the transform says (xmldsig 4.4.3.3).",
        plain.but(sign_assertion=Sign(transform=names.EXCLUSIVE_COMMENTS)).edited("<saml2:Conditions ", "<!-- never digested --><saml2:Conditions ").xml(),
        identity=JANE,
    )


def spellings():
    pretty = signer.fill(plain.template().replace("><", ">\n  <"))
    yield accept("accept/pretty-printed", "Every element on a line of its own, signed like this.", pretty, identity=JANE)
    yield accept("accept/crlf", "The same with line ends of Windows, which every XML parser reads as line feeds.", pretty.replace("\n", "\r\n"), identity=JANE)
    yield accept("accept/cr", "The same with carriage returns alone, which every XML parser reads as line feeds.", pretty.replace("\n", "\r"), identity=JANE)
    yield accept(
        "accept/crlf-beside-a-reference",
        "A literal CR LF beside the reference &#13;: the first is a line feed, the second stays a carriage return.",
        plain.but(attributes=attribute_of("lines", "<saml2:AttributeValue>one\r\n&#13;two&#13;\r\nthree</saml2:AttributeValue>")).xml(),
        identity={**JANE, "attributes": {"lines": ["one\n\rtwo\r\nthree"]}},
    )
    yield accept(
        "accept/crlf-in-an-instruction",
        "CR LF inside a processing instruction and a comment is a line feed in the canonical form.",
        plain.but(advice="<?note one\r\n two?><!-- three\r\n four -->").xml(),
        identity=JANE,
    )
    yield accept("accept/byte-order-mark", "A byte order mark before the XML declaration.", "\ufeff" + plain.xml(), identity=JANE)
    yield accept("accept/no-declaration", "No XML declaration.", plain.but(declaration="").xml(), identity=JANE)
    for name, declaration in {
        "us-ascii": '<?xml version="1.0" encoding="US-ASCII"?>',
        "lower-case": "<?xml version='1.0' encoding='utf-8' standalone='yes'?>",
        "version-only": '<?xml version="1.0"?>',
        "spaced": '<?xml  version = "1.0"  encoding = "UTF-8" ?>\n',
    }.items():
        yield accept(f"accept/declaration-{name}", "An XML declaration in another of its spellings.", plain.but(declaration=declaration).xml(), identity=JANE)
    yield accept(
        "accept/around-the-root",
        "Comments, processing instructions and white space before and after the root.",
        "<!-- before --><?before it?>\n" + plain.but(declaration="").xml() + "\n<!-- after --><?after it?>\n",
        identity=JANE,
    )
    yield accept(
        "accept/single-quotes",
        "Attributes in single quotes, one with a double quote in it.",
        plain.edited('SessionIndex="_req1"', "SessionIndex='say \"hi\"'").xml(),
        identity={**JANE, "sessionIndex": 'say "hi"'},
    )
    yield accept(
        "accept/tag-white-space",
        "Line breaks and tabs inside tags.",
        plain.edited("<saml2:AuthnContext>", "<saml2:AuthnContext\n\t>").edited("</saml2:AuthnContext>", "</saml2:AuthnContext \n>").xml(),
        identity=JANE,
    )
    yield accept(
        "accept/other-prefixes",
        "Prefixes mean nothing: here saml2p stands for the assertion namespace and saml2 for the protocol.",
        signer.fill(plain.template().replace("saml2p", "SAML2P").replace("saml2", "saml2p").replace("SAML2P", "saml2")),
        identity=JANE,
    )
    yield accept(
        "accept/default-namespace", "The Assertion in a default namespace, with no prefix anywhere below.", signer.fill(default_namespace(okta.template())), identity=JANE
    )
    yield accept(
        "accept/prefix-rebound",
        "The prefix saml2 is bound to something else inside an extension, and is the assertion namespace again after it.",
        plain.but(extensions='<saml2p:Extensions><saml2:note xmlns:saml2="urn:example:notes" saml2:kind="x">hello</saml2:note></saml2p:Extensions>').xml(),
        identity=JANE,
    )
    yield accept(
        "accept/id-begins-with-a-digit",
        "The IDs begin with a digit, as those of identity providers that send bare UUIDs do.",
        plain.but(response_id="5f1c2f3e-8a2b-4f50-9b8e-6a4f3d2c1b0a", assertion_id="0d8e2b1c-94f8-4f3d-9d4c-6c2f1b7a5e90").xml(),
        identity=JANE,
    )
    yield accept("accept/id-beyond-ascii", "An ID with letters beyond ASCII is an NCName.", plain.but(assertion_id="_Zusicherung-ä.1").xml(), identity=JANE)


def default_namespace(template: str) -> str:
    """Every element of the assertion namespace without a prefix; each of Okta's children declares it anyway."""
    return template.replace("<saml2:", "<").replace("</saml2:", "</").replace("xmlns:saml2=", "xmlns=")


def values():
    def with_name(xml: str) -> str:
        return plain.but(name_id_format=names.UNSPECIFIED, name_id_xml=f"<saml2:NameID>{xml}</saml2:NameID>").xml()

    def attributes(xml: str, found: dict):
        return {"body": plain.but(attributes=xml).xml(), "identity": {**JANE, "attributes": found}}

    yield accept(
        "accept/references-in-name-id",
        "Character and entity references are text.",
        with_name("j&#x6F;e&amp;jane&#64;&lt;example&gt;"),
        identity={"nameId": "joe&jane@<example>"},
    )
    yield accept(
        "accept/non-ascii-name-id",
        "Letters beyond ASCII, one of them beyond 16 bits.",
        with_name("jörg.müller+😀@example.com"),
        identity={"nameId": "jörg.müller+😀@example.com"},
    )
    yield accept("accept/long-name-id", "300 characters: nothing is cut.", with_name("j" * 300), identity={"nameId": "j" * 300})
    yield accept("accept/no-name-id-format", "A NameID without Format.", plain.but(name_id_format=None).xml(), identity=JANE)
    yield accept(
        "accept/proto-attribute-names",
        "Attributes named as members of every JavaScript object are.",
        **attributes(
            string_attribute("__proto__", "polluted")
            + string_attribute("constructor", "made")
            + string_attribute("toString", "said")
            + string_attribute("hasOwnProperty", "own"),
            {"__proto__": ["polluted"], "constructor": ["made"], "toString": ["said"], "hasOwnProperty": ["own"]},
        ),
    )
    yield accept("accept/empty-attribute-value", "An empty value is a value.", **attributes(string_attribute("phone", ""), {"phone": [""]}))
    yield accept("accept/attribute-without-values", "An attribute without values.", **attributes(attribute_of("phone", ""), {"phone": []}))
    nil = f'<saml2:AttributeValue xmlns:xsi="{names.XSI}" xsi:nil="true"/>'
    yield accept(
        "accept/nil-attribute-value",
        "xsi:nil is no value.",
        **attributes(attribute_of("phone", nil) + attribute_of("mobile", nil.replace("/>", ">\n  </saml2:AttributeValue>")) + attribute_of("fax", nil + "<saml2:AttributeValue>1</saml2:AttributeValue>"), {"phone": [], "mobile": [], "fax": ["1"]}),
    )
    other_nil = '<saml2:AttributeValue xmlns:x="urn:example:x" x:nil="true">1</saml2:AttributeValue>'
    yield accept(
        "accept/nil-in-another-namespace",
        "An attribute named nil that is not XML Schema's.",
        **attributes(attribute_of("phone", other_nil), {"phone": ["1"]}),
    )
    day = {"not_before": "2026-11-24T09:55:00Z"}
    for name, about, end in [
        ("valid-for-a-day", "A validity of a day, which is warned of.", "2026-11-25T09:55:00Z"),
        ("valid-for-less-than-a-day", "A second less.", "2026-11-25T09:54:59Z"),
    ]:
        yield accept(f"accept/{name}", about, plain.but(not_on_or_after=end, **day).xml(), identity=JANE)
    yield accept(
        "accept/many-values",
        "Values keep their order, and equal ones stay.",
        **attributes(string_attribute("groups", "b", "a", "b", ""), {"groups": ["b", "a", "b", ""]}),
    )
    yield accept(
        "accept/attribute-repeated",
        "Two attributes of one Name are merged in order.",
        **attributes(string_attribute("groups", "b") + string_attribute("mail", "x") + string_attribute("groups", "a"), {"groups": ["b", "a"], "mail": ["x"]}),
    )
    yield accept(
        "accept/friendly-name-is-not-a-name",
        "FriendlyName is never taken for a Name.",
        **attributes(
            '<saml2:Attribute Name="urn:oid:2.5.4.42" FriendlyName="email"><saml2:AttributeValue>mallory</saml2:AttributeValue></saml2:Attribute>'
            + string_attribute("email", "jane"),
            {"email": ["jane"], "urn:oid:2.5.4.42": ["mallory"]},
        ),
    )
    yield accept(
        "accept/values-keep-white-space",
        "White space around an attribute value belongs to it.",
        **attributes(attribute_of("note", "<saml2:AttributeValue>  two\n\tlines </saml2:AttributeValue>"), {"note": ["  two\n\tlines "]}),
    )
    yield accept(
        "accept/structured-attribute-value",
        "A value that is XML is not taken for text.",
        **attributes(attribute_of("address", '<saml2:AttributeValue><a xmlns="urn:example:a">Main St</a> 1</saml2:AttributeValue>'), {"address": []}),
    )
    yield accept("accept/no-attributes", "An AttributeStatement is optional.", plain.but(attribute_statement="").xml(), identity=JANE)
    yield accept(
        "accept/two-attribute-statements",
        "Attributes of all statements count.",
        plain.but(
            attribute_statement="".join(f"<saml2:AttributeStatement {XMLNS}>{string_attribute(name, name)}</saml2:AttributeStatement>" for name in ("one", "two"))
        ).xml(),
        identity={**JANE, "attributes": {"one": ["one"], "two": ["two"]}},
    )
    yield accept(
        "accept/attribute-value-normalisation",
        "A line break in an XML attribute is a space, the reference to one is a line break.",
        plain.edited('SessionIndex="_req1"', 'SessionIndex="a\nb&#10;c"').xml(),
        identity={**JANE, "sessionIndex": "a b\nc"},
    )
    yield accept("accept/session-bounds", "SessionNotOnOrAfter in the future.", plain.but(session_not_on_or_after="2026-11-24T18:00:00Z").xml(), identity=JANE)
    yield accept("accept/no-session-index", "A SessionIndex is optional.", plain.but(session_index=None).xml(), identity=JANE)


def ignored():
    """What is there, is legal, and says nothing about who signs in."""
    mallory = "mallory@example.net"
    inner = f'<saml2:Assertion {XMLNS} ID="inner" IssueInstant="2026-11-24T09:00:00Z" Version="2.0"><saml2:Issuer>urn:example:other</saml2:Issuer>SIGNATURE<saml2:Subject><saml2:NameID>{mallory}</saml2:NameID></saml2:Subject></saml2:Assertion>'
    unsigned_inner = inner.replace("SIGNATURE", "")
    signed_inner = inner.replace("SIGNATURE", Sign(key="attacker").xml("inner"))
    yield accept(
        "accept/advice",
        "An Advice with another Assertion in it, which is never read.",
        plain.but(advice=f"<saml2:Advice {XMLNS}>{unsigned_inner}</saml2:Advice>").xml(),
        identity={**JANE, "signed": "assertion"},
    )
    yield accept(
        "accept/advice-with-signature",
        "The Assertion in the Advice has a Signature of its own, by somebody else.",
        plain.but(advice=f"<saml2:Advice {XMLNS}>{signed_inner}</saml2:Advice>").xml(),
        identity={**JANE, "signed": "assertion"},
    )
    yield accept(
        "accept/extensions",
        "Extensions of the Response that nobody here understands.",
        plain.but(extensions='<saml2p:Extensions><x:note xmlns:x="urn:example:x" ID="note" x:ID="other">hello</x:note></saml2p:Extensions>').xml(),
        identity=JANE,
    )
    detail = (
        '<saml2p:StatusMessage>All is well</saml2p:StatusMessage><saml2p:StatusDetail><x:note xmlns:x="urn:example:x">fine</x:note></saml2p:StatusDetail></saml2p:Status>'
    )
    yield accept("accept/status-detail", "A success with a message and a detail.", plain.edited("</saml2p:Status>", detail).xml(), identity=JANE)
    yield accept(
        "accept/consent",
        "A Consent attribute.",
        plain.edited(f'ID="{RESPONSE_ID}"', f'ID="{RESPONSE_ID}" Consent="urn:oasis:names:tc:SAML:2.0:consent:prior"').xml(),
        identity=JANE,
    )
    decision = f'<saml2:AuthzDecisionStatement {XMLNS} Resource="https://sp.example.com/" Decision="Permit"><saml2:Action Namespace="urn:oasis:names:tc:SAML:1.0:action:rwedc">Read</saml2:Action></saml2:AuthzDecisionStatement>'
    yield accept(
        "accept/authz-decision-statement",
        "A statement of a kind that does not matter here.",
        plain.edited("</saml2:Assertion>", decision + "</saml2:Assertion>").xml(),
        identity=JANE,
    )
    yield accept(
        "accept/comments-between-elements",
        "Comments between elements, put there after signing: no digest and no reader sees them.",
        altered(altered(plain.xml(), "<saml2:NameID ", "<!-- a --><saml2:NameID "), "<saml2:AudienceRestriction>", "<!-- b --><saml2:AudienceRestriction>"),
        identity=JANE,
    )
    yield accept(
        "accept/instructions-between-elements",
        "Processing instructions between elements are signed, and not read.",
        plain.edited("<saml2:NameID ", "<?note a?><saml2:NameID ").edited("<saml2:AudienceRestriction>", "<?b?><saml2:AudienceRestriction>").xml(),
        identity=JANE,
    )
    yield accept("accept/no-response-issuer", "The Response's Issuer is optional; the Assertion's decides.", plain.but(response_issuer=None).xml(), identity=JANE)
    yield accept("accept/no-response-issuer-signed", "The same where the Response is signed.", plain_response.but(response_issuer=None).xml(), identity=JANE)
    yield accept("accept/no-destination-unsigned", "A Response that is not signed itself need not have a Destination.", plain.but(destination=None).xml(), identity=JANE)
    yield accept(
        "accept/proxied",
        "Two authorities took part in signing in.",
        plain.edited(
            "</saml2:AuthnContextClassRef>",
            "</saml2:AuthnContextClassRef><saml2:AuthenticatingAuthority>urn:example:upstream</saml2:AuthenticatingAuthority><saml2:AuthenticatingAuthority>urn:example:source</saml2:AuthenticatingAuthority>",
        ).xml(),
        identity=JANE,
    )
    yield accept(
        "accept/context-declaration",
        "An AuthnContext with a declaration by reference and no class.",
        plain.but(authn_context="<saml2:AuthnContext><saml2:AuthnContextDeclRef>urn:example:strong</saml2:AuthnContextDeclRef></saml2:AuthnContext>").xml(),
        identity=JANE,
    )
    yield accept(
        "accept/one-time-use",
        "OneTimeUse, which every login is here.",
        plain.but(conditions=conditions(audiences(SP), "<saml2:OneTimeUse/>", '<saml2:ProxyRestriction Count="0"/>')).xml(),
        identity=JANE,
    )
    foreign = plain.edited(
        "<saml2:SubjectConfirmationData ", '<saml2:SubjectConfirmationData xmlns:x="urn:example:x" x:Recipient="https://evil.example/" x:NotOnOrAfter="yesterday" '
    )
    yield accept("accept/foreign-attributes", "Attributes of another namespace have names of their own.", foreign.xml(), identity=JANE)
