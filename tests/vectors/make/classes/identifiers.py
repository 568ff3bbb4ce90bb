"""IDs: two of one value, and names that only some processors take for an ID."""

from __future__ import annotations

from login import ASSERTION_ID, JANE, RESPONSE_ID, altered, attribute_of, plain, plain_response
from vector import accept, refuse

WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
SPELLINGS = {
    "id": 'ID="{}"',
    "id-capitalised": 'Id="{}"',
    "id-lower-case": 'id="{}"',
    "xml-id": 'xml:id="{}"',
    "wsu-id": f'xmlns:wsu="{WSU}" wsu:Id="{{}}"',
    "foreign-id": 'xmlns:x="urn:example:x" x:ID="{}"',
    "assertion-id": 'AssertionID="{}"',
}


def vectors():
    yield from duplicates()
    yield from other_names()
    yield from malformed()


def with_note(attribute: str):
    return plain.but(extensions=f"<saml2p:Extensions><n:note xmlns:n='urn:example:n' {attribute}/></saml2p:Extensions>")


def duplicates():
    yield accept(
        "duplicate-id/all-different",
        "IDs in every spelling, each of its own value.",
        with_note(" ".join(form.format(f"note-{name}") for name, form in SPELLINGS.items())).xml(),
        identity=JANE,
    )
    for name, form in SPELLINGS.items():
        about = f"An element in Extensions carries the ID of the Assertion as {form.format('…').split(' ')[-1]}."
        yield refuse(f"duplicate-id/{name}", "X11", about, with_note(form.format(ASSERTION_ID)).xml(), twin="duplicate-id/all-different")
    yield refuse(
        "duplicate-id/response-and-assertion", "X11", "Response and Assertion carry one ID.", plain.but(response_id=ASSERTION_ID).xml(), twin="duplicate-id/all-different"
    )
    inside = attribute_of("note", f'<saml2:AttributeValue><n:note xmlns:n="urn:example:n" Id="{RESPONSE_ID}"/></saml2:AttributeValue>')
    yield refuse(
        "duplicate-id/in-an-attribute-value",
        "X11",
        "A signed attribute value holds an element with the ID of the Response.",
        plain.but(attributes=inside).xml(),
        twin="duplicate-id/all-different",
    )
    signature_id = altered(plain.xml(), "<ds:Signature ", f'<ds:Signature Id="{ASSERTION_ID}" ')
    yield refuse("duplicate-id/signature", "X11", "The Signature carries the ID of the Assertion.", signature_id, twin="duplicate-id/all-different")
    by_reference = with_note(f'Id="&#x69;{ASSERTION_ID[1:]}"')
    yield refuse(
        "duplicate-id/written-with-a-reference",
        "X11",
        "The same ID, its first letter written as a character reference.",
        by_reference.xml(),
        twin="duplicate-id/all-different",
    )


def other_names():
    """The element of a message is named by its unprefixed ID and by nothing else."""
    response_id = f' ID="{RESPONSE_ID}"'
    assertion_id = f' ID="{ASSERTION_ID}"'
    for name in ("Id", "id", "xml:id", "AssertionID", "saml2p:ID"):
        file = name.replace(":", "-")
        file = {"Id": "id-capitalised", "id": "id-lower-case"}.get(file, file.lower())
        yield refuse(f"id-name/response-{file}", "R02", f"The Response is named by {name} alone.", plain.edited(response_id, f' {name}="{RESPONSE_ID}"').xml())
        if name != "saml2p:ID":
            yield refuse(
                f"id-name/assertion-{file}",
                "S07",
                f"The Assertion is named by {name} alone, and its signature refers to that.",
                plain.edited(assertion_id, f' {name}="{ASSERTION_ID}"').xml(),
            )
    yield refuse(
        "id-name/assertion-saml-id",
        "S07",
        "The Assertion is named by saml2:ID alone, and its signature refers to that.",
        plain.edited(assertion_id, f' saml2:ID="{ASSERTION_ID}"').xml(),
    )
    yield refuse(
        "id-name/reference-to-other-spelling",
        "S07",
        "The Assertion has an ID, and an Id to which its signature refers.",
        plain.edited(assertion_id, ' ID="real" Id="other"').edited(f"#{ASSERTION_ID}", "#other").xml(),
    )
    yield refuse(
        "id-name/assertion-without-id",
        "A01",
        "The Assertion has no ID; the Response is signed.",
        plain_response.but(assertion_id=None).xml(),
        twin="accept/plain-response",
    )
    yield refuse("id-name/response-without-id", "R02", "The Response has no ID.", plain.but(response_id=None).xml())


def malformed():
    for name, value in {"empty": "", "white-space": "a b", "leading-space": " a", "colon": "a:b", "slash": "a/b", "quote": "a'b", "hash": "#a"}.items():
        yield refuse(f"id-name/malformed-{name}", "X11", f"The Response's ID is {value!r}, which is no NCName.", plain.but(response_id=value).xml())
