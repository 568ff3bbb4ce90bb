"""Values that signers and readers could see differently: comments, processing instructions, CDATA sections and elements inside them."""

from __future__ import annotations

import names
from login import IDP, JANE, SP, altered, attribute_of, plain, plain_response
from vector import accept, refuse

AUTHORITY = "<saml2:AuthenticatingAuthority>urn:example:upstream</saml2:AuthenticatingAuthority>"
BASE = plain.edited("</saml2:AuthnContextClassRef>", f"</saml2:AuthnContextClassRef>{AUTHORITY}")

# name -> the text with its end tag, and where to split it
VALUES = {
    "name-id": ("jane.doe@example.com</saml2:NameID>", 8),
    "assertion-issuer": (f"{IDP}</saml2:Issuer><ds:", 10),
    "audience": (f"{SP}</saml2:Audience>", 4),
    "attribute-value": ("jane.doe@example.com</saml2:AttributeValue>", 8),
    "context-class": (f"{names.PASSWORD}</saml2:AuthnContextClassRef>", 4),
    "authority": ("urn:example:upstream</saml2:AuthenticatingAuthority>", 4),
    "response-issuer": (f"{IDP}</saml2:Issuer><saml2p:", 10),
}


def split(name: str, between: str) -> tuple[str, str]:
    text, at = VALUES[name]
    return text, text[:at] + between + text[at:]


def vectors():
    yield accept("text-splitting/nothing", "The message that the others split.", BASE.xml(), identity=JANE)
    for name in VALUES:
        yield from of_value(name, name.replace("-", " "))
    yield from of_name_id()
    yield from of_others()


def of_value(name: str, words: str):
    twin = {"twin": "text-splitting/nothing"}
    comment = altered(BASE.xml(), *split(name, "<!-- -->"))
    yield refuse(
        f"text-splitting/comment-in-{name}", "X08", f"A comment inside the value of the {words}, put there after signing: canonicalisation drops it.", comment, **twin
    )
    instruction = BASE.edited(*split(name, "<?x y?>")).xml()
    yield refuse(f"text-splitting/instruction-in-{name}", "X08", f"A processing instruction inside the value of the {words}, signed.", instruction, **twin)
    element = BASE.edited(*split(name, '<x:b xmlns:x="urn:example:x">and</x:b>')).xml()
    if name == "attribute-value":
        yield accept(
            "text-splitting/element-in-attribute-value",
            "An element inside an attribute value makes it structured: it is not handed out as text.",
            element,
            identity={**JANE, "attributes": {"email": []}},
        )
    else:
        yield refuse(f"text-splitting/element-in-{name}", "X12", f"An element inside the value of the {words}, signed.", element, **twin)
    text, at = VALUES[name]
    cdata = BASE.edited(text, f"<![CDATA[{text[:at]}]]>{text[at:]}").xml()
    yield accept(
        f"text-splitting/cdata-in-{name}",
        f"A CDATA section in the value of the {words} is text.",
        cdata,
        identity={**JANE, "attributes": {"email": ["jane.doe@example.com"]}, "authnContext": names.PASSWORD},
    )


def of_name_id():
    """The classic of 2018: the user is called admin@example.com.evil.example, and a comment cuts that short (VU#475445)."""
    signed = plain.but(name_id="admin@example.com.evil.example").xml()
    value = "admin@example.com.evil.example</saml2:NameID>"
    for name, about, inside in [
        ("truncating", "A comment makes admin@example.com of a longer name.", "admin@example.com<!---->.evil.example"),
        ("first", "A comment before the whole name.", "<!---->admin@example.com.evil.example"),
        ("last", "A comment after the whole name.", "admin@example.com.evil.example<!---->"),
        ("several", "Comments between all parts of the name.", "admin<!--1-->@<!--2-->example.com<!--3-->.evil.example"),
        ("beside-cdata", "A comment between a CDATA section and text.", "<![CDATA[admin@example.com]]><!---->.evil.example"),
    ]:
        yield refuse(f"text-splitting/name-id-comment-{name}", "X08", about, altered(signed, value, inside + "</saml2:NameID>"), twin="text-splitting/name-id-whole")
    yield accept("text-splitting/name-id-whole", "The longer name in one piece.", signed, identity={"nameId": "admin@example.com.evil.example"})
    yield accept(
        "text-splitting/name-id-cdata-whole",
        "The whole name in a CDATA section.",
        altered(signed, value, "<![CDATA[admin@example.com.evil.example]]></saml2:NameID>"),
        identity={"nameId": "admin@example.com.evil.example"},
    )
    yield accept(
        "text-splitting/name-id-cdata-pieces",
        "The name in pieces: text, CDATA, a reference, an empty CDATA.",
        altered(signed, value, "admin<![CDATA[@example]]>&#x2E;com<![CDATA[]]>.evil.example</saml2:NameID>"),
        identity={"nameId": "admin@example.com.evil.example"},
    )
    yield accept(
        "text-splitting/name-id-cdata-markup",
        "What looks like markup in a CDATA section is text.",
        plain.but(name_id_xml="<saml2:NameID><![CDATA[a<!--b-->&amp;c]]></saml2:NameID>").xml(),
        identity={"nameId": "a<!--b-->&amp;c"},
    )
    hidden = plain.but(name_id_xml="<saml2:NameID><?p not-an-?>admin@example.com</saml2:NameID>")
    yield refuse(
        "text-splitting/name-id-instruction-as-text",
        "X08",
        "A processing instruction whose data some canonicalisers print as text: they digest not-an-admin.",
        hidden.xml(),
    )
    yield refuse(
        "text-splitting/name-id-in-an-element",
        "X12",
        "The whole name in an element of the NameID.",
        plain.but(name_id_xml='<saml2:NameID><x:b xmlns:x="urn:example:x">admin@example.com</x:b></saml2:NameID>').xml(),
    )


def of_others():
    failed = plain.edited("status:Success", "status:Responder").edited("</saml2p:Status>", "<saml2p:StatusMessage>sor<!-- -->ry</saml2p:StatusMessage></saml2p:Status>")
    yield refuse("text-splitting/comment-in-status-message", "X08", "A comment inside the StatusMessage of a refusal.", failed.xml(), twin="accept/status-detail")
    name_id = f"<saml2:AttributeValue><saml2:NameID Format='{names.PERSISTENT}'>abc<!-- -->def</saml2:NameID></saml2:AttributeValue>"
    yield refuse(
        "text-splitting/comment-in-name-id-of-attribute",
        "X08",
        "A comment inside a NameID that is an attribute value.",
        plain.but(attributes=attribute_of("eduPersonTargetedID", name_id)).xml(),
        twin="accept/shibboleth",
    )
    yield refuse(
        "text-splitting/comment-in-name-id-response-signed",
        "X08",
        "A comment inside the NameID; the Response is signed.",
        altered(plain_response.xml(), ">jane.doe@example.com</saml2:NameID>", ">jane<!-- -->.doe@example.com</saml2:NameID>"),
        twin="accept/plain-response",
    )
