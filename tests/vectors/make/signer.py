"""Fills the empty Signatures of a message: a digest for each `[digest]`, a value for each `[signed by KEY]`.

What is signed, and how, is read from the Signature as it stands in the message, as a verifier would read it.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from typing import Callable

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

import canonical
import names
from canonical import Element
from keys import private_key

DIGEST = "[digest]"
DIGESTS = {names.MD5: "md5", names.SHA1: "sha1", names.SHA256: "sha256", names.SHA384: "sha384", names.SHA512: "sha512"}
RSA = {names.RSA_MD5: "md5", names.RSA_SHA1: "sha1", names.RSA_SHA256: "sha256", names.RSA_SHA384: "sha384", names.RSA_SHA512: "sha512"}
ECDSA = {names.ECDSA_SHA256: "sha256", names.ECDSA_SHA384: "sha384", names.ECDSA_SHA512: "sha512"}
PSS = {names.PSS_SHA256: ("sha256", "sha256", 32), names.PSS_SHA384: ("sha384", "sha384", 48), names.PSS_SHA512: ("sha512", "sha512", 64)}
METHODS = {names.EXCLUSIVE, names.EXCLUSIVE_COMMENTS, names.INCLUSIVE_10, names.INCLUSIVE_10_COMMENTS, names.INCLUSIVE_11, names.INCLUSIVE_11_COMMENTS}

# RFC 8017 9.2 note 1: DigestInfo up to the digest.
DIGEST_INFO = {
    "md5": bytes.fromhex("3020300c06082a864886f70d020505000410"),
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}

ValueMaker = Callable[[bytes], bytes]


def placeholder(key: str) -> str:
    return f"[signed by {key}]"


def fill(text: str, value_of: ValueMaker | None = None) -> str:
    """The last Signature of the message first, since the ones before it may cover it. `value_of` replaces the signing itself."""
    while "[signed by " in text:
        if DIGEST in text:
            signature = last_signature(text)
            text = replace_last(text, DIGEST, b64encode(digest(text, signature)).decode())
        signature = last_signature(text)
        start = text.rindex("[signed by ")
        end = text.index("]", start)
        key = text[start + len("[signed by ") : end]
        octets = canonical_signed_info(text, signature)
        value = value_of(octets) if value_of else sign(key, signature.find(names.DS, "SignedInfo").find(names.DS, "SignatureMethod"), octets)
        text = text[:start] + b64encode(value).decode() + text[end + 1 :]
    return text


def last_signature(text: str) -> Element:
    """The last one whose value is still missing."""
    root = canonical.parse(text)
    empty = [element for element in root.descendants() if element.name == (names.DS, "Signature") and is_empty(element)]
    return empty[-1]


def is_empty(signature: Element) -> bool:
    return any(value.text().strip().startswith("[signed by ") for value in signature.elements() if value.name == (names.DS, "SignatureValue"))


def digest(text: str, signature: Element) -> bytes:
    reference = signature.find(names.DS, "SignedInfo").find(names.DS, "Reference")
    return hash_of(algorithm(reference.find(names.DS, "DigestMethod")), covered(text, signature))


def covered(text: str, signature: Element) -> bytes:
    """The canonical octets of what the Reference names, without the Signature. Transforms that are no canonicalisation do nothing."""
    reference = signature.find(names.DS, "SignedInfo").find(names.DS, "Reference")
    method, prefixes = names.INCLUSIVE_10, []
    transforms = reference.find(names.DS, "Transforms")
    for transform in transforms.elements() if transforms else []:
        if algorithm(transform) in METHODS:
            method, prefixes = algorithm(transform), prefix_list(transform)
    target = target_of(signature, reference.get("URI") or "")
    without = signature if signature in target.descendants() else None
    # A same-document reference never has comments in its node set (xmldsig 4.4.3.3).
    return checked(text, target, method, prefixes, without, comments=False)


def canonical_signed_info(text: str, signature: Element) -> bytes:
    signed_info = signature.find(names.DS, "SignedInfo")
    element = signed_info.find(names.DS, "CanonicalizationMethod")
    method = algorithm(element)
    return checked(text, signed_info, method if method in METHODS else names.EXCLUSIVE, prefix_list(element), None, comments=None)


def checked(text, element, method, prefixes, without, comments) -> bytes:
    octets = canonical.canonicalize(element, method, prefixes, without, comments)
    other = canonical.with_libxml2(text, element.index, method, prefixes, without.index if without else None, comments)
    if other is not None and other != octets:
        raise ValueError(f"two canonical forms:\n{octets.decode()}\n{other.decode()}")
    return octets


def target_of(signature: Element, uri: str) -> Element:
    root = signature
    while root.parent:
        root = root.parent
    named = [element for element in root.descendants() if uri == "#" + (element.get("ID") or "")]
    return named[0] if named else signature.parent


def algorithm(element: Element) -> str:
    return element.get("Algorithm") or ""


def prefix_list(element: Element) -> list[str]:
    parameter = element.find(names.EC, "InclusiveNamespaces")
    return (parameter.get("PrefixList") or "").split() if parameter else []


def hash_of(uri: str, octets: bytes) -> bytes:
    return hashlib.new(DIGESTS.get(uri, "sha256"), octets).digest()


def sign(key: str, element: Element, octets: bytes) -> bytes:
    method = algorithm(element)
    if method == names.HMAC_SHA256:
        # As a confused verifier would: with the public key as the secret.
        return hmac.new(public_key_pem(key), octets, "sha256").digest()
    if method in ECDSA:
        return ecdsa(key, octets, ECDSA[method])
    if method == names.ED25519:
        return private_key(key).sign(octets)
    if method in PSS:
        return pss(key, octets, *PSS[method])
    if method == names.PSS:
        return pss(key, octets, *pss_parameters(element))
    return raise_private(key, encoded(key, RSA.get(method, "sha256"), octets))


def encoded(key: str, name: str, octets: bytes) -> bytes:
    """EMSA-PKCS1-v1_5 (RFC 8017, 9.2)."""
    info = DIGEST_INFO[name] + hashlib.new(name, octets).digest()
    return b"\x00\x01" + b"\xff" * (length(key) - 3 - len(info)) + b"\x00" + info


def raise_private(key: str, octets: bytes) -> bytes:
    """The private-key operation on anything."""
    numbers = private_key(key).private_numbers()
    number = pow(int.from_bytes(octets, "big"), numbers.d, numbers.public_numbers.n)
    return number.to_bytes(length(key), "big")


def length(key: str) -> int:
    return private_key(key).key_size // 8


def ecdsa(key: str, octets: bytes, digest: str = "sha256") -> bytes:
    """r and s as xmldsig has them, with the nonce of RFC 6979, so that it is always the same."""
    r, s = decode_dss_signature(ecdsa_der(key, octets, digest))
    size = (private_key(key).key_size + 7) // 8
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def ecdsa_der(key: str, octets: bytes, digest: str = "sha256") -> bytes:
    return private_key(key).sign(octets, ec.ECDSA(getattr(hashes, digest.upper())(), deterministic_signing=True))


def pss(key: str, octets: bytes, digest: str, mask: str, salt_length: int) -> bytes:
    """EMSA-PSS (RFC 8017, 9.1.1), with a salt that comes from the message, so that it is always the same."""
    return raise_private(key, pss_encoded(key, octets, digest, mask, salt_length))


def pss_encoded(key: str, octets: bytes, digest: str, mask: str, salt_length: int, trailer: int = 0xBC, before_salt: int = 1) -> bytes:
    size = length(key)
    salt = mgf1("sha512", b"salt" + octets, salt_length)
    value = hashlib.new(digest, bytes(8) + hashlib.new(digest, octets).digest() + salt).digest()
    data = bytes(size - len(value) - salt_length - 2) + bytes([before_salt]) + salt
    masked = bytearray(a ^ b for a, b in zip(data, mgf1(mask, value, len(data))))
    masked[0] &= 0x7F
    return bytes(masked) + value + bytes([trailer])


def mgf1(name: str, seed: bytes, length: int) -> bytes:
    blocks = (hashlib.new(name, seed + counter.to_bytes(4, "big")).digest() for counter in range(length // 20 + 1))
    return b"".join(blocks)[:length]


def pss_parameters(method: Element) -> tuple[str, str, int]:
    """RFC 9231 2.3.9 with its defaults."""
    parameters = method.find(names.MORE_2007, "RSAPSSParams")
    if parameters is None:
        return "sha256", "sha256", 32
    digest = DIGESTS[digest_method(parameters) or names.SHA256]
    function = parameters.find(names.MORE_2007, "MaskGenerationFunction")
    mask = DIGESTS[(function and digest_method(function)) or names.SHA256]
    salt = parameters.find(names.MORE_2007, "SaltLength")
    return digest, mask, int(salt.text()) if salt else hashlib.new(digest).digest_size


def digest_method(element: Element) -> str | None:
    method = element.find(names.DS, "DigestMethod")
    return algorithm(method) if method else None


def public_key_pem(key: str) -> bytes:
    return private_key(key).public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def replace_last(text: str, old: str, new: str) -> str:
    before, _, after = text.rpartition(old)
    return before + new + after
