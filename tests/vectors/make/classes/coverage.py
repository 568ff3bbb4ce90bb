"""What a signature covers: nothing, something else, or not all that the connection asks for."""

from __future__ import annotations

import names
from login import ASSERTION_ID, JANE, RESPONSE_ID, Sign, altered, attribute_of, plain, plain_both, plain_response
from pieces import between, signature_of, without_signature
from signer import DIGEST, fill
from vector import accept, refuse

RESPONSE_TWIN = {"twin": "accept/plain-response"}
BOTH_TWIN = {"twin": "accept/plain-both"}


def vectors():
    yield from exclusion()
    yield from both()
    yield from place()
    yield from reference()


def exclusion():
    unsigned = plain.unsigned()
    signature = signature_of(plain.xml())
    empty = f'<ds:Signature xmlns:ds="{names.DS}"/>'
    yield refuse("sig-exclusion/no-signature", "S01", "Nothing is signed.", unsigned.xml())
    for wanted in ("assertion", "response", "both"):
        yield refuse(
            f"sig-exclusion/no-signature-{wanted}-wanted",
            "S01",
            f"Nothing is signed, and the connection wants: {wanted}.",
            unsigned.xml(),
            policy={"requireSigned": wanted},
        )
    yield refuse("sig-exclusion/removed-from-response", "S01", "The Response's Signature was taken out.", without_signature(plain_response.xml()), **RESPONSE_TWIN)
    yield refuse("sig-exclusion/empty-signature", "S05", "A Signature with nothing in it.", altered(plain.xml(), signature, empty))
    yield refuse(
        "sig-exclusion/empty-signature-of-response",
        "S05",
        "A Signature with nothing in it, on the Response.",
        altered(unsigned.xml(), "<saml2p:Status ", empty + "<saml2p:Status "),
    )
    yield refuse(
        "sig-exclusion/no-signature-value",
        "S05",
        "SignatureValue was taken out.",
        altered(plain.xml(), between(signature, "<ds:SignatureValue>", "</ds:SignatureValue>"), ""),
    )
    yield refuse(
        "sig-exclusion/empty-signature-value",
        "S05",
        "SignatureValue is empty.",
        altered(plain.xml(), between(signature, "<ds:SignatureValue>", "</ds:SignatureValue>"), "<ds:SignatureValue/>"),
    )
    yield refuse("sig-exclusion/no-signed-info", "S05", "SignedInfo was taken out.", altered(plain.xml(), between(signature, "<ds:SignedInfo>", "</ds:SignedInfo>"), ""))
    yield refuse(
        "sig-exclusion/other-namespace",
        "S01",
        "The Signature is in a namespace that is not that of XML Signature.",
        altered(plain.xml(), f'<ds:Signature xmlns:ds="{names.DS}">', '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig">'),
    )
    yield refuse("sig-exclusion/in-a-comment", "S01", "The Signature stands in a comment.", altered(plain.xml(), signature, f"<!--{signature}-->"))
    yield refuse(
        "sig-exclusion/in-an-instruction", "S01", "The Signature stands in a processing instruction.", altered(plain.xml(), signature, f"<?signature {signature}?>")
    )


