"""What a connection asks for beyond the defaults, and what it relaxes."""

from __future__ import annotations

import names
from login import JANE, attribute_of, plain, string_attribute
from vector import accept, refuse

SUBJECT_ID = "urn:oasis:names:tc:SAML:attribute:subject-id"
PAIRWISE_ID = "urn:oasis:names:tc:SAML:attribute:pairwise-id"
PRINCIPAL_NAME = "urn:oid:1.3.6.1.4.1.5923.1.1.1.6"


def vectors():
    yield from confirmation_not_before()
    yield from name_id_format()
    yield from identifier_attribute()
    yield from required_attributes()
    yield from authn_context()
    yield from email_domains()
    yield from subject_ids()
    yield from scopes()
    yield from certificates()
    yield from evasions()


def attributes(xml: str) -> str:
    return plain.but(attributes=xml).xml()


def confirmation_not_before():
    policy = {"policy": {"allowConfirmationNotBefore": True}}
    yield accept(
        "policy/confirmation-not-before-allowed",
        "A NotBefore in the confirmation that has come, where the connection takes it.",
        plain.but(confirmation_not_before="2026-11-24T09:54:57Z").xml(),
        identity=JANE,
        **policy,
    )
    yield accept("policy/confirmation-not-before-at-skew", "It comes in 180 s.", plain.but(confirmation_not_before="2026-11-24T10:03:00Z").xml(), identity=JANE, **policy)
    yield refuse(
        "policy/confirmation-not-before-not-come",
        "A15",
        "It comes in 180.001 s.",
        plain.but(confirmation_not_before="2026-11-24T10:03:00.001Z").xml(),
        twin="policy/confirmation-not-before-at-skew",
        **policy,
    )


def name_id_format():
    policy = {"policy": {"nameIdFormat": names.EMAIL}}
    yield accept("policy/name-id-format", "The format that the connection asks for.", plain.xml(), identity={**JANE, "nameIdFormat": names.EMAIL}, **policy)
    twin = {"twin": "policy/name-id-format"}
    yield refuse("policy/name-id-format-other", "A07", "Another format.", plain.but(name_id_format=names.PERSISTENT).xml(), **policy, **twin)
    yield refuse("policy/name-id-format-missing", "A07", "No format.", plain.but(name_id_format=None).xml(), **policy, **twin)
    yield refuse("policy/name-id-format-unspecified", "A07", "The format that says nothing.", plain.but(name_id_format=names.UNSPECIFIED).xml(), **policy, **twin)


def identifier_attribute():
    policy = {"policy": {"identifierAttribute": "employeeNumber"}}
    number = string_attribute("employeeNumber", "4711")
    nameless = plain.but(name_id_xml="")
    yield accept(
        "policy/identifier-attribute",
        "The user is named by an attribute, and has no NameID.",
        nameless.but(attributes=number).xml(),
        identity={"nameId": None, "attributes": {"employeeNumber": ["4711"]}},
        **policy,
    )
    yield accept(
        "policy/identifier-attribute-and-name-id",
        "The same with a NameID beside it.",
        attributes(number),
        identity={**JANE, "attributes": {"employeeNumber": ["4711"]}},
        **policy,
    )
    twin = {"twin": "policy/identifier-attribute"}
    yield refuse(
        "policy/identifier-attribute-missing", "A05", "The attribute that names the user is not there.", attributes(string_attribute("email", "x")), **policy, **twin
    )
    yield refuse("policy/identifier-attribute-empty", "A05", "It is empty.", attributes(string_attribute("employeeNumber", "")), **policy, **twin)
    yield refuse(
        "policy/identifier-attribute-two-values",
        "A05",
        "It has two values: which of them is the user?",
        attributes(string_attribute("employeeNumber", "4711", "1")),
        **policy,
        **twin,
    )
    yield refuse("policy/identifier-attribute-twice", "A05", "It stands twice.", attributes(number + string_attribute("employeeNumber", "1")), **policy, **twin)
    yield refuse(
        "policy/identifier-attribute-friendly-name",
        "A05",
        "Only its FriendlyName is right.",
        attributes(
            '<saml2:Attribute Name="urn:oid:2.16.840.1.113730.3.1.3" FriendlyName="employeeNumber"><saml2:AttributeValue>4711</saml2:AttributeValue></saml2:Attribute>'
        ),
        **policy,
        **twin,
    )


