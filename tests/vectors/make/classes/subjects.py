"""What the Assertion says of the user: the name, who may present it, under which conditions, how he signed in."""

from __future__ import annotations

import names
from login import ACS, IDP, JANE, SP, audiences, conditions, plain
from vector import accept, refuse


def vectors():
    yield from subject()
    yield from name_id()
    yield from qualifiers()
    yield from confirmations()
    yield from other_conditions()
    yield from statements()


def subject():
    yield refuse("subject/missing", "A04", "No Subject: it is about nobody.", plain.edited(plain.subject_xml(), "").xml())
    yield refuse("subject/no-name-id", "A05", "A Subject without NameID.", plain.but(name_id_xml="").xml())
    yield refuse("subject/base-id", "A05", "A Subject named by a BaseID.", plain.but(name_id_xml="<saml2:BaseID/>").xml())
    yield refuse("subject/empty", "A11", "An empty Subject.", plain.edited(plain.subject_xml(), "<saml2:Subject/>").xml())


def name_id():
    for name, about, value in [
        ("empty", "An empty NameID.", ""),
        ("white-space", "A NameID of white space.", " \n\t"),
        ("leading-space", "A space before the name: another user to some, the same to others.", " jane.doe@example.com"),
        ("trailing-space", "A space after the name.", "jane.doe@example.com "),
        ("line-break-inside", "A line break inside the name.", "jane\nadmin"),
        ("zero-width", "A character that shows nothing.", "jane\u200b"),
        ("hangul-filler", "A letter that shows nothing.", "jane\u3164"),
        ("tag", "A tag character, which shows nothing.", "jane\U000e0041"),
        ("variation-selector", "A variation selector, which shows nothing by itself.", "jane\ufe0f"),
        ("braille-blank", "A pattern of Braille without dots.", "ja\u2800ne"),
        ("grapheme-joiner", "A joiner, which shows nothing.", "ja\u034fne"),
        ("right-to-left", "A character that turns what follows.", "\u202enaj"),
        ("c1-control", "A control character beyond ASCII.", "jane\u0085admin"),
    ]:
        yield refuse(f"name-id/{name}", "A06", about, plain.but(name_id=value, name_id_format=names.UNSPECIFIED).xml(), twin="name-id/unspecified")
    carriage_return = plain.but(name_id_xml="<saml2:NameID>jane&#13;</saml2:NameID>")
    yield refuse("name-id/carriage-return", "A06", "A carriage return after the name, by reference.", carriage_return.xml(), twin="name-id/unspecified")
    yield accept(
        "name-id/unspecified",
        "A name of any form.",
        plain.but(name_id="Jane Q. Doe", name_id_format=names.UNSPECIFIED).xml(),
        identity={"nameId": "Jane Q. Doe", "nameIdFormat": names.UNSPECIFIED},
    )
    yield accept(
        "name-id/entity-format",
        "A Format of entity for a user: the connection did not ask for another.",
        plain.but(name_id="jane", name_id_format=names.ENTITY).xml(),
        identity={"nameId": "jane"},
    )
    yield accept(
        "name-id/persistent-longest",
        "A persistent name of 256 characters.",
        plain.but(name_id="ä" * 256, name_id_format=names.PERSISTENT).xml(),
        identity={"nameId": "ä" * 256},
    )
    yield refuse(
        "name-id/persistent-too-long",
        "A09",
        "A persistent name of 257 characters (core 8.3.7).",
        plain.but(name_id="ä" * 257, name_id_format=names.PERSISTENT).xml(),
        twin="name-id/persistent-longest",
    )


def qualifiers():
    def of(attributes: str, format_: str = names.PERSISTENT) -> str:
        return plain.but(name_id="p1", name_id_format=format_, name_id_attributes=attributes).xml()

    yield accept("name-id/qualifiers", "Both qualifiers are the two parties.", of(f' NameQualifier="{IDP}" SPNameQualifier="{SP}"'), identity={"nameId": "p1"})
    yield accept(
        "name-id/name-qualifier-of-others",
        "A NameQualifier of a name that is not pairwise may be anything.",
        of(' NameQualifier="example.com"', names.UNSPECIFIED),
        identity={"nameId": "p1"},
    )
    twin = {"twin": "name-id/qualifiers"}
    yield refuse("name-id/sp-name-qualifier", "A08", "A name that was made for another service provider.", of(' SPNameQualifier="urn:console:other"'), **twin)
    yield refuse("name-id/name-qualifier", "A08", "A persistent name of another IdP.", of(' NameQualifier="urn:example:other"'), **twin)
    yield refuse("name-id/sp-name-qualifier-empty", "A08", "An empty SPNameQualifier.", of(' SPNameQualifier=""'), **twin)


