"""Signature wrapping: the signed element is kept, and a forged one is put where readers look."""

from __future__ import annotations

import names
from login import XMLNS, altered, attribute_of, plain, plain_both, plain_response
from pieces import ID_VARIANTS, assertion_of, forged, inside, response_of, signature_of, with_id, without_signature
from vector import refuse

ASSERTION = plain.xml()
RESPONSE = plain_response.xml()
SIGNED = assertion_of(ASSERTION)
SIGNATURE = signature_of(SIGNED)
BARE = without_signature(SIGNED)


def vectors():
    yield from classic()
    yield from parked()
    yield from parked_in_forged()
    yield from several()
    yield from enveloped_hole()


def evil(variant: str) -> str:
    return with_id(forged(BARE), variant)


def evil_signed(variant: str, signature: str = SIGNATURE) -> str:
    """Forged, with the genuine Signature where its own would be."""
    # Put in afterwards: what is parked inside must stay as it was signed.
    return altered(with_id(forged(altered(SIGNED, SIGNATURE, "HERE")), variant), "HERE", signature)


def instead(*parts: str) -> str:
    """These in place of the genuine Assertion."""
    return altered(ASSERTION, SIGNED, "".join(parts))


def evil_response(variant: str, signature: str) -> str:
    """A forged Response around this; the Assertion in it is renamed as the Response is."""
    root = altered(RESPONSE, signature_of(RESPONSE), "HERE")
    assertion = assertion_of(root)
    root = altered(root, assertion, with_id(assertion, variant).replace('ID="forged"', 'ID="forged-assertion"'))
    return plain.declaration + altered(with_id(forged(response_of(root)), variant), "HERE", signature)


def classic():
    """XSW1 to XSW8 as SAML Raider numbers them, from Somorovsky and others, 2012."""
    original = without_signature(response_of(RESPONSE))
    own = signature_of(RESPONSE)
    yield from in_variants(
        "xsw1",
        "X17",
        "The genuine Response inside the Signature of a forged one",
        lambda v: evil_response(v, inside(own, "</ds:Signature>", original)),
        "accept/plain-response",
    )
    yield from in_variants(
        "xsw2", "X17", "The genuine Response before its Signature, both children of a forged one", lambda v: evil_response(v, original + own), "accept/plain-response"
    )
    yield from in_variants("xsw3", "A03", "A forged Assertion before the genuine one", lambda v: instead(evil(v), SIGNED))
    yield from in_variants("xsw4", "X17", "The genuine Assertion as a child of a forged one", lambda v: instead(inside(evil(v), "</saml2:Assertion>", SIGNED)))
    yield from in_variants(
        "xsw5", "A03", "A forged Assertion with the genuine Signature, and the genuine one without it after that", lambda v: instead(evil_signed(v), BARE)
    )
    yield from in_variants(
        "xsw6",
        "X17",
        "A forged Assertion with the genuine Signature, in which the genuine one stands",
        lambda v: instead(evil_signed(v, inside(SIGNATURE, "</ds:Signature>", BARE))),
    )
    yield from in_variants(
        "xsw7",
        "X17",
        "A forged Assertion in Extensions, before the genuine one",
        lambda v: altered(ASSERTION, "<saml2p:Status ", f"<saml2p:Extensions>{evil(v)}</saml2p:Extensions><saml2p:Status "),
    )
    yield from in_variants(
        "xsw8",
        "X17",
        "A forged Assertion with the genuine Signature, and the genuine one in its Object",
        lambda v: instead(evil_signed(v, inside(SIGNATURE, "</ds:Signature>", f"<ds:Object>{BARE}</ds:Object>"))),
    )


def in_variants(name: str, rule: str, about: str, make, twin: str = "accept/plain"):
    for variant, words in ID_VARIANTS.items():
        found = "X11" if variant == "same-id" else rule
        yield refuse(f"xsw/{name}-{variant}", found, f"{about}; the forged one has {words}.", make(variant), twin=twin)


