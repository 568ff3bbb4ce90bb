"""Logins that libxmlsec1 encrypted and signed, in every way that it can: made once and kept, because it draws random numbers.

`python xmlsec_maker.py` makes those that are missing; `--again` makes all of them afresh. Nothing of the maker's own encryption is in them.
"""

from __future__ import annotations

import sys

import xmlsec
from lxml import etree

import names
from keys import FOLDER as KEYS
from login import JANE, Sign, plain, XMLNS
from vector import FOLDER, Vector, accept, read, write

MASKS = {"sha1": names.MGF1_SHA1, "sha256": names.MGF1_SHA256, "sha384": names.MGF1_SHA384, "sha512": names.MGF1_SHA512}
DIGESTS = {"sha1": names.SHA1, "sha256": names.SHA256, "sha384": names.SHA384, "sha512": names.SHA512}
CLASS = "enc-xmlsec"
SIGNED = "sig-xmlsec"
# The keys and the connections that have them, and how each may sign.
SIGNATURES = {
    **{f"rsa-{name}": ("idp", "default", uri) for name, uri in {"sha256": names.RSA_SHA256, "sha384": names.RSA_SHA384, "sha512": names.RSA_SHA512}.items()},
    **{f"pss-{name}": ("idp", "default", uri) for name, uri in {"sha256": names.PSS_SHA256, "sha384": names.PSS_SHA384, "sha512": names.PSS_SHA512}.items()},
    **{
        f"{key}-{name}": (key, key, uri)
        for key in ("ec-p256", "ec-p384", "ec-p521")
        for name, uri in {"sha256": names.ECDSA_SHA256, "sha384": names.ECDSA_SHA384, "sha512": names.ECDSA_SHA512}.items()
    },
    "rsa-4096": ("rsa-4096", "rsa-4096", names.RSA_SHA256),
    "rsa-e3": ("rsa-e3", "rsa-e3", names.RSA_SHA256),
}


def templates() -> dict[str, tuple[str, str]]:
    """What each is named and about: the algorithms of data and of key."""
    found = {}
    for bits in (128, 192, 256):
        found[f"gcm-{bits}"] = (names.GCM[bits], method(names.OAEP_MGF1P))
        found[f"cbc-{bits}"] = (names.CBC[bits], method(names.OAEP_MGF1P))
    for digest, digest_uri in DIGESTS.items():
        found[f"mgf1p-{digest}"] = (names.GCM[256], method(names.OAEP_MGF1P, digest_uri))
        for mask, mask_uri in MASKS.items():
            found[f"oaep-{digest}-{mask}"] = (names.GCM[256], method(names.OAEP_11, digest_uri, mask_uri))
    found["label"] = (names.GCM[256], method(names.OAEP_MGF1P, label="c2FtbC1lZGdl"))
    return found


def method(uri: str, digest: str | None = None, mask: str | None = None, label: str | None = None) -> str:
    parts = f"<xenc:OAEPparams>{label}</xenc:OAEPparams>" if label else ""
    parts += f'<ds:DigestMethod Algorithm="{digest}"/>' if digest else ""
    parts += f'<xenc11:MGF xmlns:xenc11="{names.XENC11}" Algorithm="{mask}"/>' if mask else ""
    return f'<xenc:EncryptionMethod Algorithm="{uri}">{parts}</xenc:EncryptionMethod>'


def vectors() -> list[Vector]:
    """Those that are there."""
    made = []
    for name in templates():
        path = FOLDER / f"{CLASS}/{name}.vector"
        if path.exists():
            headers, body = read(path.read_bytes())
            made.append(vector_of(name, body.decode()))
    for name in SIGNATURES:
        path = FOLDER / f"{SIGNED}/{name}.vector"
        if path.exists():
            made.append(signed_vector(name, read(path.read_bytes())[1].decode()))
    return made


def signed_vector(name: str, xml: str) -> Vector:
    return accept(f"{SIGNED}/{name}", "Signed by libxmlsec1.", xml, connection=SIGNATURES[name][1], identity=JANE)


def make_signed(key: str, method_uri: str) -> str:
    root = etree.fromstring(plain.unsigned().xml().encode())
    assertion = root.find(f"{{{names.SAML}}}Assertion")
    sign(assertion, assertion.get("ID"), key, method_uri)
    return '<?xml version="1.0" encoding="UTF-8"?>' + etree.tostring(root, encoding="unicode")


def vector_of(name: str, xml: str) -> Vector:
    return accept(f"{CLASS}/{name}", "Encrypted and signed by libxmlsec1.", xml, decrypt="sp", identity={**JANE, "encrypted": True})


def make(data: str, key: str) -> str:
    """Signed inside where the data is authenticated, else outside."""
    is_gcm = "gcm" in data
    login = plain.unsigned()
    root = etree.fromstring(login.xml().encode())
    assertion = root.find(f"{{{names.SAML}}}Assertion")
    if is_gcm:
        sign(assertion, assertion.get("ID"))
    template = etree.fromstring(
        f'<xenc:EncryptedData xmlns:xenc="{names.XENC}" xmlns:ds="{names.DS}" Type="{names.ELEMENT}"><xenc:EncryptionMethod Algorithm="{data}"/>'
        f"<ds:KeyInfo><xenc:EncryptedKey>{key}<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>"
        "<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>"
    )
    wrapper = etree.fromstring(f"<saml2:EncryptedAssertion {XMLNS}/>")
    root.replace(assertion, wrapper)
    wrapper.append(assertion)
    wrapper.append(template)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_file(str(KEYS / "sp.crt.pem"), xmlsec.constants.KeyDataFormatCertPem))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.constants.KeyDataAes, int(data.split("aes")[1][:3]), xmlsec.constants.KeyDataTypeSession)
    context.encrypt_xml(template, assertion)
    if not is_gcm:
        sign(root, root.get("ID"))
    return '<?xml version="1.0" encoding="UTF-8"?>' + etree.tostring(root, encoding="unicode")


def sign(element, identifier: str, key: str = "idp", method_uri: str = names.RSA_SHA256) -> None:
    """By libxmlsec1, with the Signature right behind the Issuer."""
    signature = etree.fromstring(Sign(method=method_uri).xml(identifier).replace("[digest]", "").replace("[signed by idp]", ""))
    element.insert(1, signature)
    context = xmlsec.SignatureContext()
    context.register_id(element, "ID")
    context.key = xmlsec.Key.from_file(str(KEYS / f"{key}.key.pem"), xmlsec.constants.KeyDataFormatPem)
    context.sign(signature)


def main() -> None:
    for name, (data, key) in templates().items():
        if "--again" in sys.argv or not (FOLDER / f"{CLASS}/{name}.vector").exists():
            write(vector_of(name, make(data, key)))
            print(name)
    for name, (key, _, uri) in SIGNATURES.items():
        if "--again" in sys.argv or not (FOLDER / f"{SIGNED}/{name}.vector").exists():
            write(signed_vector(name, make_signed(key, uri)))
            print(name)


if __name__ == "__main__":
    main()