def confirmation(
    method: str = names.BEARER, recipient: str = ACS, request: str = "_req1", end: str = "2026-11-24T10:04:57.482Z", before: str = "", name: str = ""
) -> str:
    data = f'<saml2:SubjectConfirmationData InResponseTo="{request}"{before} NotOnOrAfter="{end}" Recipient="{recipient}"/>'
    return f'<saml2:SubjectConfirmation Method="{method}">{name}{data}</saml2:SubjectConfirmation>'


def confirmations():
    def of(*parts: str) -> str:
        return plain.but(confirmations="".join(parts)).xml()

    other_recipient = confirmation(recipient="https://other.example/acs")
    other_request = confirmation(request="_req2")
    over = confirmation(end="2026-11-24T09:00:00Z")
    holder = confirmation(names.HOLDER_OF_KEY)
    yield refuse("subject-confirmation/none", "A11", "No SubjectConfirmation: nobody may present it.", of())
    yield refuse("subject-confirmation/holder-of-key", "A11", "holder-of-key only: the bearer would have to prove a key.", of(holder))
    yield refuse("subject-confirmation/sender-vouches", "A11", "sender-vouches only.", of(confirmation(names.SENDER_VOUCHES)))
    yield refuse("subject-confirmation/unknown-method", "A11", "A method that nobody knows.", of(confirmation("urn:example:trust-me")))
    yield refuse("subject-confirmation/bearer-of-saml-1", "A11", "The bearer method of SAML 1.1.", of(confirmation("urn:oasis:names:tc:SAML:1.0:cm:bearer")))
    yield refuse("subject-confirmation/no-data", "A12", "A bearer without SubjectConfirmationData.", of(f'<saml2:SubjectConfirmation Method="{names.BEARER}"/>'))
    yield refuse(
        "subject-confirmation/data-empty",
        "A13",
        "SubjectConfirmationData that says nothing.",
        of(f'<saml2:SubjectConfirmation Method="{names.BEARER}"><saml2:SubjectConfirmationData/></saml2:SubjectConfirmation>'),
    )
    yield refuse(
        "subject-confirmation/data-of-another-namespace",
        "X12",
        "SubjectConfirmationData of another namespace.",
        of(f'<saml2:SubjectConfirmation Method="{names.BEARER}"><x:SubjectConfirmationData xmlns:x="urn:example:x"/></saml2:SubjectConfirmation>'),
    )
    yield refuse(
        "subject-confirmation/bearer-fails-holder-of-key-fits",
        "A13",
        "The bearer names another address; a holder-of-key beside it would fit.",
        of(other_recipient, holder),
    )
    spread = [("two-halves", "A16", other_recipient, other_request), ("two-halves-reversed", "A16", other_request, other_recipient)]
    for name, rule, one, two in spread:
        yield refuse(
            f"subject-confirmation/{name}",
            rule,
            "Two bearers: one for another address, one for another request. Together they fit, alone neither does.",
            of(one, two),
            twin="subject-confirmation/several",
        )
    yield refuse("subject-confirmation/all-over", "A14", "Two bearers, both over.", of(over, over), twin="subject-confirmation/several")
    yield refuse(
        "subject-confirmation/not-before",
        "A15",
        "A NotBefore, which the profile forbids for a bearer.",
        plain.but(confirmation_not_before="2026-11-24T09:54:57Z").xml(),
        twin="policy/confirmation-not-before-allowed",
    )
    yield accept("subject-confirmation/several", "Several bearers, the last of which fits.", of(other_recipient, over, other_request, confirmation()), identity=JANE)
    yield accept(
        "subject-confirmation/two-that-fit",
        "Two bearers that fit, one for a minute only: the store must remember for the other's time.",
        of(confirmation(end="2026-11-24T10:01:00Z"), confirmation()),
        identity=JANE,
    )
    yield accept("subject-confirmation/with-holder-of-key", "A holder-of-key beside a bearer that fits: it is ignored.", of(holder, confirmation()), identity=JANE)
    named = confirmation(name="<saml2:NameID>admin@example.com</saml2:NameID>")
    yield accept("subject-confirmation/names-somebody", "Who may confirm is not who signs in.", of(named), identity=JANE)
    address = plain.edited("<saml2:SubjectConfirmationData ", '<saml2:SubjectConfirmationData Address="198.51.100.7" ')
    yield accept("subject-confirmation/address", "An Address: networks change on the way.", address.xml(), identity=JANE)
    yield accept(
        "subject-confirmation/open-content",
        "SubjectConfirmationData with content of its own.",
        plain.edited(f'Recipient="{ACS}"/>', f'Recipient="{ACS}"><x:e xmlns:x="urn:example:x">hello</x:e></saml2:SubjectConfirmationData>').xml(),
        identity=JANE,
    )