def required_attributes():
    policy = {"policy": {"requiredAttributes": ["email", "groups"]}}
    email = string_attribute("email", "jane.doe@example.com")
    yield accept(
        "policy/required-attributes",
        "Both attributes that the connection requires.",
        attributes(email + string_attribute("groups", "", "staff")),
        identity=JANE,
        **policy,
    )
    twin = {"twin": "policy/required-attributes"}
    yield refuse("policy/required-attribute-missing", "T06", "One of them is not there.", attributes(email), **policy, **twin)
    yield refuse("policy/required-attribute-no-value", "T06", "One of them has no value.", attributes(email + attribute_of("groups", "")), **policy, **twin)
    yield refuse("policy/required-attribute-empty", "T06", "One of them has an empty value.", attributes(email + string_attribute("groups", "")), **policy, **twin)
    yield refuse(
        "policy/required-attribute-other-case",
        "T06",
        "One of them has a name in another case.",
        attributes(email + string_attribute("Groups", "staff")),
        **policy,
        **twin,
    )
    yield refuse(
        "policy/required-attribute-friendly-name",
        "T06",
        "Only the FriendlyName of one of them is right.",
        attributes(email + '<saml2:Attribute Name="urn:x" FriendlyName="groups"><saml2:AttributeValue>staff</saml2:AttributeValue></saml2:Attribute>'),
        **policy,
        **twin,
    )
    yield refuse(
        "policy/required-attribute-proto",
        "T06",
        "An attribute that every JavaScript object seems to have.",
        plain.xml(),
        policy={"requiredAttributes": ["constructor"]},
        **twin,
    )


def authn_context():
    strong = "urn:oasis:names:tc:SAML:2.0:ac:classes:X509"
    policy = {"policy": {"authnContext": [strong, "urn:example:mfa"]}}
    yield accept(
        "policy/authn-context",
        "One of the classes that the connection asks for.",
        plain.but(class_ref="urn:example:mfa").xml(),
        identity={**JANE, "authnContext": "urn:example:mfa"},
        **policy,
    )
    twin = {"twin": "policy/authn-context"}
    yield refuse("policy/authn-context-other", "N06", "The user signed in with a password.", plain.xml(), **policy, **twin)
    yield refuse(
        "policy/authn-context-none",
        "N06",
        "An AuthnContext without class.",
        plain.but(authn_context=f"<saml2:AuthnContext><saml2:AuthnContextDeclRef>{strong}</saml2:AuthnContextDeclRef></saml2:AuthnContext>").xml(),
        **policy,
        **twin,
    )


def email_domains():
    policy = {"policy": {"allowedEmailDomains": ["example.com", "example.org"]}}

    def of(value: str) -> str:
        return plain.but(name_id=value, name_id_format=names.UNSPECIFIED).xml()

    yield accept("policy/email-domain", "An address in a domain of the connection.", of("jane@example.org"), identity={"nameId": "jane@example.org"}, **policy)
    leave = {"policy": {"clockSkewSeconds": 300, "allowHttpAcs": True}}
    yield accept("policy/unused-leave", "Leave for clocks and addresses, which nothing uses.", plain.xml(), identity={"relaxed": []}, **leave)
    yield accept("policy/email-domain-other-case", "Domains have no case.", of("jane@EXAMPLE.com"), identity={"nameId": "jane@EXAMPLE.com"}, **policy)
    by_attribute = {"policy": {"allowedEmailDomains": ["example.com"], "identifierAttribute": "email"}}
    yield accept(
        "policy/email-domain-of-attribute",
        "The attribute that names the user is the address.",
        attributes(string_attribute("email", "jane@example.com")),
        identity=JANE,
        **by_attribute,
    )
    twin = {"twin": "policy/email-domain"}
    for name, about, value in [
        ("another", "Another domain: one customer's IdP signs in another's people.", "ceo@victim.example"),
        ("sub-domain", "A domain below.", "jane@mail.example.com"),
        ("suffix", "A domain that ends alike.", "jane@evilexample.com"),
        ("prefix", "A domain that begins alike.", "jane@example.com.evil.example"),
        ("two-at-signs", "Two at signs.", "jane@victim.example@example.com"),
        ("two-addresses", "Two addresses.", "jane@example.com,ceo@victim.example"),
        ("quoted", "A quoted local part with an at sign.", '"ceo@victim.example"@example.com'),
        ("no-at-sign", "No at sign.", "jane"),
        ("no-local-part", "No local part.", "@example.com"),
        ("look-alike", "A Cyrillic letter that looks the same.", "jane@exаmple.com"),
    ]:
        yield refuse(f"policy/email-domain-{name}", "A10", about, of(value), **policy, **twin)
    yield refuse(
        "policy/email-domain-of-attribute-another",
        "A10",
        "The NameID is in the domain, the attribute that names the user is not.",
        attributes(string_attribute("email", "ceo@victim.example")),
        twin="policy/email-domain-of-attribute",
        **by_attribute,
    )


