"""The Response: its root, version, status, and where the schema has its parts."""

from __future__ import annotations

import names
from login import IDP, SUCCESS, XMLNS, altered, plain, plain_response
from pieces import assertion_of, between, response_of
from vector import refuse

XML = plain.xml()
TWIN = {"twin": "accept/plain-response"}


def vectors():
    yield from root()
    yield from version()
    yield from status()
    yield from twice()
    yield from order()


def renamed(name: str) -> str:
    """The same with another root."""
    return XML.replace("<saml2p:Response ", f"<{name} ").replace("</saml2p:Response>", f"</{name}>")


def root():
    soap = f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{response_of(XML)}</s:Body></s:Envelope>'
    artifact = f'<saml2p:ArtifactResponse xmlns:saml2p="{names.SAMLP}" ID="a" Version="2.0" IssueInstant="2026-11-24T10:00:00Z">{SUCCESS}{response_of(XML)}</saml2p:ArtifactResponse>'
    saml1 = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" MajorVersion="1" MinorVersion="1" ResponseID="r" IssueInstant="2026-11-24T10:00:00Z"><samlp:Status><samlp:StatusCode Value="samlp:Success"/></samlp:Status></samlp:Response>'
    trust = f'<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"><t:RequestedSecurityToken>{assertion_of(XML)}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>'
    for name, about, xml in [
        ("assertion", "A bare Assertion, signed.", assertion_of(XML)),
        ("soap", "A Response in a SOAP envelope.", soap),
        ("artifact-response", "A Response in an ArtifactResponse.", artifact),
        ("saml-1", "A Response of SAML 1.1.", saml1),
        ("ws-federation", "An answer of WS-Federation.", trust),
        ("logout-response", "The root is called LogoutResponse.", renamed("saml2p:LogoutResponse")),
        ("authn-request", "The root is called AuthnRequest.", renamed("saml2p:AuthnRequest")),
        ("lower-case", "The root is called response.", renamed("saml2p:response")),
        (
            "assertion-namespace",
            "The root is a Response of the assertion namespace.",
            XML.replace("<saml2p:Response ", f"<saml2:Response {XMLNS} ").replace("</saml2p:Response>", "</saml2:Response>"),
        ),
        ("other-namespace", "The prefix saml2p stands for another namespace.", XML.replace(names.SAMLP, "urn:oasis:names:tc:SAML:2.0:protocoll")),
        ("no-namespace", "A Response of no namespace.", renamed("Response")),
        ("wrapped", "A Response in an element of another vocabulary.", f'<x:box xmlns:x="urn:example:x">{response_of(XML)}</x:box>'),
    ]:
        yield refuse(f"wrong-root/{name}", "X10", about, xml)


def version():
    for value in ("1.1", "2.1", "3.0", "2", "2.00", " 2.0", ""):
        name = {"": "empty", " 2.0": "space"}.get(value, value.replace(".", "-"))
        yield refuse(f"version/response-{name}", "R01", f"The Response's Version is {value!r}.", plain.but(response_version=value).xml())
    yield refuse("version/response-missing", "R01", "The Response has no Version.", plain.but(response_version=None).xml())
    yield refuse("version/assertion-1-1", "A01", "The Assertion's Version is 1.1.", plain.but(version="1.1").xml())
    yield refuse("version/assertion-2-1", "A01", "The Assertion's Version is 2.1.", plain.but(version="2.1").xml())
    yield refuse("version/assertion-missing", "A01", "The Assertion has no Version.", plain.but(version=None).xml())


