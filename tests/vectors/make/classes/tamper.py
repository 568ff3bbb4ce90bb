"""Altered after signing: the digest differs, whatever was altered."""

from __future__ import annotations

import names
from login import ACS, ASSERTION_ID, IDP, RESPONSE_ID, SP, altered, plain, plain_response
from vector import refuse


def vectors():
    xml = plain.xml()
    name_id = ">jane.doe@example.com</saml2:NameID>"
    for name, about, old, new in [
        ("name-id", "The NameID is somebody else's.", name_id, ">admin@example.com</saml2:NameID>"),
        ("issuer", "The Assertion's Issuer.", f"{IDP}</saml2:Issuer><ds:", "urn:example:other</saml2:Issuer><ds:"),
        (
            "issue-instant",
            "The Assertion's IssueInstant.",
            f'<saml2:Assertion ID="{ASSERTION_ID}" IssueInstant="2026-11-24T09:59:57.482Z"',
            f'<saml2:Assertion ID="{ASSERTION_ID}" IssueInstant="2026-11-24T09:59:58.482Z"',
        ),
        ("audience", "The Audience.", f"<saml2:Audience>{SP}", "<saml2:Audience>urn:console:other"),
        ("recipient", "The Recipient.", f'Recipient="{ACS}"', 'Recipient="https://other.example/acs"'),
        ("confirmation-time", "The end of the confirmation.", 'NotOnOrAfter="2026-11-24T10:04:57.482Z" Recipient', 'NotOnOrAfter="2036-11-24T10:04:57.482Z" Recipient'),
        ("conditions-time", "The end of Conditions.", 'NotOnOrAfter="2026-11-24T10:04:57.482Z"><saml2:Aud', 'NotOnOrAfter="2036-11-24T10:04:57.482Z"><saml2:Aud'),
        (
            "confirmation-request",
            "The request that is answered.",
            '<saml2:SubjectConfirmationData InResponseTo="_req1"',
            '<saml2:SubjectConfirmationData InResponseTo="_req2"',
        ),
        ("session-index", "The SessionIndex.", 'SessionIndex="_req1"', 'SessionIndex="_req2"'),
        ("context-class", "The authentication context.", names.PASSWORD, "urn:oasis:names:tc:SAML:2.0:ac:classes:X509"),
        ("attribute-value", "An attribute value.", ">jane.doe@example.com</saml2:AttributeValue>", ">admin@example.com</saml2:AttributeValue>"),
        ("attribute-name", "The Name of an attribute.", 'Name="email"', 'Name="role"'),
        ("attribute-added", "An attribute value was added.", "</saml2:AttributeValue>", "</saml2:AttributeValue><saml2:AttributeValue>admin</saml2:AttributeValue>"),
        ("white-space-added", "A line break between two elements.", "</saml2:Subject><saml2:Conditions", "</saml2:Subject>\n<saml2:Conditions"),
        ("instruction-added", "A processing instruction between two elements.", "</saml2:Subject><saml2:Conditions", "</saml2:Subject><?x?><saml2:Conditions"),
        (
            "namespace-added",
            "A prefix of the PrefixList bound to something else.",
            'Version="2.0" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema">',
            'Version="2.0" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="urn:example:x">',
        ),
        ("advice-added", "An Advice was added.", "</saml2:Conditions>", "</saml2:Conditions><saml2:Advice xmlns:saml2='urn:oasis:names:tc:SAML:2.0:assertion'/>"),
        ("digest-value", "DigestValue was altered, so SignedInfo is not what was signed.", "<ds:DigestValue>", "<ds:DigestValue>\n"),
        ("signed-info", "The digest algorithm in SignedInfo.", names.SHA256, names.SHA512),
        ("prefix-list", "The PrefixList in SignedInfo.", 'PrefixList="xs"', 'PrefixList="xs saml2"'),
    ]:
        rule = "S05" if name == "signed-info" else "S15"
        yield refuse(f"tamper/{name}", rule, f"{about} Altered after signing.", altered(xml, old, new))
    yield refuse(
        "tamper/prefix",
        "S15",
        "Another prefix for the assertion namespace inside the Subject: prefixes are signed.",
        altered(altered(xml, "<saml2:NameID ", "<a:NameID xmlns:a='urn:oasis:names:tc:SAML:2.0:assertion' "), "</saml2:NameID>", "</a:NameID>"),
    )
    yield from of_response()


def of_response():
    xml = plain_response.xml()
    for name, about, old, new in [
        ("destination", "The Destination.", f'Destination="{ACS}"', 'Destination="https://other.example/acs"'),
        ("in-response-to", "The request that is answered.", f'ID="{RESPONSE_ID}" InResponseTo="_req1"', f'ID="{RESPONSE_ID}" InResponseTo="_req2"'),
        (
            "issue-instant",
            "The Response's IssueInstant.",
            'IssueInstant="2026-11-24T09:59:57.482Z" Version="2.0" xmlns:saml2p',
            'IssueInstant="2026-11-24T09:59:58.482Z" Version="2.0" xmlns:saml2p',
        ),
        ("status-message", "A StatusMessage was added.", "</saml2p:Status>", "<saml2p:StatusMessage>fine</saml2p:StatusMessage></saml2p:Status>"),
        ("extensions", "Extensions were added.", "<saml2p:Status ", '<saml2p:Extensions><x:a xmlns:x="urn:example:x"/></saml2p:Extensions><saml2p:Status '),
        ("name-id", "The NameID in the Assertion.", ">jane.doe@example.com</saml2:NameID>", ">admin@example.com</saml2:NameID>"),
        ("assertion-id", "The ID of the Assertion, which would make it a new one.", ASSERTION_ID, "fresh"),
    ]:
        yield refuse(f"tamper/response-{name}", "S15", f"{about} Altered after the Response was signed.", altered(xml, old, new), twin="accept/plain-response")
    failed = plain_response.edited("status:Success", "status:Responder")
    success = altered(failed.xml(), "status:Responder", "status:Success")
    yield refuse("tamper/response-status", "S15", "A signed refusal was made a success.", success, twin="accept/plain-response")
    other = altered(xml, plain_response.assertion_xml(), plain_response.but(name_id="admin@example.com").assertion_xml())
    yield refuse("tamper/response-other-assertion", "S15", "Another Assertion in the place of the signed one.", other, twin="accept/plain-response")