def other_conditions():
    ours = audiences(SP)

    def of(*parts: str) -> str:
        return plain.but(conditions=conditions(*parts)).xml()

    yield refuse("conditions/missing", "C01", "No Conditions: valid for everybody and for ever.", plain.but(conditions="").xml())
    yield refuse("conditions/empty", "C06", "Conditions with nothing in it.", plain.but(conditions="<saml2:Conditions/>").xml())
    yield refuse("conditions/two-one-time-use", "C08", "OneTimeUse twice.", of(ours, "<saml2:OneTimeUse/><saml2:OneTimeUse/>"), twin="conditions/known")
    yield refuse(
        "conditions/two-proxy-restrictions", "C09", "ProxyRestriction twice.", of(ours, "<saml2:ProxyRestriction/><saml2:ProxyRestriction/>"), twin="conditions/known"
    )
    extension = f'<saml2:Condition xmlns:xsi="{names.XSI}" xmlns:x="urn:example:x" xsi:type="x:OnlyOnMondays"/>'
    yield refuse("conditions/unknown-type", "C10", "A Condition of a type that nobody here understands (core 2.5.1.1).", of(ours, extension), twin="conditions/known")
    yield refuse("conditions/unknown-type-first", "C10", "The same before the audience.", of(extension, ours), twin="conditions/known")
    yield refuse("conditions/bare-condition", "C10", "A Condition without type.", of(ours, "<saml2:Condition/>"), twin="conditions/known")
    yield refuse(
        "conditions/foreign-element", "C10", "A condition of another vocabulary.", of(ours, '<x:OnlyOnMondays xmlns:x="urn:example:x"/>'), twin="conditions/known"
    )
    yield refuse(
        "conditions/delegation",
        "C10",
        "A delegation restriction, whose delegates nobody here checks.",
        of(
            ours,
            f'<saml2:Condition xmlns:xsi="{names.XSI}" xmlns:del="urn:oasis:names:tc:SAML:2.0:conditions:delegation" xsi:type="del:DelegationRestrictionType"><del:Delegate><saml2:NameID>urn:example:proxy</saml2:NameID></del:Delegate></saml2:Condition>',
        ),
        twin="conditions/known",
    )
    yield accept(
        "conditions/known",
        "All conditions that SAML defines, once each.",
        of("<saml2:OneTimeUse/>", ours, '<saml2:ProxyRestriction Count="1"><saml2:Audience>urn:example:x</saml2:Audience></saml2:ProxyRestriction>'),
        identity=JANE,
    )


def statements():
    context = plain.authn_statement_xml()
    two = context + context.replace("_req1", "_session2")
    yield refuse("authn-statement/missing", "N01", "No AuthnStatement: it does not say that anybody signed in.", plain.but(authn_statement="").xml())
    yield refuse(
        "authn-statement/authz-decision-only",
        "N01",
        "An authorisation decision is no sign-in.",
        plain.but(
            authn_statement='<saml2:AuthzDecisionStatement Resource="https://sp.example.com/" Decision="Permit"><saml2:Action Namespace="urn:x">Read</saml2:Action></saml2:AuthzDecisionStatement>'
        ).xml(),
        twin="accept/authz-decision-statement",
    )
    yield refuse("authn-statement/no-context", "N05", "An AuthnStatement without AuthnContext.", plain.but(authn_context="").xml())
    yield refuse("authn-statement/context-empty", "N05", "An empty AuthnContext.", plain.but(authn_context="<saml2:AuthnContext/>").xml())
    yield refuse(
        "authn-statement/second-without-context",
        "N05",
        "The second AuthnStatement has no AuthnContext.",
        plain.but(authn_statement=context + '<saml2:AuthnStatement AuthnInstant="2026-11-24T09:00:00Z"/>').xml(),
        twin="authn-statement/two",
    )
    yield refuse("authn-statement/class-empty", "X14", "An empty AuthnContextClassRef.", plain.but(class_ref="").xml())
    yield accept("authn-statement/two", "Two AuthnStatements: the first is told.", plain.but(authn_statement=two).xml(), identity={**JANE, "sessionIndex": "_req1"})
    yield accept(
        "authn-statement/after-attributes",
        "The AuthnStatement after the attributes: statements have no order.",
        plain.but(attribute_statement="", authn_statement=plain.attribute_statement_xml() + context).xml(),
        identity={**JANE, "attributes": {"email": ["jane.doe@example.com"]}},
    )
    yield accept(
        "authn-statement/locality",
        "A SubjectLocality.",
        plain.edited("<saml2:AuthnContext>", '<saml2:SubjectLocality Address="198.51.100.7" DNSName="host.example"/><saml2:AuthnContext>').xml(),
        identity=JANE,
    )