def both():
    attacker = Sign(key="attacker")
    yield refuse(
        "both-signed/response-by-attacker",
        "S15",
        "The Assertion's signature is genuine, the Response's is not: every signature must verify.",
        plain.but(sign_response=attacker).xml(),
        **BOTH_TWIN,
    )
    yield refuse(
        "both-signed/assertion-by-attacker",
        "S15",
        "The Response's signature is genuine, the Assertion's is not.",
        plain_response.but(sign_assertion=attacker).xml(),
        **BOTH_TWIN,
    )
    yield refuse(
        "both-signed/response-altered",
        "S15",
        "The Response was altered outside the Assertion, whose signature still verifies.",
        altered(plain_both.xml(), 'Destination="', 'Consent="urn:x" Destination="'),
        **BOTH_TWIN,
    )
    yield refuse(
        "both-signed/assertion-signature-malformed",
        "S05",
        "The Response's signature is genuine and covers a Signature of the Assertion that is none.",
        plain_response.edited("<saml2:Subject>", f'<ds:Signature xmlns:ds="{names.DS}"/><saml2:Subject>').xml(),
        **BOTH_TWIN,
    )
    yield refuse(
        "both-signed/response-forbidden-algorithm",
        "S13",
        "The Response's signature uses SHA-1, the Assertion's does not.",
        plain.but(sign_response=Sign(method=names.RSA_SHA1)).xml(),
        **BOTH_TWIN,
    )
    yield refuse(
        "both-signed/response-signature-removed",
        "S02",
        "The connection wants both; the Response's Signature was taken out.",
        plain.xml(),
        policy={"requireSigned": "both"},
        twin="both-signed/wanted",
    )
    yield refuse(
        "both-signed/assertion-not-signed",
        "S03",
        "The connection wants both; the Assertion has no Signature of its own.",
        plain_response.xml(),
        policy={"requireSigned": "both"},
        twin="both-signed/wanted",
    )
    yield refuse(
        "both-signed/response-wanted",
        "S02",
        "The connection wants the Response signed.",
        plain.xml(),
        policy={"requireSigned": "response"},
        twin="both-signed/response-wanted-and-signed",
    )
    yield refuse(
        "both-signed/assertion-wanted",
        "S03",
        "The connection wants the Assertion signed.",
        plain_response.xml(),
        policy={"requireSigned": "assertion"},
        twin="both-signed/assertion-wanted-and-signed",
    )
    yield accept(
        "both-signed/wanted", "The connection wants both, and both are signed.", plain_both.xml(), policy={"requireSigned": "both"}, identity={**JANE, "signed": "both"}
    )
    yield accept(
        "both-signed/response-wanted-and-signed",
        "The connection wants the Response signed, and it is.",
        plain_response.xml(),
        policy={"requireSigned": "response"},
        identity={**JANE, "signed": "response"},
    )
    yield accept(
        "both-signed/assertion-wanted-and-signed",
        "The connection wants the Assertion signed, and it is.",
        plain.xml(),
        policy={"requireSigned": "assertion"},
        identity={**JANE, "signed": "assertion"},
    )


def place():
    """A Signature is a child of what it signs (core 5.4.1); anywhere else it signs nothing."""
    signature = signature_of(plain.xml())
    moved = altered(plain.xml(), signature, "")
    confirmation = "/></saml2:SubjectConfirmation>"
    places = {
        "subject": ("</saml2:Subject>", signature + "</saml2:Subject>"),
        "subject-confirmation-data": (confirmation, f">{signature}</saml2:SubjectConfirmationData></saml2:SubjectConfirmation>"),
        "conditions": ("</saml2:Conditions>", signature + "</saml2:Conditions>"),
        "status": ("</saml2p:Status>", signature + "</saml2p:Status>"),
        "extensions": ("<saml2p:Status ", f"<saml2p:Extensions>{signature}</saml2p:Extensions><saml2p:Status "),
    }
    for name, (old, new) in places.items():
        yield refuse(f"sig-place/{name}", "S04", f"The Assertion's Signature stands elsewhere: {name.replace('-', ' ')}.", altered(moved, old, new))
    value = attribute_of("box", f"<saml2:AttributeValue>{signature}</saml2:AttributeValue>")
    yield refuse("sig-place/attribute-value", "S04", "A Signature in an attribute value, beside the one that signs.", plain.but(attributes=value).xml())
    yield refuse(
        "sig-place/nested",
        "S04",
        "A Signature in the KeyInfo of the one that signs.",
        altered(plain.xml(), "</ds:Signature>", f'<ds:KeyInfo><ds:Signature xmlns:ds="{names.DS}"/></ds:KeyInfo></ds:Signature>'),
    )
    yield refuse("sig-place/twice", "S04", "The Assertion's Signature twice.", altered(plain.xml(), signature, signature + signature))
    attacker = signature_of(plain.but(sign_assertion=Sign(key="attacker")).xml())
    yield refuse("sig-place/attacker-first", "S04", "A Signature by somebody else before the genuine one.", altered(plain.xml(), signature, attacker + signature))
    yield refuse(
        "sig-place/attacker-last", "S04", "A Signature by somebody else as the last child.", altered(plain.xml(), "</saml2:Assertion>", attacker + "</saml2:Assertion>")
    )
    own = signature_of(plain_response.xml())
    yield refuse("sig-place/twice-on-response", "S04", "The Response's Signature twice.", altered(plain_response.xml(), own, own + own), **RESPONSE_TWIN)