def subject_ids():
    def of(name: str, *values: str) -> str:
        return attributes(string_attribute(name, *values))

    for kind, name in {"subject-id": SUBJECT_ID, "pairwise-id": PAIRWISE_ID}.items():
        yield accept(
            f"attributes/{kind}", f"A {kind} of its form.", of(name, "a1b2=c-3@sub.example.com"), identity={**JANE, "attributes": {name: ["a1b2=c-3@sub.example.com"]}}
        )
    twin = {"twin": "attributes/subject-id"}
    for name, about, values in [
        ("two-values", "Two values.", ["a@example.com", "b@example.com"]),
        ("empty", "An empty value.", [""]),
        ("no-scope", "No scope.", ["a"]),
        ("two-at-signs", "Two at signs.", ["a@b@example.com"]),
        ("hyphen-first", "A hyphen first.", ["-a@example.com"]),
        ("space", "A space after the value.", ["a@example.com "]),
        ("too-long", "A unique part of 128 characters.", ["a" * 128 + "@example.com"]),
        ("beyond-ascii", "A letter beyond ASCII.", ["ä@example.com"]),
    ]:
        yield refuse(f"attributes/subject-id-{name}", "T07", f"subject-id: {about[0].lower()}{about[1:]}", of(SUBJECT_ID, *values), **twin)
    yield refuse("attributes/pairwise-id-no-scope", "T07", "pairwise-id: no scope.", of(PAIRWISE_ID, "a"), twin="attributes/pairwise-id")
    yield refuse(
        "attributes/subject-id-twice",
        "T07",
        "subject-id: it stands twice.",
        attributes(string_attribute(SUBJECT_ID, "a@example.com") + string_attribute(SUBJECT_ID, "b@example.com")),
        **twin,
    )
    yield accept("attributes/subject-id-longest", "subject-id: two parts of 127 characters.", of(SUBJECT_ID, "a" * 127 + "@" + "b" * 127), identity=JANE)


def scopes():
    policy = {"policy": {"allowedScopes": ["example.edu"]}}
    yield accept("policy/scope", "A scope of the connection, in another case.", attributes(string_attribute(SUBJECT_ID, "jdoe@Example.edu")), identity=JANE, **policy)
    yield accept(
        "policy/scope-of-others", "What is not scoped may have any at sign.", attributes(string_attribute("email", "jane@victim.example")), identity=JANE, **policy
    )
    none = {"policy": {"allowedScopes": []}}
    yield accept("policy/scope-none-needed", "No scope is allowed, and no attribute has one.", attributes(string_attribute("email", "jane@victim.example")), identity=JANE, **none)
    yield refuse("policy/scope-none", "T08", "No scope is allowed at all.", attributes(string_attribute(SUBJECT_ID, "jdoe@example.edu")), **none, twin="policy/scope")
    twin = {"twin": "policy/scope"}
    yield refuse("policy/scope-another", "T08", "Another scope.", attributes(string_attribute(SUBJECT_ID, "jdoe@victim.example")), **policy, **twin)
    yield refuse(
        "policy/scope-principal-name",
        "T08",
        "Another scope of an eduPersonPrincipalName.",
        attributes(string_attribute(PRINCIPAL_NAME, "jdoe@victim.example")),
        **policy,
        **twin,
    )
    yield refuse("policy/scope-sub-domain", "T08", "A scope below.", attributes(string_attribute(SUBJECT_ID, "jdoe@cs.example.edu")), **policy, **twin)
    yield refuse(
        "policy/scope-second-value",
        "T08",
        "The second value of an eduPersonPrincipalName has another scope.",
        attributes(string_attribute(PRINCIPAL_NAME, "jdoe@example.edu", "jdoe@victim.example")),
        **policy,
        **twin,
    )


def certificates():
    """The certificates of the keys are valid from 2024 to the first moment of 2044."""
    policy = {"policy": {"enforceCertificateValidity": True}}
    late = plain.but(**at("2045"))
    yield accept("policy/certificate-valid", "The dates of the certificate are enforced, and good.", plain.xml(), identity=JANE, **policy)
    yield accept(
        "policy/certificate-expired-not-enforced",
        "The certificate has expired, and its dates are not enforced: it is an envelope for a key.",
        late.xml(),
        now="2045-11-24T10:00:00Z",
        identity=JANE,
    )
    yield refuse(
        "policy/certificate-expired",
        "K05",
        "The certificate has expired, and its dates are enforced.",
        late.xml(),
        now="2045-11-24T10:00:00Z",
        twin="policy/certificate-expired-not-enforced",
        **policy,
    )
    yield refuse(
        "policy/certificate-not-yet-valid",
        "K05",
        "The certificate is not valid yet, and its dates are enforced.",
        plain.but(**at("2023")).xml(),
        now="2023-11-24T10:00:00Z",
        twin="policy/certificate-valid",
        **policy,
    )


