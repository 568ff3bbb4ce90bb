"""Keys come from the connection. What the message says about keys is believed by nobody."""

from __future__ import annotations

from base64 import b64encode

from keys import private_key
from login import Sign, altered, named_certificate, plain, plain_response
from vector import refuse


def vectors():
    def by(key: str, key_info: str) -> str:
        return plain.signed(key=key, key_info=key_info)

    rsa_key_value = f"<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{modulus('attacker')}</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>"
    attackers = named_certificate("attacker")
    yield refuse("key-trust/certificate-in-key-info", "K01", "Signed by somebody whose certificate is in KeyInfo.", by("attacker", attackers))
    yield refuse(
        "key-trust/certificate-in-key-info-of-response",
        "K01",
        "The same on the Response.",
        plain_response.but(sign_response=Sign(key="attacker", key_info=attackers)).xml(),
        twin="accept/plain-response",
    )
    yield refuse("key-trust/no-key-info", "S15", "Signed by somebody, and no KeyInfo.", by("attacker", ""))
    yield refuse("key-trust/certificate-of-the-idp", "S15", "Signed by somebody who names the IdP's certificate in KeyInfo.", by("attacker", named_certificate("idp")))
    yield refuse("key-trust/key-value", "S15", "Signed by somebody whose bare key is in KeyInfo.", by("attacker", f"<ds:KeyInfo>{rsa_key_value}</ds:KeyInfo>"))
    both = named_certificate("idp").replace("<ds:KeyInfo>", f"<ds:KeyInfo>{rsa_key_value}")
    yield refuse(
        "key-trust/key-value-beside-certificate", "S15", "Signed by somebody whose bare key stands in KeyInfo before the IdP's certificate.", by("attacker", both)
    )
    chain = altered(attackers, "</ds:X509Data>", named_certificate("idp").removeprefix("<ds:KeyInfo><ds:X509Data>").removesuffix("</ds:KeyInfo>"))
    yield refuse("key-trust/certificate-before-that-of-the-idp", "K01", "Signed by somebody whose certificate stands before the IdP's.", by("attacker", chain))
    first = altered(named_certificate("idp"), "</ds:X509Data>", attackers.removeprefix("<ds:KeyInfo><ds:X509Data>").removesuffix("</ds:KeyInfo>"))
    yield refuse("key-trust/certificate-after-that-of-the-idp", "S15", "Signed by somebody whose certificate stands after the IdP's.", by("attacker", first))
    retrieval = '<ds:KeyInfo><ds:RetrievalMethod URI="http://evil.example/key" Type="http://www.w3.org/2000/09/xmldsig#X509Data"/></ds:KeyInfo>'
    yield refuse("key-trust/retrieval-method", "S15", "Signed by somebody whose key would have to be fetched.", by("attacker", retrieval))
    serial = "<ds:KeyInfo><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=idp</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></ds:KeyInfo>"
    yield refuse("key-trust/issuer-and-serial-of-the-idp", "S15", "Signed by somebody who names issuer and serial of the IdP's certificate.", by("attacker", serial))
    yield refuse(
        "key-trust/next-key-not-configured",
        "K01",
        "Signed with the IdP's next key, which this connection does not have yet.",
        by("idp-next", named_certificate("idp-next")),
        twin="accept/rotation-second-key",
    )
    yield refuse(
        "key-trust/not-in-the-rotation",
        "K01",
        "Signed with a key that is neither of the connection's two.",
        by("attacker", attackers),
        connection="rotation",
        twin="accept/rotation-second-key",
    )
    yield refuse(
        "key-trust/ec-key-value",
        "S15",
        "An RSA signature by somebody, with an EC key in KeyInfo.",
        by(
            "attacker",
            '<ds:KeyInfo><ds:KeyValue><e:ECKeyValue xmlns:e="http://www.w3.org/2009/xmldsig11#"><e:NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/></e:ECKeyValue></ds:KeyValue></ds:KeyInfo>',
        ),
    )


def modulus(key: str) -> str:
    return b64encode(private_key(key).public_key().public_numbers().n.to_bytes(256, "big")).decode()
