"""The test keys under ../keys. They are made once and committed; nothing but these tests may ever use them.

`python keys.py` makes those that are missing.
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

FOLDER = Path(__file__).resolve().parent.parent / "keys"

# name -> (bits, public exponent) of an RSA key, the curve of an EC key, or Ed25519
KEYS = {
    "idp": (2048, 65537),
    "idp-next": (2048, 65537),
    "attacker": (2048, 65537),
    "rsa-1024": (1024, 65537),
    "rsa-3072": (3072, 65537),
    "rsa-4096": (4096, 65537),
    "rsa-e3": (2048, 3),
    "ec-p256": ec.SECP256R1(),
    "ec-p384": ec.SECP384R1(),
    "ec-p521": ec.SECP521R1(),
    "ed25519": "Ed25519",
    "ec-p256-next": ec.SECP256R1(),
    # The service provider's, to decrypt by.
    "sp": (2048, 65537),
    "sp-next": (3072, 65537),
    "sp-1024": (1024, 65537),
    "sp-4096": (4096, 65537),
}

# The same key in another form.
OTHER_FORMS = {"sp-pkcs1": "sp"}


@cache
def private_key(name: str):
    return serialization.load_pem_private_key((FOLDER / f"{name}.key.pem").read_bytes(), password=None)


@cache
def certificate_pem(name: str) -> str:
    return (FOLDER / f"{name}.crt.pem").read_text()


def certificate_base64(name: str) -> str:
    """The certificate as KeyInfo carries it, on one line."""
    return "".join(certificate_pem(name).strip().splitlines()[1:-1])


def make(name: str) -> None:
    key = generate(KEYS[name])
    subject = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "saml-edge test keys, trust them nowhere"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(1 + list(KEYS).index(name))
    builder = builder.not_valid_before(datetime.datetime(2024, 1, 1)).not_valid_after(datetime.datetime(2044, 1, 1))
    certificate = builder.sign(key, None if KEYS[name] == "Ed25519" else hashes.SHA256())
    FOLDER.mkdir(exist_ok=True)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (FOLDER / f"{name}.key.pem").write_bytes(private)
    (FOLDER / f"{name}.crt.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def generate(shape):
    if shape == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(shape[1], shape[0]) if isinstance(shape, tuple) else ec.generate_private_key(shape)


def make_public(name: str) -> None:
    """The key without its certificate."""
    public = private_key(name).public_key()
    (FOLDER / f"{name}.pub.pem").write_bytes(public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))


if __name__ == "__main__":
    for name in KEYS:
        if not (FOLDER / f"{name}.key.pem").exists():
            make(name)
    make_public("idp")
    for name, of in OTHER_FORMS.items():
        form = private_key(of).private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
        (FOLDER / f"{name}.key.pem").write_bytes(form)