def parked():
    """The forged Assertion, unsigned, is the one child of the Response; the genuine one keeps its Signature and waits elsewhere."""

    def in_response(place: str, old: str, new: str) -> tuple[str, str]:
        return place, altered(instead(evil("other-id")), old, new)

    status = "</saml2p:Status>"
    success = 'Success"/>'
    places = [
        in_response("extensions", "<saml2p:Status ", f"<saml2p:Extensions>{SIGNED}</saml2p:Extensions><saml2p:Status "),
        in_response(
            "unknown-in-extensions",
            "<saml2p:Status ",
            f'<saml2p:Extensions><x:box xmlns:x="urn:example:x"><x:lid>{SIGNED}</x:lid></x:box></saml2p:Extensions><saml2p:Status ',
        ),
        in_response("status-detail", status, f"<saml2p:StatusDetail>{SIGNED}</saml2p:StatusDetail>{status}"),
        in_response("status-message", status, f"<saml2p:StatusMessage>{SIGNED}</saml2p:StatusMessage>{status}"),
        in_response("status-code", success, f'Success">{SIGNED}</saml2p:StatusCode>'),
        in_response("encrypted-assertion", "</saml2p:Response>", f"<saml2:EncryptedAssertion {XMLNS}>{SIGNED}</saml2:EncryptedAssertion></saml2p:Response>"),
        in_response("unknown-in-response", "</saml2p:Response>", f'<x:box xmlns:x="urn:example:x">{SIGNED}</x:box></saml2p:Response>'),
        in_response("signature-of-response", "<saml2p:Status ", f'<ds:Signature xmlns:ds="{names.DS}"><ds:Object>{SIGNED}</ds:Object></ds:Signature><saml2p:Status '),
        in_response("nested-response", "<saml2p:Status ", f"<saml2p:Extensions>{without_declaration()}</saml2p:Extensions><saml2p:Status "),
        in_response("response-issuer", "</saml2:Issuer><saml2p:Status ", f"{SIGNED}</saml2:Issuer><saml2p:Status "),
    ]
    for place, xml in places:
        yield refuse(f"xsw-park/{place}", "X17", f"A forged Assertion in the Response, the genuine signed one parked: {place.replace('-', ' ')}.", xml)


def without_declaration() -> str:
    return with_id(response_of(ASSERTION), "no-id")


def parked_in_forged():
    """The same, parked inside the forged Assertion."""
    name_id, confirmation = "</saml2:NameID>", "/></saml2:SubjectConfirmation>"
    places = {
        "name-id": (name_id, SIGNED + name_id),
        "assertion-issuer": ("</saml2:Issuer><saml2:Subject>", f"{SIGNED}</saml2:Issuer><saml2:Subject>"),
        "subject": ("</saml2:Subject>", SIGNED + "</saml2:Subject>"),
        "subject-confirmation-data": (confirmation, f">{SIGNED}</saml2:SubjectConfirmationData></saml2:SubjectConfirmation>"),
        "audience": ("</saml2:Audience>", SIGNED + "</saml2:Audience>"),
        "condition": (
            "</saml2:Conditions>",
            f'<saml2:Condition xmlns:xsi="{names.XSI}" xmlns:x="urn:example:x" xsi:type="x:Box">{SIGNED}</saml2:Condition></saml2:Conditions>',
        ),
        "context-declaration": ("</saml2:AuthnContextClassRef>", f"</saml2:AuthnContextClassRef><saml2:AuthnContextDecl>{SIGNED}</saml2:AuthnContextDecl>"),
        "attribute-value": ("</saml2:AttributeStatement>", attribute_of("box", f"<saml2:AttributeValue>{SIGNED}</saml2:AttributeValue>") + "</saml2:AttributeStatement>"),
        "statement": ("</saml2:AttributeStatement>", f"</saml2:AttributeStatement><saml2:Statement>{SIGNED}</saml2:Statement>"),
        "signature-object": ("<saml2:Subject>", f'<ds:Signature xmlns:ds="{names.DS}"><ds:Object>{SIGNED}</ds:Object></ds:Signature><saml2:Subject>'),
        "key-info": ("<saml2:Subject>", f'<ds:Signature xmlns:ds="{names.DS}"><ds:KeyInfo>{SIGNED}</ds:KeyInfo></ds:Signature><saml2:Subject>'),
    }
    for place, (old, new) in places.items():
        xml = instead(altered(evil("other-id"), old, new))
        yield refuse(f"xsw-park/{place}", "X17", f"The genuine signed Assertion parked inside a forged one: {place.replace('-', ' ')}.", xml)
    key_info = inside(SIGNATURE, "</ds:Signature>", f"<ds:KeyInfo>{BARE}</ds:KeyInfo>")
    yield refuse(
        "xsw-park/key-info-of-its-signature",
        "X17",
        "A forged Assertion with the genuine Signature, and the genuine one in its KeyInfo.",
        instead(evil_signed("other-id", key_info)),
    )
    reference = altered(SIGNATURE, "</ds:Reference>", f"{BARE}</ds:Reference>")
    yield refuse(
        "xsw-park/reference", "X17", "A forged Assertion with the genuine Signature, and the genuine one in its Reference.", instead(evil_signed("other-id", reference))
    )

    # Advice is where another Assertion may stand.
    def with_advice(assertion: str, content: str) -> str:
        return instead(altered(assertion, "<saml2:AuthnStatement ", f"<saml2:Advice {XMLNS}>{content}</saml2:Advice><saml2:AuthnStatement "))

    yield refuse(
        "xsw-park/advice",
        "S01",
        "The genuine signed Assertion is advice of a forged one, which no signature covers.",
        with_advice(evil("other-id"), SIGNED),
        twin="accept/advice",
    )
    yield refuse(
        "xsw-park/advice-other-id",
        "S07",
        "A forged Assertion with the genuine Signature, which names the genuine one in the Advice.",
        with_advice(evil_signed("other-id"), BARE),
        twin="accept/advice",
    )
    yield refuse("xsw-park/advice-no-id", "S07", "The same; the forged Assertion has no ID.", with_advice(evil_signed("no-id"), BARE), twin="accept/advice")
    yield refuse("xsw-park/advice-same-id", "X11", "The same; both have one ID.", with_advice(evil_signed("same-id"), BARE), twin="accept/advice")