def reference():
    def uri(value: str | None) -> str:
        return plain.edited(f' URI="#{ASSERTION_ID}"', "" if value is None else f' URI="{value}"').xml()

    for name, value, about in [
        ("missing-uri", None, "The Reference has no URI."),
        ("empty-uri", "", "An empty URI is the whole document, not the Assertion."),
        ("hash-alone", "#", "The URI is # alone."),
        ("xpointer-root", "#xpointer(/)", "An XPointer for the root."),
        ("xpointer-id", f"#xpointer(id('{ASSERTION_ID}'))", "An XPointer for the Assertion's ID."),
        ("percent-encoded", "#%69" + ASSERTION_ID[1:], "The ID percent-encoded: URIs are compared as they stand."),
        ("other-case", f"#{ASSERTION_ID.upper()}", "The ID in capitals."),
        ("leading-space", f" #{ASSERTION_ID}", "A space before the URI."),
        ("http", f"http://evil.example/#{ASSERTION_ID}", "A URI that would have to be fetched."),
        ("file", "file:///etc/passwd", "A URI that would have to be read from disk."),
        ("unknown-id", "#nobody", "An ID that nothing has."),
        ("id-of-response", f"#{RESPONSE_ID}", "The Assertion's Signature covers the Response."),
        ("xpath-injection", "#x' or '1'='1", "An ID that would change the meaning of an XPath."),
    ]:
        yield refuse(f"reference/{name}", "S07", about, uri(value))
    yield refuse(
        "reference/empty-uri-on-response",
        "S07",
        "An empty URI on the Response, which it does cover: the rule asks for its ID.",
        plain_response.edited(f'URI="#{RESPONSE_ID}"', 'URI=""').xml(),
        **RESPONSE_TWIN,
    )
    yield refuse(
        "reference/response-names-assertion",
        "S07",
        "The Response's Signature covers the Assertion only.",
        plain_response.edited(f"#{RESPONSE_ID}", f"#{ASSERTION_ID}").xml(),
        **RESPONSE_TWIN,
    )
    issuer = between(plain_response.template(), "<saml2:Issuer ", "</saml2:Issuer>")
    for part, tag in {"status": "<saml2p:Status ", "issuer": issuer + "<ds:"}.items():
        marked = plain_response.edited(tag, tag.replace(" ", ' ID="part" ', 1))
        yield refuse(
            f"reference/{part}-only", "S07", f"The Response's Signature covers its {part} only.", marked.edited(f"#{RESPONSE_ID}", "#part").xml(), **RESPONSE_TWIN
        )
    yield from counts()


def counts():
    one = between(plain.template(), "<ds:Reference ", "</ds:Reference>")
    second = one.replace(ASSERTION_ID, RESPONSE_ID).replace(DIGEST, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    yield refuse("reference/two", "S06", "A second Reference, to the Response, whose digest is wrong.", plain.edited(one, one + second).xml())
    yield refuse("reference/two-foreign-first", "S06", "The same, the wrong one first.", fill_second(plain.edited(one, second + one).template()))
    same = one.replace(DIGEST, known_digest())
    yield refuse("reference/two-alike", "S06", "The right Reference twice.", plain.edited(one, same + same).xml())
    yield refuse("reference/none", "S06", "No Reference at all: a signature over nothing.", fill(plain.template().replace(one, "")))


def known_digest() -> str:
    return between(plain.xml(), "<ds:DigestValue>", "</ds:DigestValue>")[len("<ds:DigestValue>") : -len("</ds:DigestValue>")]


def fill_second(template: str) -> str:
    return fill(template.replace(DIGEST, known_digest()))
