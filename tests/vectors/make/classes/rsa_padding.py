"""Signature values that lax implementations of RSA PKCS#1 v1.5 take for genuine (RFC 8017, 8.2.2)."""

from __future__ import annotations

import hashlib

import signer
from keys import private_key
from login import Sign, plain
from vector import refuse

KEY = "rsa-e3"
SIGNED = plain.but(sign_assertion=Sign(key=KEY))
SIZE = 256


def vectors():
    yield refuse_value(
        "forged-cube-root", "Made without the private key: a cube root whose cube begins as a signature does, garbage after it (Bleichenbacher, 2006).", forge
    )
    for name, about, block in [
        ("garbage-after-digest", "Short padding, and garbage after the digest.", lambda digest: padded(8, info(digest)) + b"\x5a" * (SIZE - 11 - 51)),
        ("other-padding", "One octet of the padding is FE.", lambda digest: with_octet(whole(info(digest)), 100, 0xFE)),
        ("zero-padding", "Zeros where FF must be (block type 0).", lambda digest: b"\x00\x00" + b"\x00" * (SIZE - 3 - 51) + b"\x00" + info(digest)),
        ("encryption-block", "Block type 2, that of encryption.", lambda digest: b"\x00\x02" + b"\x5a" * (SIZE - 3 - 51) + b"\x00" + info(digest)),
        ("no-separator", "No zero between the padding and the digest.", lambda digest: b"\x00\x01" + b"\xff" * (SIZE - 2 - 51) + info(digest)),
        ("missing-null", "A DigestInfo without its NULL parameters.", lambda digest: whole(bytes.fromhex("302f300b0609608648016503040201") + b"\x04\x20" + digest)),
        (
            "garbage-in-parameters",
            "A DigestInfo with garbage in its parameters (BERserk, CVE-2014-1568).",
            lambda digest: whole(der(0x30, der(0x30, OID_SHA256 + der(0x04, b"\x5a" * 100)) + der(0x04, digest))),
        ),
        (
            "long-lengths",
            "A DigestInfo with lengths in the long form of BER.",
            lambda digest: whole(b"\x30\x81\x33" + b"\x30\x81\x0d" + OID_SHA256 + b"\x05\x00" + b"\x04\x20" + digest),
        ),
        ("indefinite-length", "A DigestInfo of indefinite length.", lambda digest: whole(b"\x30\x80" + info(digest)[2:] + b"\x00\x00")),
        ("bare-digest", "The digest without DigestInfo.", whole),
        ("sha-512-identifier", "A SHA-256 digest said to be of SHA-512.", lambda digest: whole(der(0x30, der(0x30, OID_SHA512 + b"\x05\x00") + der(0x04, digest)))),
        ("truncated-digest", "The first half of the digest.", lambda digest: whole(der(0x30, der(0x30, OID_SHA256 + b"\x05\x00") + der(0x04, digest[:16])))),
    ]:
        yield refuse_value(name, about, raised(block))
    yield refuse_value("sha-1-digest-info", "A signature of RSA-SHA1 labelled RSA-SHA256.", lambda octets: signer.raise_private(KEY, signer.encoded(KEY, "sha1", octets)))
    yield refuse_value(
        "sha-512-digest-info", "A signature of RSA-SHA512 labelled RSA-SHA256.", lambda octets: signer.raise_private(KEY, signer.encoded(KEY, "sha512", octets))
    )
    yield refuse_value("pss", "A signature with the padding of PSS, labelled v1.5.", pss)
    yield refuse_value("value-zero", "SignatureValue is zero.", lambda _: bytes(SIZE))
    yield refuse_value("value-one", "SignatureValue is one, whose powers are one.", lambda _: (1).to_bytes(SIZE, "big"))
    yield refuse_value("value-modulus-minus-one", "SignatureValue is the modulus less one.", lambda _: (modulus() - 1).to_bytes(SIZE, "big"))
    yield refuse_value("value-modulus", "SignatureValue is the modulus.", lambda _: modulus().to_bytes(SIZE, "big"))
    yield refuse_value("leading-zero", "The genuine value with a zero octet before it.", lambda octets: b"\x00" + genuine(octets))
    yield refuse_value("trailing-zero", "The genuine value with a zero octet after it.", lambda octets: genuine(octets) + b"\x00")
    yield refuse_value("truncated", "The genuine value without its last octet.", lambda octets: genuine(octets)[:-1])
    yield refuse(
        "rsa-padding/plus-modulus", "S15", "The genuine value plus the modulus: equal to it modulo the modulus.", plus_modulus(), connection=KEY, twin="accept/rsa-e3"
    )
    yield refuse(
        "rsa-padding/leading-zero-missing",
        "S15",
        "A genuine value that begins with a zero octet, without it.",
        without_leading_zero(),
        connection=KEY,
        twin="accept/rsa-e3",
    )