def several():
    other = plain.but(assertion_id="other", name_id="john.roe@example.com")
    other_signed = assertion_of(other.xml())
    both = plain_both.but(after_assertion=assertion_of(other.but(sign_assertion=None).xml()))
    encrypted = f'<saml2:EncryptedAssertion {XMLNS}><xenc:EncryptedData xmlns:xenc="{names.XENC}"/></saml2:EncryptedAssertion>'
    yield refuse("multi-assertion/two-signed", "A03", "Two Assertions that the IdP signed: which of them signs in?", instead(SIGNED, other_signed))
    yield refuse("multi-assertion/signed-before-unsigned", "A03", "A signed Assertion, and after it an unsigned one.", instead(SIGNED, evil("other-id")))
    yield refuse("multi-assertion/two-under-one-signature", "A03", "Two Assertions in a Response that the IdP signed.", both.xml(), twin="accept/plain-both")
    yield refuse("multi-assertion/the-same-twice", "X11", "The same signed Assertion twice.", instead(SIGNED, SIGNED))
    yield refuse("multi-assertion/encrypted-after-plain", "A03", "An EncryptedAssertion beside a plain one.", instead(SIGNED, encrypted))
    yield refuse("multi-assertion/encrypted-before-plain", "A03", "The same, the encrypted one first.", instead(encrypted, SIGNED))


def enveloped_hole():
    """The enveloped-signature transform takes the Signature out before digesting: whatever is in it is not signed."""

    def with_object(xml: str, content: str) -> str:
        return altered(xml, "</ds:Signature>", f"{content}</ds:Signature>")

    no_assertion = plain_response.edited(assertion_of(plain_response.template()), "")
    failed = no_assertion.edited("status:Success", "status:Responder")
    evil_object = f"<ds:Object>{evil('other-id')}</ds:Object>"
    twin = {"twin": "accept/plain-response"}
    yield refuse(
        "enveloped-hole/assertion-in-object",
        "X17",
        "A forged Assertion in the Object of the Response's Signature, beside the genuine one.",
        with_object(RESPONSE, evil_object),
        **twin,
    )
    yield refuse(
        "enveloped-hole/only-assertion-in-object",
        "X17",
        "A signed Response without Assertion, with a forged one in the Object of its Signature.",
        with_object(no_assertion.xml(), evil_object),
        **twin,
    )
    yield refuse(
        "enveloped-hole/error-response",
        "X17",
        "A genuinely signed refusal, with a forged Assertion in the Object of its Signature.",
        with_object(failed.xml(), evil_object),
        **twin,
    )
    yield refuse(
        "enveloped-hole/subject-in-object",
        "S05",
        "An Object with a Subject in it.",
        with_object(ASSERTION, f"<ds:Object><saml2:Subject {XMLNS}><saml2:NameID>admin@example.com</saml2:NameID></saml2:Subject></ds:Object>"),
    )
    yield refuse("enveloped-hole/empty-object", "S05", "SAML's Signatures have no Object, not even an empty one (E91).", with_object(ASSERTION, "<ds:Object/>"))
    decoy = SIGNATURE + "<saml2:Subject>"
    hidden = f'<ds:Signature xmlns:ds="{names.DS}"><ds:SignatureValue>{value_of(SIGNATURE)}</ds:SignatureValue><ds:Object>{forged(subject())}</ds:Object></ds:Signature>'
    yield refuse(
        "enveloped-hole/decoy-with-the-same-value",
        "S04",
        "A second Signature with the same SignatureValue: libraries that look for the value take both out before digesting.",
        altered(ASSERTION, decoy, SIGNATURE + hidden + "<saml2:Subject>"),
    )
    yield refuse(
        "enveloped-hole/signature-at-response",
        "S07",
        "The Assertion's Signature as a child of the Response: it covers something else than its parent (core 5.4.2).",
        altered(altered(ASSERTION, SIGNATURE, ""), "<saml2p:Status ", SIGNATURE + "<saml2p:Status "),
    )


def value_of(signature: str) -> str:
    return signature.split("<ds:SignatureValue>")[1].split("</ds:SignatureValue>")[0]


def subject() -> str:
    return SIGNED[SIGNED.index("<saml2:Subject>") : SIGNED.index("</saml2:Subject>")] + "</saml2:Subject>"