def at(year: str) -> dict[str, str]:
    """Every time of the login in another year."""
    fields = ("response_instant", "issue_instant", "not_before", "not_on_or_after", "confirmation_not_on_or_after", "authn_instant")
    return {name: getattr(plain, name).replace("2026", year) for name in fields}


def evasions():
    """What would go around a policy, if the policy looked at one thing only."""
    domains = {"policy": {"allowedEmailDomains": ["example.com"], "identifierAttribute": "email"}}
    yield refuse(
        "policy/email-domain-name-id-beside-attribute",
        "A10",
        "The attribute that names the user lies in the domain, the NameID is an address in another.",
        plain.but(name_id="admin@evil.example", attributes=string_attribute("email", "jane@example.com")).xml(),
        twin="policy/email-domain-of-attribute",
        **domains,
    )
    one_domain = {"policy": {"allowedEmailDomains": ["example.com", "example.org"]}, "twin": "policy/email-domain"}
    for name, about, local in [
        ("percent", "A local part that once routed mail on.", "jane%40evil.example"),
        ("bang", "A local part with a bang path.", "evil.example!jane"),
        ("encoded-word", "An encoded word, which some mail libraries decode.", "=?x?q?=40evil.example=3e=00?="),
        ("zero-width", "A character that shows nothing.", "jane\u200b"),
        ("wide-space", "A space that is not ASCII.", "jane\u2003admin"),
    ]:
        rule = "A06" if name == "zero-width" else "A10"
        yield refuse(f"policy/email-domain-{name}", rule, about, plain.but(name_id=f"{local}@example.com").xml(), **one_domain)
    scoped = {"policy": {"allowedScopes": ["example.edu"]}, "twin": "policy/scope"}
    for name, attribute, value in [
        ("affiliation", "urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "faculty@other.edu"),
        ("unique-id", "urn:oid:1.3.6.1.4.1.5923.1.1.1.13", "a1@other.edu"),
        ("mace-name", "urn:mace:dir:attribute-def:eduPersonPrincipalName", "jane@other.edu"),
        ("plain-name", "eduPersonPrincipalName", "jane@other.edu"),
        ("no-user", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "@example.edu"),
    ]:
        yield refuse(f"policy/scope-{name}", "T08", f"The scope of {attribute} is not the connection's, or nobody's.", attributes(string_attribute(attribute, value)), **scoped)
    yield refuse(
        "policy/lifetime-of-the-confirmation",
        "C11",
        "The Conditions have no end, and the confirmation ends in ten years.",
        plain.but(not_on_or_after=None, confirmation_not_on_or_after="2036-11-24T10:05:00Z").xml(),
        policy={"maxAssertionLifetimeSeconds": 600},
        twin="time/lifetime-allowed",
    )
    nameless = plain.but(name_id_xml="")
    number = {"policy": {"identifierAttribute": "employeeNumber"}, "twin": "policy/identifier-attribute"}
    for name, value in [("space-around", " 4711"), ("right-to-left", "\u202e1174")]:
        yield refuse(f"policy/identifier-attribute-{name}", "A06", "The identifier could be taken for another.", nameless.but(attributes=string_attribute("employeeNumber", value)).xml(), **number)
    yield refuse(
        "policy/name-id-format-without-name-id",
        "A07",
        "A format is asked for, and there is no NameID that could have it.",
        nameless.but(attributes=string_attribute("employeeNumber", "4711")).xml(),
        policy={"identifierAttribute": "employeeNumber", "nameIdFormat": names.EMAIL},
        twin="policy/identifier-attribute",
    )
    nil_with_text = f'<saml2:AttributeValue xmlns:xsi="{names.XSI}" xsi:nil="true">1</saml2:AttributeValue>'
    yield refuse("attributes/nil-with-text", "X12", "A nil value that holds text, which would be lost.", attributes(attribute_of("phone", nil_with_text)), twin="accept/nil-attribute-value")
    context = plain.authn_statement_xml()
    strong = context.replace(names.PASSWORD, "urn:example:mfa").replace("_req1", "_session2")
    yield accept(
        "policy/authn-context-of-the-second",
        "Two AuthnStatements: the identity tells of the one that was asked for.",
        plain.but(authn_statement=context + strong).xml(),
        policy={"authnContext": ["urn:example:mfa"]},
        identity={**JANE, "authnContext": "urn:example:mfa", "sessionIndex": "_session2"},
    )
