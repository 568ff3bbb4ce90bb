"""The connections that vectors are verified under."""

from __future__ import annotations

import json

from classes.shapes import SHAPES
from classes.logout import SLO
from login import ACS, IDP, SP
from vector import FOLDER

OKTA_SSO = "https://example.okta.com/app/example/exk1fcia6d6EMsf331d8/sso/saml"


def okta(*certificates: str, **policy) -> dict:
    return connection(IDP, OKTA_SSO, SP, [f"{name}.crt.pem" for name in certificates], policy)


def connection(idp: str, sso: str, sp: str, certificates: list[str], policy: dict) -> dict:
    found = {"idp": {"entityId": idp, "ssoUrl": sso, "certificates": certificates}, "sp": {"entityId": sp, "acsUrl": ACS, "sloUrl": SLO}}
    return {**found, "policy": policy} if policy else found


CONNECTIONS = {
    "default": okta("idp"),
    "rotation": okta("idp", "idp-next"),
    "rsa-1024": okta("rsa-1024", minRsaBits=1024),
    "rsa-3072": okta("rsa-3072"),
    "rsa-4096": okta("rsa-4096"),
    "rsa-e3": okta("rsa-e3"),
    "ec-p256": okta("ec-p256"),
    "ec-p384": okta("ec-p384"),
    "ec-p521": okta("ec-p521"),
    "ed25519": okta("ed25519"),
    "every-kind": okta("idp", "ec-p256", "ec-p384", "ec-p521", "ed25519"),
    "public-key": connection(IDP, OKTA_SSO, SP, ["idp.pub.pem"], {}),
    **{
        name: connection(idp, f"https://{name}.example.com/sso", "https://sp.example.com/saml/metadata", ["idp.crt.pem"], {})
        for name, (_, idp, _, _, _) in SHAPES.items()
    },
}


def write() -> None:
    text = json.dumps(CONNECTIONS, indent=2, ensure_ascii=False) + "\n"
    (FOLDER / "connections.json").write_text(text)
