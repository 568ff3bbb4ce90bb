"""Verifies the signatures of the vectors with libxmlsec1, independently of the maker.

`python check.py`. Signatures must be good where the login is accepted, and where a rule refuses that comes after them: then nothing
else is wrong. Where rule S15 refuses, one must be bad. It knows nothing of SAML: each Signature is verified as the child of what it signs.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from urllib.parse import parse_qs

import xmlsec
from lxml import etree

import names
from keys import FOLDER as KEYS
from vector import FOLDER, read

# Beside all of groups A, C, N, T and P. X12 and X13 judge what is signed, since the vectors have their defects there.
AFTER_SIGNATURES = {"E10", "K05", "R01", "R02", "R03", "R04", "R07", "R08", "R09", "R10", "R11", "S02", "S03", "X12", "X13", "X14"}
# What this libxmlsec1 does not have.
UNKNOWN = (names.ED25519, names.PSS)
# What it takes and should not: a signature value of another length than the curve's (RFC 9231 2.3.6).
LAX = {"ecdsa/padded"}
PARENTS = (f"{{{names.SAMLP}}}Response", f"{{{names.SAML}}}Assertion")


def main() -> int:
    connections = json.loads((FOLDER / "connections.json").read_text())
    wrong, count = [], 0
    for path in sorted(FOLDER.glob("*/*.vector")):
        headers, body = read(path.read_bytes())
        expected = must_verify(headers)
        if expected is None or f"{path.parent.name}/{path.stem}" in LAX or any(f'"{uri}"'.encode() in body for uri in UNKNOWN):
            continue
        count += 1
        certificates = connections[headers.get("connection", "default")]["idp"]["certificates"]
        good = all_verify(xml_of(headers.get("encoding", "xml"), body), certificates)
        if good != expected:
            wrong.append(f"{path.parent.name}/{path.stem}: libxmlsec1 says {'good' if good else 'bad'}")
    print(f"{count} vectors, {len(wrong)} disagreements", *wrong, sep="\n")
    return 1 if wrong else 0


def must_verify(headers: dict[str, str]) -> bool | None:
    """None where the signatures do not matter, or libxmlsec1 could not find them."""
    if headers["expect"] == "accept":
        return True
    rule = headers["rule"]
    if rule == "S15":
        return False
    return True if rule in AFTER_SIGNATURES or rule[0] in "CNTP" or rule[0] == "A" and rule != "A03" else None


def xml_of(encoding: str, body: bytes) -> bytes:
    if encoding == "xml":
        return body
    if encoding == "form":
        body = parse_qs(body.decode(), keep_blank_values=True)["SAMLResponse"][0].encode()
    return b64decode(body)


def all_verify(octets: bytes, certificates: list[str]) -> bool:
    root = etree.fromstring(octets, etree.XMLParser(resolve_entities=False, strip_cdata=False))
    signatures = [element for element in root.iter(f"{{{names.DS}}}Signature") if element.getparent().tag in PARENTS and not is_advice(element)]
    return bool(signatures) and all(any(verifies(signature, name) for name in certificates) for signature in signatures)


def is_advice(element) -> bool:
    return any(ancestor.tag == f"{{{names.SAML}}}Advice" for ancestor in element.iterancestors())


def verifies(signature, certificate: str) -> bool:
    context = xmlsec.SignatureContext()
    format_ = xmlsec.constants.KeyDataFormatCertPem if ".crt." in certificate else xmlsec.constants.KeyDataFormatPem
    context.register_id(signature.getparent(), "ID")
    try:
        context.key = xmlsec.Key.from_file(str(KEYS / certificate), format_)
        context.verify(signature)
    except xmlsec.Error:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