def status():
    code = names.STATUS

    def of(content: str) -> str:
        return f"<saml2p:Status>{content}</saml2p:Status>"

    def refusal(top: str, second: str | None = None, message: str = "") -> str:
        inner = f'<saml2p:StatusCode Value="{code}{second}"/>' if second else ""
        return plain.but(status=of(f'<saml2p:StatusCode Value="{code}{top}">{inner}</saml2p:StatusCode>{message}')).edited(plain.assertion_xml(), "").xml()

    for name, second, top in [
        ("authn-failed", "AuthnFailed", "Responder"),
        ("no-passive", "NoPassive", "Responder"),
        ("no-authn-context", "NoAuthnContext", "Responder"),
        ("invalid-name-id-policy", "InvalidNameIDPolicy", "Requester"),
        ("request-denied", "RequestDenied", "Responder"),
        ("request-unsupported", "RequestUnsupported", "Requester"),
        ("unsupported-binding", "UnsupportedBinding", "Requester"),
        ("unknown-principal", "UnknownPrincipal", "Responder"),
        ("no-available-idp", "NoAvailableIDP", "Responder"),
        ("no-supported-idp", "NoSupportedIDP", "Responder"),
        ("proxy-count-exceeded", "ProxyCountExceeded", "Responder"),
        ("request-version-too-high", "RequestVersionTooHigh", "VersionMismatch"),
    ]:
        yield refuse(f"status/{name}", "R05", f"The IdP answers {second}.", refusal(top, second))
    yield refuse("status/no-second-level", "R05", "The IdP refuses and says no more.", refusal("Responder"))
    yield refuse(
        "status/with-message",
        "R05",
        "The IdP refuses in its own words, with markup in them.",
        refusal("Responder", "AuthnFailed", "<saml2p:StatusMessage>Sorry, &lt;b&gt;Jane&lt;/b&gt;</saml2p:StatusMessage>"),
    )
    yield refuse(
        "status/unknown",
        "R05",
        "A second-level code of a vendor.",
        plain.but(status=of(f'<saml2p:StatusCode Value="{code}Responder"><saml2p:StatusCode Value="http://example.com/status/locked"/></saml2p:StatusCode>'))
        .edited(plain.assertion_xml(), "")
        .xml(),
    )
    yield refuse(
        "status/refusal-with-assertion", "R05", "A refusal that carries a good Assertion: it is not looked at.", plain.edited("status:Success", "status:Responder").xml()
    )
    yield refuse(
        "status/nested-success",
        "R05",
        "Success on the second level only.",
        plain.but(status=of(f'<saml2p:StatusCode Value="{code}Responder"><saml2p:StatusCode Value="{code}Success"/></saml2p:StatusCode>')).xml(),
    )
    for name, about, value in [
        ("lower-case", "success in lower case.", f"{code}success"),
        ("longer", "Success and more.", f"{code}SuccessX"),
        ("word", "The word Success.", "Success"),
        ("saml-1", "The code of SAML 1.1.", "samlp:Success"),
        ("empty", "An empty code.", ""),
    ]:
        yield refuse(f"status/code-{name}", "R05", about, plain.but(status=of(f'<saml2p:StatusCode Value="{value}"/>')).xml())
    yield refuse("status/missing", "R04", "No Status.", plain.but(status="").xml())
    yield refuse("status/no-code", "R04", "A Status without StatusCode.", plain.but(status=of("")).xml())
    yield refuse("status/no-value", "R04", "A StatusCode without Value.", plain.but(status=of("<saml2p:StatusCode/>")).xml())
    yield refuse(
        "status/two-codes",
        "X12",
        "Two StatusCodes, one of them Success.",
        plain.but(status=of(f'<saml2p:StatusCode Value="{code}Success"/><saml2p:StatusCode Value="{code}Responder"/>')).xml(),
    )
    yield refuse("status/two", "X12", "Two Statuses, the first of them Success.", plain.but(status=SUCCESS + SUCCESS.replace("Success", "Responder")).xml())
    yield refuse("status/success-without-assertion", "R06", "A success that says of nobody that he signed in.", plain.edited(plain.assertion_xml(), "").xml())
    yield refuse("status/success-without-assertion-signed", "R06", "The same, signed.", plain_response.edited(plain_response.assertion_xml(), "").xml(), **TWIN)


def twice():
    """Two of what the schema has once, signed as they stand."""
    subject = between(XML, "<saml2:Subject>", "</saml2:Subject>")
    other = subject.replace("jane.doe", "admin")
    condition = between(XML, "<saml2:Conditions ", "</saml2:Conditions>")
    name_id = between(XML, "<saml2:NameID ", "</saml2:NameID>")
    data = between(XML, "<saml2:SubjectConfirmationData ", "/>")
    context = between(XML, "<saml2:AuthnContext>", "</saml2:AuthnContext>")
    class_ref = between(XML, "<saml2:AuthnContextClassRef>", "</saml2:AuthnContextClassRef>")
    issuer = f"<saml2:Issuer>{IDP}</saml2:Issuer>"
    for name, about, old, new in [
        ("subjects", "Two Subjects.", subject, subject + other),
        ("subjects-other-first", "Two Subjects, the forged one first.", subject, other + subject),
        ("conditions", "Two Conditions.", condition, condition + condition),
        ("name-ids", "Two NameIDs.", name_id, name_id + name_id.replace("jane.doe", "admin")),
        ("name-ids-other-first", "Two NameIDs, the other one first.", name_id, name_id.replace("jane.doe", "admin") + name_id),
        ("confirmation-data", "Two SubjectConfirmationData in one confirmation.", data, data + data),
        ("authn-contexts", "Two AuthnContexts in one statement.", context, context + context),
        ("class-refs", "Two AuthnContextClassRefs.", class_ref, class_ref + class_ref.replace("Password", "X509")),
        ("assertion-issuers", "Two Issuers of the Assertion.", issuer, issuer + issuer),
        ("name-id-and-base-id", "A NameID and a BaseID.", name_id, name_id + "<saml2:BaseID/>"),
        (
            "declarations",
            "An AuthnContextDecl and an AuthnContextDeclRef.",
            class_ref,
            class_ref + "<saml2:AuthnContextDecl/><saml2:AuthnContextDeclRef>urn:x</saml2:AuthnContextDeclRef>",
        ),
    ]:
        yield refuse(f"schema/two-{name}", "X12", about, plain.edited(old, new).xml())
    yield refuse(
        "schema/two-response-issuers",
        "X12",
        "Two Issuers of the Response.",
        plain.edited(f"<saml2:Issuer {XMLNS}>{IDP}</saml2:Issuer>", f"<saml2:Issuer {XMLNS}>{IDP}</saml2:Issuer>" * 2).xml(),
    )
    yield refuse("schema/two-extensions", "X12", "Two Extensions.", plain.but(extensions="<saml2p:Extensions/>" * 2).xml())


