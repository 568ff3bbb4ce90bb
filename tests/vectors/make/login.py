"""A login as Okta sends it, with a knob for every field.

`okta.but(audience="urn:other")` is the same login with one field changed; `.edited(old, new)` changes its text before it is
signed, and `altered(xml, old, new)` changes it afterwards. Each change must hit exactly one place.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from html import escape

import names
import signer
from keys import certificate_base64

IDP = "http://www.okta.com/exk1fcia6d6EMsf331d8"
SP = "urn:console:JQ7a9f0c2"
ACS = "https://sp.example.com/saml/acs"
REQUEST = "_req1"
NOW = "2026-11-24T10:00:00Z"
JANE = {"nameId": "jane.doe@example.com", "issuer": IDP}

RESPONSE_ID = "id116593241518796393108715497"
ASSERTION_ID = "id11659324151912061866934721"

SUCCESS = '<saml2p:Status xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>'
XMLNS = 'xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"'


@dataclass(frozen=True)
class Sign:
    """One Signature: who makes it, and how."""

    key: str = "idp"
    method: str = names.RSA_SHA256
    # Inside SignatureMethod.
    parameters: str = ""
    digest: str = names.SHA256
    canonicalization: str = names.EXCLUSIVE
    # The second Transform; empty leaves it out.
    transform: str = names.EXCLUSIVE
    prefixes: str | None = "xs"
    # What follows SignatureValue.
    key_info: str = ""

    def xml(self, covers: str) -> str:
        return (
            f'<ds:Signature xmlns:ds="{names.DS}"><ds:SignedInfo>'
            f'<ds:CanonicalizationMethod Algorithm="{self.canonicalization}"/>'
            f"{signature_method(self.method, self.parameters)}"
            f'<ds:Reference URI="#{covers}"><ds:Transforms><ds:Transform Algorithm="{names.ENVELOPED}"/>'
            f"{transform(self.transform, self.prefixes) if self.transform else ''}</ds:Transforms>"
            f'<ds:DigestMethod Algorithm="{self.digest}"/><ds:DigestValue>{signer.DIGEST}</ds:DigestValue></ds:Reference></ds:SignedInfo>'
            f"<ds:SignatureValue>{signer.placeholder(self.key)}</ds:SignatureValue>{self.key_info}</ds:Signature>"
        )


def signature_method(method: str, parameters: str = "") -> str:
    return f'<ds:SignatureMethod Algorithm="{method}">{parameters}</ds:SignatureMethod>' if parameters else f'<ds:SignatureMethod Algorithm="{method}"/>'


def pss_parameters(*parts: str) -> str:
    """RSAPSSParams of RFC 9231."""
    return f'<pss:RSAPSSParams xmlns:pss="{names.MORE_2007}">{"".join(parts)}</pss:RSAPSSParams>'


def digest_method(uri: str) -> str:
    return f'<ds:DigestMethod Algorithm="{uri}"/>'


def mask_function(uri: str, digest: str | None) -> str:
    return f'<pss:MaskGenerationFunction Algorithm="{uri}">{digest_method(digest) if digest else ""}</pss:MaskGenerationFunction>'


def transform(method: str, prefixes: str | None = None) -> str:
    if prefixes is None:
        return f'<ds:Transform Algorithm="{method}"/>'
    parameter = f'<ec:InclusiveNamespaces xmlns:ec="{names.EC}" PrefixList="{prefixes}"/>'
    return f'<ds:Transform Algorithm="{method}">{parameter}</ds:Transform>'


def named_certificate(key: str) -> str:
    lines = "\n".join(textwrap.wrap(certificate_base64(key), 76))
    return f"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{lines}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"


@dataclass(frozen=True)
class Login:
    # The Response. None leaves an attribute or element out.
    declaration: str = '<?xml version="1.0" encoding="UTF-8"?>'
    response_id: str | None = RESPONSE_ID
    response_version: str | None = "2.0"
    response_instant: str | None = "2026-11-24T09:59:57.482Z"
    destination: str | None = ACS
    in_response_to: str | None = REQUEST
    response_issuer: str | None = IDP
    response_issuer_format: str | None = names.ENTITY
    extensions: str = ""
    status: str = SUCCESS
    sign_response: Sign | None = None
    after_status: str = ""
    after_assertion: str = ""

    # The Assertion.
    assertion_id: str | None = ASSERTION_ID
    version: str | None = "2.0"
    issue_instant: str | None = "2026-11-24T09:59:57.482Z"
    issuer: str | None = IDP
    issuer_format: str | None = names.ENTITY
    sign_assertion: Sign | None = None

    # The Subject. `name_id_xml` and `confirmations` replace what the single fields make.
    name_id: str = "jane.doe@example.com"
    name_id_format: str | None = names.EMAIL
    name_id_attributes: str = ""
    name_id_xml: str | None = None
    confirmation_method: str | None = names.BEARER
    confirmation_in_response_to: str | None = REQUEST
    confirmation_not_before: str | None = None
    confirmation_not_on_or_after: str | None = "2026-11-24T10:04:57.482Z"
    recipient: str | None = ACS
    confirmations: str | None = None

    # Conditions.
    not_before: str | None = "2026-11-24T09:54:57.482Z"
    not_on_or_after: str | None = "2026-11-24T10:04:57.482Z"
    audience: str = SP
    conditions: str | None = None
    advice: str = ""

    # Statements.
    authn_instant: str | None = "2026-11-24T09:41:12.007Z"
    session_index: str | None = REQUEST
    session_not_on_or_after: str | None = None
    class_ref: str = names.PASSWORD
    authn_context: str | None = None
    authn_statement: str | None = None
    attributes: str | None = None
    attribute_statement: str | None = None

    # Okta declares the namespace of assertions again on every child of the Assertion.
    declared_again: bool = True
    edits: tuple[tuple[str, str], ...] = ()

    def but(self, **fields) -> "Login":
        return replace(self, **fields)

    def edited(self, old: str, new: str) -> "Login":
        return replace(self, edits=(*self.edits, (old, new)))

    def signed(self, **how) -> str:
        """Its Assertion signed like this."""
        return self.but(sign_assertion=Sign(**how)).xml()

    def unsigned(self) -> "Login":
        return replace(self, sign_response=None, sign_assertion=None)

    def xml(self, value_of: signer.ValueMaker | None = None) -> str:
        return signer.fill(self.template(), value_of)

    def template(self) -> str:
        """The message with empty Signatures."""
        text = self.response_xml()
        for old, new in self.edits:
            text = altered(text, old, new)
        return text

    def response_xml(self) -> str:
        return (
            f"{self.declaration}<saml2p:Response"
            + attribute("Destination", self.destination)
            + attribute("ID", self.response_id)
            + attribute("InResponseTo", self.in_response_to)
            + attribute("IssueInstant", self.response_instant)
            + attribute("Version", self.response_version)
            + f' xmlns:saml2p="{names.SAMLP}" xmlns:xs="{names.XS}">'
            + issuer_xml(self.response_issuer, self.response_issuer_format, f" {XMLNS}")
            + (self.sign_response.xml(self.response_id or "") if self.sign_response else "")
            + self.extensions
            + self.status
            + self.after_status
            + self.assertion_xml()
            + self.after_assertion
            + "</saml2p:Response>"
        )

    def assertion_xml(self) -> str:
        return (
            "<saml2:Assertion"
            + attribute("ID", self.assertion_id)
            + attribute("IssueInstant", self.issue_instant)
            + attribute("Version", self.version)
            + f' {XMLNS} xmlns:xs="{names.XS}">'
            + issuer_xml(self.issuer, self.issuer_format, self.xmlns())
            + (self.sign_assertion.xml(self.assertion_id or "") if self.sign_assertion else "")
            + self.subject_xml()
            + self.conditions_xml()
            + self.advice
            + self.authn_statement_xml()
            + self.attribute_statement_xml()
            + "</saml2:Assertion>"
        )

    def xmlns(self) -> str:
        return f" {XMLNS}" if self.declared_again else ""

    def subject_xml(self) -> str:
        name_id = f"<saml2:NameID{attribute('Format', self.name_id_format)}{self.name_id_attributes}>{text(self.name_id)}</saml2:NameID>"
        confirmations = self.confirmations if self.confirmations is not None else self.confirmation_xml()
        return f"<saml2:Subject{self.xmlns()}>{name_id if self.name_id_xml is None else self.name_id_xml}{confirmations}</saml2:Subject>"

    def confirmation_xml(self) -> str:
        return (
            f"<saml2:SubjectConfirmation{attribute('Method', self.confirmation_method)}><saml2:SubjectConfirmationData"
            + attribute("InResponseTo", self.confirmation_in_response_to)
            + attribute("NotBefore", self.confirmation_not_before)
            + attribute("NotOnOrAfter", self.confirmation_not_on_or_after)
            + attribute("Recipient", self.recipient)
            + "/></saml2:SubjectConfirmation>"
        )

    def conditions_xml(self) -> str:
        if self.conditions is not None:
            return self.conditions
        bounds = attribute("NotBefore", self.not_before) + attribute("NotOnOrAfter", self.not_on_or_after)
        return f"<saml2:Conditions{bounds}{self.xmlns()}>{audiences(self.audience)}</saml2:Conditions>"

    def authn_statement_xml(self) -> str:
        if self.authn_statement is not None:
            return self.authn_statement
        context = f"<saml2:AuthnContext><saml2:AuthnContextClassRef>{self.class_ref}</saml2:AuthnContextClassRef></saml2:AuthnContext>"
        return (
            "<saml2:AuthnStatement"
            + attribute("AuthnInstant", self.authn_instant)
            + attribute("SessionIndex", self.session_index)
            + attribute("SessionNotOnOrAfter", self.session_not_on_or_after)
            + f"{self.xmlns()}>{context if self.authn_context is None else self.authn_context}</saml2:AuthnStatement>"
        )

    def attribute_statement_xml(self) -> str:
        if self.attribute_statement is not None:
            return self.attribute_statement
        attributes = PROFILE if self.attributes is None else self.attributes
        return f"<saml2:AttributeStatement{self.xmlns()}>{attributes}</saml2:AttributeStatement>" if attributes else ""


def issuer_xml(value: str | None, format_: str | None, xmlns: str) -> str:
    return "" if value is None else f"<saml2:Issuer{attribute('Format', format_)}{xmlns}>{text(value)}</saml2:Issuer>"


def audiences(*values: str) -> str:
    """One AudienceRestriction."""
    return "<saml2:AudienceRestriction>" + "".join(f"<saml2:Audience>{text(value)}</saml2:Audience>" for value in values) + "</saml2:AudienceRestriction>"


def conditions(*parts: str, not_before: str | None = "2026-11-24T09:54:57.482Z", not_on_or_after: str | None = "2026-11-24T10:04:57.482Z") -> str:
    bounds = attribute("NotBefore", not_before) + attribute("NotOnOrAfter", not_on_or_after)
    return f"<saml2:Conditions{bounds}>{''.join(parts)}</saml2:Conditions>"


def string_attribute(name: str, *values: str) -> str:
    """An attribute as Okta writes it."""
    typed = f'xmlns:xs="{names.XS}" xmlns:xsi="{names.XSI}" xsi:type="xs:string"'
    inner = "".join(f"<saml2:AttributeValue {typed}>{text(value)}</saml2:AttributeValue>" for value in values)
    return attribute_of(name, inner)


def attribute_of(name: str, values: str) -> str:
    return f'<saml2:Attribute Name="{escape(name)}" NameFormat="{names.BASIC[:-5]}unspecified">{values}</saml2:Attribute>'


def attribute(name: str, value: str | None) -> str:
    return "" if value is None else f' {name}="{escape(value)}"'


def text(value: str) -> str:
    return escape(value, quote=False)


def altered(xml: str, old: str, new: str) -> str:
    count = xml.count(old)
    if count != 1:
        raise ValueError(f"{old!r} stands {count} times")
    return xml.replace(old, new)


PROFILE = (
    string_attribute("email", "jane.doe@example.com")
    + string_attribute("firstName", "Jane")
    + string_attribute("lastName", "Doe")
    + string_attribute("groups", "Everyone", "Console Administrators")
)

# As Okta sends it, certificate and all.
okta = Login(sign_assertion=Sign(key_info=named_certificate("idp")))
okta_response = okta.but(sign_response=okta.sign_assertion, sign_assertion=None)
okta_both = okta.but(sign_response=okta.sign_assertion)

# The same without what no rule asks for, since most vectors are made from it.
plain = okta.but(
    sign_assertion=Sign(),
    response_issuer_format=None,
    issuer_format=None,
    attributes='<saml2:Attribute Name="email"><saml2:AttributeValue>jane.doe@example.com</saml2:AttributeValue></saml2:Attribute>',
    declared_again=False,
)
plain_response = plain.but(sign_response=Sign(), sign_assertion=None)
plain_both = plain.but(sign_response=Sign())
