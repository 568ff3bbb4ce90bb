"""Verifies the signatures of the vectors with libxmlsec1, independently of the maker.

`python check.py`. Signatures must be good where the login is accepted, and where a rule refuses that comes after them: then nothing
else is wrong. Where rule S15 refuses, one must be bad. It knows nothing of SAML: each Signature is verified as the child of what it signs.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from urllib.parse import parse_qs, unquote

import xmlsec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

import names
from keys import FOLDER as KEYS
from signer import PSS
from vector import FOLDER, read

# Beside all of groups A, C, N, T and P. X12 and X13 judge what is signed, since the vectors have their defects there.
AFTER_SIGNATURES = {"E10", "K05", "L02", "L03", "L04", "L05", "L08", "R01", "R02", "R03", "R04", "R07", "R08", "R09", "R10", "R11", "S02", "S03", "X12", "X13", "X14"}
# What this libxmlsec1 does not have.
UNKNOWN = (names.ED25519, names.PSS)
# What it judges otherwise, and why.
OTHERWISE = {
    "ecdsa/padded": "it takes a signature value of another length than the curve's (RFC 9231 2.3.6)",
    "enc-legacy/response-must-be-signed": "what is encrypted is forged, and refused before anybody looks",
    "encryption/declaration": "it parses what was encrypted as a fragment, where no XML declaration may stand",
    "encryption/no-type": "it gives octets where no Type says that they are an element",
    "encryption/oaep-label-empty": "it takes no empty OAEPparams",
    "encryption/other-recipient-rsa-15": "it tries the first EncryptedKey only",
    "encryption/rollover-same-size": "it tries the first key only",
    "encryption/rollover-second": "it tries the first key only",
}
PARENTS = tuple(f"{{{names.SAMLP}}}{name}" for name in ("Response", "LogoutRequest", "LogoutResponse")) + (f"{{{names.SAML}}}Assertion",)


def main() -> int:
    connections = json.loads((FOLDER / "connections.json").read_text())
    wrong, count = [], 0
    for path in sorted(FOLDER.glob("*/*.vector")):
        headers, body = read(path.read_bytes())
        expected = must_verify(headers)
        if headers.get("encoding") == "redirect":
            if headers["expect"] == "accept":
                count += 1
                certificates = connections[headers.get("connection", "default")]["idp"]["certificates"]
                if not any(query_verifies(body.decode(), name) for name in certificates):
                    wrong.append(f"{path.parent.name}/{path.stem}: the query's signature is bad")
            continue
        if expected is None or f"{path.parent.name}/{path.stem}" in OTHERWISE or any(f'"{uri}"'.encode() in body for uri in UNKNOWN):
            continue
        count += 1
        certificates = connections[headers.get("connection", "default")]["idp"]["certificates"]
        good = all_verify(xml_of(headers.get("encoding", "xml"), body), certificates, headers.get("decrypt", "").split())
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
        fields = parse_qs(body.decode(), keep_blank_values=True)
        body = (fields.get("SAMLResponse") or fields["SAMLRequest"])[0].encode()
    return b64decode(body)


def all_verify(octets: bytes, certificates: list[str], keys: list[str]) -> bool:
    """Outer signatures over what is encrypted, then, once that is decrypted, those inside."""
    root = etree.fromstring(octets, etree.XMLParser(resolve_entities=False, strip_cdata=False))
    assertion = root.find(f"{{{names.SAML}}}EncryptedAssertion") if keys else None
    if assertion is None:
        return signatures_verify(root, certificates) and (not keys or all(decrypts(part, keys) for part in encrypted_parts(root)))
    own = root.find(f"{{{names.DS}}}Signature")
    if own is not None and not any(verifies(own, name) for name in certificates):
        return False
    if not decrypts(assertion, keys):
        return False
    inside = assertion.find(f"{{{names.SAML}}}Assertion")
    signature = inside.find(f"{{{names.DS}}}Signature") if inside is not None else None
    if signature is None:
        return own is not None and inside is not None
    if not any(verifies(signature, name) for name in certificates):
        return False
    return all(decrypts(part, keys) for part in encrypted_parts(inside))


def encrypted_parts(element) -> list:
    tags = [f"{{{names.SAML}}}EncryptedID", f"{{{names.SAML}}}EncryptedAttribute"]
    return [part for part in element.iter(*tags) if not is_advice(part)]


def decrypts(wrapper, keys: list[str]) -> bool:
    """With one of the keys. An EncryptedKey beside its data is put where libxmlsec1 looks for it."""
    data = wrapper.find(f"{{{names.XENC}}}EncryptedData")
    beside = wrapper.findall(f"{{{names.XENC}}}EncryptedKey")
    info = data.find(f"{{{names.DS}}}KeyInfo")
    if beside:
        if info is None:
            info = etree.Element(f"{{{names.DS}}}KeyInfo")
            data.insert(1, info)
        for method in info.findall(f"{{{names.DS}}}RetrievalMethod"):
            info.remove(method)
        info.extend(beside)
    for key in info.iter(f"{{{names.XENC}}}EncryptedKey"):
        # A hint, which makes libxmlsec1 look for another key.
        for hint in key.findall(f"{{{names.DS}}}KeyInfo"):
            key.remove(hint)
    manager = xmlsec.KeysManager()
    for key in keys:
        manager.add_key(xmlsec.Key.from_file(str(KEYS / f"{key}.key.pem"), xmlsec.constants.KeyDataFormatPem))
    try:
        xmlsec.EncryptionContext(manager).decrypt(data)
    except xmlsec.Error:
        return False
    return True


def signatures_verify(root, certificates: list[str]) -> bool:
    signatures = [element for element in root.iter(f"{{{names.DS}}}Signature") if element.getparent().tag in PARENTS and not is_advice(element)]
    return bool(signatures) and all(any(verifies(signature, name) for name in certificates) for signature in signatures)


def query_verifies(query: str, certificate: str) -> bool:
    """By another library than the maker's own arithmetic: `cryptography`, over the octets as they stand in the query."""
    values = dict(pair.split("=", 1) for pair in query.split("&"))
    name = "SAMLRequest" if "SAMLRequest" in values else "SAMLResponse"
    signed = "&".join(f"{part}={values[part]}" for part in (name, "RelayState", "SigAlg") if part in values).encode()
    method = unquote(values["SigAlg"])
    octets = (KEYS / certificate).read_bytes()
    key = x509.load_pem_x509_certificate(octets).public_key()
    value = b64decode(unquote(values["Signature"]))
    digest = getattr(hashes, "SHA" + method.rsplit("sha", 1)[1].split("-")[0])()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            half = len(value) // 2
            r, s = (int.from_bytes(part, "big") for part in (value[:half], value[half:]))
            key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(digest))
        elif method in PSS:
            key.verify(value, signed, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed, padding.PKCS1v15(), digest)
        else:
            key.verify(value, signed)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


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
