"""Encrypts elements as identity providers do (XML Encryption 1.1). Session keys, vectors and seeds come from the plaintext, so that running it again
changes nothing.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import names
from keys import certificate_base64, private_key
from signer import DIGESTS, mgf1

MASKS = {names.MGF1_SHA1: "sha1", names.MGF1_SHA256: "sha256", names.MGF1_SHA384: "sha384", names.MGF1_SHA512: "sha512"}


@dataclass(frozen=True)
class Encrypt:
    """How, and for whom. Where a declaration is to be wrong, `declare` replaces it after everything is computed."""

    key: str = "sp"
    data: str = names.GCM[256]
    transport: str = names.OAEP_MGF1P
    # What DigestMethod and MGF declare; None leaves them out.
    digest: str | None = None
    mask: str | None = None
    label: bytes | None = None
    # Where EncryptedKey stands: "inside" KeyInfo, "beside" EncryptedData, or there and "retrieved" by its Id.
    place: str = "inside"
    recipient: str | None = None
    names_certificate: bool = False
    type: str | None = names.ELEMENT
    # Octets that are altered in what is computed: (which, position) with which of "session", "wrapped", "encoded", "value".
    flip: tuple[str, int] | None = None
    session_length: int | None = None
    padding: int | None = None

    def but(self, **fields) -> "Encrypt":
        return replace(self, **fields)

    def wrapped_in(self, element: str, plaintext: str, xmlns: str = "") -> str:
        """The element of SAML that holds the plaintext."""
        return f"<saml2:{element}{xmlns}>{self.xml(plaintext)}</saml2:{element}>"

    def xml(self, plaintext: str) -> str:
        key = self.key_xml(plaintext)
        retrieval = f'<ds:RetrievalMethod Type="{names.ENCRYPTED_KEY}" URI="#{self.key_id(plaintext)}"/>'
        info = {"inside": key, "beside": "", "retrieved": retrieval}[self.place]
        info = f'<ds:KeyInfo xmlns:ds="{names.DS}">{info}</ds:KeyInfo>' if info else ""
        kind = f' Type="{self.type}"' if self.type else ""
        value = b64encode(self.value(plaintext)).decode()
        return (
            f'<xenc:EncryptedData xmlns:xenc="{names.XENC}" Id="{self.key_id(plaintext)}d"{kind}><xenc:EncryptionMethod Algorithm="{self.data}"/>{info}'
            f"<xenc:CipherData><xenc:CipherValue>{value}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>{'' if self.place == 'inside' else key}"
        )

    def key_xml(self, plaintext: str) -> str:
        recipient = f' Recipient="{self.recipient}"' if self.recipient else ""
        named = (
            f'<ds:KeyInfo xmlns:ds="{names.DS}"><ds:X509Data><ds:X509Certificate>{certificate_base64(self.key)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>'
            if self.names_certificate
            else ""
        )
        references = f'<xenc:ReferenceList><xenc:DataReference URI="#{self.key_id(plaintext)}d"/></xenc:ReferenceList>' if self.place != "inside" else ""
        return (
            f'<xenc:EncryptedKey xmlns:xenc="{names.XENC}" Id="{self.key_id(plaintext)}"{recipient}>{self.method()}{named}'
            f"<xenc:CipherData><xenc:CipherValue>{b64encode(self.wrapped(plaintext)).decode()}</xenc:CipherValue></xenc:CipherData>{references}</xenc:EncryptedKey>"
        )

    def method(self) -> str:
        label = f"<xenc:OAEPparams>{b64encode(self.label).decode()}</xenc:OAEPparams>" if self.label is not None else ""
        digest = f'<ds:DigestMethod xmlns:ds="{names.DS}" Algorithm="{self.digest}"/>' if self.digest else ""
        mask = f'<xenc11:MGF xmlns:xenc11="{names.XENC11}" Algorithm="{self.mask}"/>' if self.mask else ""
        return f'<xenc:EncryptionMethod Algorithm="{self.transport}">{label}{digest}{mask}</xenc:EncryptionMethod>'

    def key_id(self, plaintext: str) -> str:
        return "_" + drawn("id", plaintext + self.key + self.transport, 12).hex()

    def session(self, plaintext: str) -> bytes:
        length = self.session_length or int(self.data.split("aes")[1][:3]) // 8 if "aes" in self.data else 24
        return drawn("session", plaintext, length)

    def wrapped(self, plaintext: str) -> bytes:
        """RSAES-OAEP (RFC 8017, 7.1.1), or RSAES-PKCS1-v1_5 (7.2.1)."""
        public = private_key(self.key).public_key().public_numbers()
        size = (public.n.bit_length() + 7) // 8
        session = self.flipped("session", self.session(plaintext))
        if self.transport == names.RSA_15:
            encoded = b"\x00\x02" + bytes(1 + octet % 255 for octet in drawn("padding", plaintext, size - len(session) - 3)) + b"\x00" + session
        else:
            encoded = self.oaep(size, session, plaintext)
        number = pow(int.from_bytes(self.flipped("encoded", encoded), "big"), public.e, public.n)
        return self.flipped("wrapped", number.to_bytes(size, "big"))

    def oaep(self, size: int, session: bytes, plaintext: str) -> bytes:
        digest = DIGESTS[self.digest or names.SHA1]
        mask = MASKS[self.mask or names.MGF1_SHA1]
        label = hashlib.new(digest, self.label or b"").digest()
        data = label + bytes(size - 2 * len(label) - 2 - len(session)) + b"\x01" + session
        seed = drawn("seed", plaintext + self.key, len(label))
        masked = xor(data, mgf1(mask, seed, len(data)))
        return b"\x00" + xor(seed, mgf1(mask, masked, len(seed))) + masked

    def value(self, plaintext: str) -> bytes:
        octets, session = plaintext.encode(), self.session(plaintext)
        if "gcm" in self.data:
            nonce = drawn("nonce", plaintext, 12)
            return self.flipped("value", nonce + AESGCM(session).encrypt(nonce, octets, None))
        if self.data == names.TRIPLE_DES:
            return drawn("value", plaintext, 8 * (len(octets) // 8 + 2))
        padding = 16 - len(octets) % 16
        octets += bytes(padding - 1) + bytes([padding if self.padding is None else self.padding])
        vector = drawn("vector", plaintext, 16)
        cipher = Cipher(algorithms.AES(session), modes.CBC(vector)).encryptor()
        return self.flipped("value", vector + cipher.update(octets) + cipher.finalize())

    def flipped(self, which: str, octets: bytes) -> bytes:
        if not self.flip or self.flip[0] != which:
            return octets
        changed = bytearray(octets)
        changed[self.flip[1]] ^= 1
        return bytes(changed)


def drawn(name: str, plaintext: str, length: int) -> bytes:
    return mgf1("sha512", f"{name}:{plaintext}".encode(), length)


def xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other))