def refuse_value(name: str, about: str, value):
    return refuse(f"rsa-padding/{name}", "S15", about, SIGNED.xml(value), connection=KEY, twin="accept/rsa-e3")


OID_SHA256 = bytes.fromhex("0609608648016503040201")
OID_SHA512 = bytes.fromhex("0609608648016503040203")


def info(digest: bytes) -> bytes:
    return signer.DIGEST_INFO["sha256"] + digest


def der(tag: int, content: bytes) -> bytes:
    length = bytes([len(content)]) if len(content) < 128 else bytes([0x81, len(content)])
    return bytes([tag]) + length + content


def padded(count: int, content: bytes) -> bytes:
    return b"\x00\x01" + b"\xff" * count + b"\x00" + content


def whole(content: bytes) -> bytes:
    """With as much padding as fills the block."""
    return padded(SIZE - 3 - len(content), content)


def with_octet(block: bytes, at: int, octet: int) -> bytes:
    return block[:at] + bytes([octet]) + block[at + 1 :]


def raised(block):
    """A value that decodes to this block: made with the private key, to test the decoding alone."""

    def value(octets: bytes) -> bytes:
        encoded = block(hashlib.sha256(octets).digest())
        if len(encoded) != SIZE:
            raise ValueError(f"{len(encoded)} octets")
        return signer.raise_private(KEY, encoded)

    return value


def forge(octets: bytes) -> bytes:
    prefix = padded(8, info(hashlib.sha256(octets).digest()))
    low = int.from_bytes(prefix + b"\x00" * (SIZE - len(prefix)), "big")
    root = cube_root(low) + 1
    if not (root**3).to_bytes(SIZE, "big").startswith(prefix):
        raise ValueError("the cube does not begin as it should")
    return root.to_bytes(SIZE, "big")


def cube_root(number: int) -> int:
    """The largest integer whose cube is not larger."""
    low, high = 0, 1 << (number.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**3 <= number else (low, middle - 1)
    return low


def pss(octets: bytes) -> bytes:
    """EMSA-PSS without salt, so that it is always the same (RFC 8017, 9.1.1)."""
    digest = hashlib.sha256(octets).digest()
    seed = hashlib.sha256(bytes(8) + digest).digest()
    block = bytes(SIZE - 32 - 2) + b"\x01"
    mask = mgf1(seed, len(block))
    masked = bytes(a ^ b for a, b in zip(block, mask))
    return signer.raise_private(KEY, bytes([masked[0] & 0x7F]) + masked[1:] + seed + b"\xbc")


def mgf1(seed: bytes, length: int) -> bytes:
    blocks = (hashlib.sha256(seed + counter.to_bytes(4, "big")).digest() for counter in range(length // 32 + 1))
    return b"".join(blocks)[:length]


def genuine(octets: bytes) -> bytes:
    return signer.raise_private(KEY, signer.encoded(KEY, "sha256", octets))


def modulus() -> int:
    return private_key(KEY).public_key().public_numbers().n


def plus_modulus() -> str:
    def change(value: bytes) -> bytes | None:
        number = int.from_bytes(value, "big") + modulus()
        return number.to_bytes(SIZE, "big") if number < 1 << (8 * SIZE) else None

    return first_that_changes(change)


def without_leading_zero() -> str:
    return first_that_changes(lambda value: value[1:] if value[0] == 0 else None)


def first_that_changes(change) -> str:
    """Of many logins the first whose genuine value `change` makes another of, with that one. Most it answers with None."""
    for number in range(4096):
        login = SIGNED.but(session_index=f"_session{number}")
        octets = canonical_signed_info_of(login)
        changed = change(genuine(octets))
        if changed is not None:
            return login.xml(lambda _: changed)
    raise ValueError("none can be changed")


def canonical_signed_info_of(login) -> bytes:
    seen = []
    login.xml(lambda octets: seen.append(octets) or b"")
    return seen[0]