def order():
    subject = between(XML, "<saml2:Subject>", "</saml2:Subject>")
    condition = between(XML, "<saml2:Conditions ", "</saml2:Conditions>")
    name_id = between(XML, "<saml2:NameID ", "</saml2:NameID>")
    for name, about, changes in [
        ("conditions-first", "Conditions before the Subject.", [(condition, ""), (subject, condition + subject)]),
        ("subject-last", "The Subject as the last child.", [(subject, ""), ("</saml2:Assertion>", subject + "</saml2:Assertion>")]),
        ("conditions-last", "Conditions after the statements.", [(condition, ""), ("</saml2:Assertion>", condition + "</saml2:Assertion>")]),
        ("name-id-last", "The NameID after the confirmation.", [(name_id, ""), ("</saml2:Subject>", name_id + "</saml2:Subject>")]),
        ("unknown-in-assertion", "An element of another vocabulary in the Assertion.", [("</saml2:Assertion>", '<x:e xmlns:x="urn:example:x"/></saml2:Assertion>')]),
        (
            "unknown-in-attribute-statement",
            "An element of another vocabulary in the AttributeStatement.",
            [("</saml2:AttributeStatement>", '<x:e xmlns:x="urn:example:x"/></saml2:AttributeStatement>')],
        ),
        (
            "subject-of-other-namespace",
            "A Subject of another namespace before the genuine one.",
            [("<saml2:Subject>", '<x:Subject xmlns:x="urn:example:x"/><saml2:Subject>')],
        ),
        ("name-id-no-namespace", "A NameID of no namespace before the genuine one.", [("<saml2:NameID ", "<NameID>admin</NameID><saml2:NameID ")]),
        ("text-in-subject", "Text between the elements of the Subject.", [("</saml2:Subject>", "admin</saml2:Subject>")]),
        ("attribute-outside-its-statement", "An Attribute as a child of the Assertion.", [("</saml2:Assertion>", '<saml2:Attribute Name="role"/></saml2:Assertion>')]),
        ("attribute-without-name", "An Attribute without Name.", [(' Name="email"', "")]),
        ("confirmation-without-method", "A SubjectConfirmation without Method.", [(f' Method="{names.BEARER}"', "")]),
    ]:
        login = plain
        for old, new in changes:
            login = login.edited(old, new)
        yield refuse(f"schema/{name}", "X12", about, login.xml())
    yield refuse("schema/attribute-name-empty", "X14", "An Attribute whose Name is empty.", plain.edited(' Name="email"', ' Name=""').xml())
    yield refuse("schema/text-in-response", "X12", "Text between the elements of the Response.", altered(XML, "</saml2p:Status>", "</saml2p:Status>text"))
    yield refuse(
        "schema/unknown-in-response",
        "X12",
        "An element of another vocabulary in the Response.",
        altered(XML, "</saml2p:Response>", '<x:e xmlns:x="urn:example:x"/></saml2p:Response>'),
    )
    yield refuse("schema/status-last", "X12", "The Status after the Assertion.", plain.but(status="", after_assertion=SUCCESS).xml())
    yield refuse(
        "schema/issuer-after-status",
        "X12",
        "The Response's Issuer after the Status.",
        plain.but(response_issuer=None, after_status=f"<saml2:Issuer {XMLNS}>{IDP}</saml2:Issuer>").xml(),
    )
    issuer = f"<saml2:Issuer>{IDP}</saml2:Issuer>"
    yield refuse(
        "schema/issuer-last",
        "X12",
        "The Assertion's Issuer as its last child.",
        plain.edited(issuer, "").edited("</saml2:Assertion>", issuer + "</saml2:Assertion>").xml(),
    )
    yield refuse(
        "schema/assertion-of-saml-1",
        "X12",
        "An Assertion of SAML 1.1 beside the genuine one.",
        altered(XML, "</saml2p:Response>", '<s:Assertion xmlns:s="urn:oasis:names:tc:SAML:1.0:assertion"/></saml2p:Response>'),
    )
    yield refuse(
        "schema/assertion-no-namespace", "X12", "An Assertion of no namespace before the genuine one.", altered(XML, "<saml2:Assertion ", "<Assertion/><saml2:Assertion ")
    )
