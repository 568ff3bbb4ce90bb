"""Logins in the shapes of other identity providers: templates in ../shapes, with empty Signatures."""

from __future__ import annotations

import textwrap
from base64 import b64encode
from pathlib import Path

import signer
from keys import certificate_base64, private_key
from vector import accept

FOLDER = Path(__file__).resolve().parent.parent / "shapes"

# name -> what is special about it, the IdP, the NameID, what is signed, some attributes
SHAPES = {
    "onelogin": (
        "OneLogin's shape: prefixes samlp and saml, a Signature in lines, an empty attribute value.",
        "https://app.onelogin.com/saml/metadata/6f0b4a7e-1111-4c2d-9d55-0a7f2f6f3b21",
        "jane.doe@example.com",
        "assertion",
        {"User.FirstName": ["Jane"], "memberOf": [""]},
    ),
    "adfs": (
        "The shape of AD FS: the Assertion in a default namespace, the Signature prefixed, its KeyInfo in a default namespace again.",
        "http://fs.example.com/adfs/services/trust",
        "jane.doe@example.com",
        "assertion",
        {"http://schemas.xmlsoap.org/claims/Group": ["Domain Users", "Console & Billing"]},
    ),
    "simplesamlphp": (
        "SimpleSAMLphp's shape: both signed, a persistent NameID with SPNameQualifier, namespaces declared far above.",
        "https://idp.example.org/simplesaml/saml2/idp/metadata.php",
        "9c982e3785e64af76435a74d257eea9743411e87",
        "both",
        {"displayName": ["Jörg Døe & <Sons>"], "eduPersonAffiliation": ["member", "staff"]},
    ),
    "shibboleth": (
        "Shibboleth's shape: the Response signed, a transient NameID with both qualifiers, an Address, a NameID as attribute value.",
        "https://idp.example.edu/idp/shibboleth",
        "AAdzZWNyZXQxPJjsLqqRPPLBUUZBZ9eJvF8VmWwRcvMBOrkUqu0z6pw=",
        "response",
        {"urn:oid:1.3.6.1.4.1.5923.1.1.1.10": ["q562a7CBTglVdw/Bse0r7e3DlN4="]},
    ),
    "pingfederate": (
        "PingFederate's shape: no Destination, no KeyInfo, an ID with a dot, line breaks around the signature value.",
        "https://ping.example.com:9031",
        "jdoe",
        "assertion",
        {"group": ["red,green,blue"]},
    ),
    "entra": (
        "The shape of Entra ID: default namespaces for the Assertion and the Signature, attributes before the AuthnStatement.",
        "https://sts.windows.net/5f1c2f3e-8a2b-4f50-9b8e-6a4f3d2c1b0a/",
        "jane.doe@example.com",
        "assertion",
        {"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname": ["Jane"]},
    ),
    "google": (
        "Google's shape: the Response signed, a NameID without Format, an attribute without values, values of type anyType.",
        "https://accounts.google.com/o/saml2?idpid=C0examp1e",
        "jane.doe@example.com",
        "response",
        {"phone": [], "firstName": ["Jane"]},
    ),
    "keycloak": (
        "Keycloak's shape: prefix dsig, a KeyInfo that names the key in three ways, two attributes of one Name.",
        "https://keycloak.example.com/realms/staff",
        "G-2f8a3c1e-0c9b-4b59-8a42-1f7e6d5c4b3a",
        "response",
        {"Role": ["manage-account", "view-profile"]},
    ),
    "auth0": (
        "Auth0's shape: the Signature is the last child of the Assertion. The schema has it after the Issuer; what it covers is the same.",
        "urn:example.eu.auth0.com",
        "auth0|5f7c8ec7c33c6c004bbafe82",
        "assertion",
        {"http://schemas.auth0.com/email_verified": ["true"]},
    ),
}


def vectors():
    for name, (about, idp, name_id, signed, attributes) in SHAPES.items():
        identity = {"nameId": name_id, "issuer": idp, "attributes": attributes, "signed": signed}
        yield accept(f"accept/{name}", about, signer.fill(template(name)), connection=name, identity=identity)


def template(name: str) -> str:
    text = (FOLDER / f"{name}.xml").read_text(encoding="utf-8").removesuffix("\n")
    text = text.replace("[certificate on one line]", certificate_base64("idp"))
    text = text.replace("[certificate in lines]", "\n".join(textwrap.wrap(certificate_base64("idp"), 76)))
    return text.replace("[modulus]", modulus())


def modulus() -> str:
    return b64encode(private_key("idp").public_key().public_numbers().n.to_bytes(256, "big")).decode()
