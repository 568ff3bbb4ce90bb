"""What is encrypted: every algorithm and place, and every way to go wrong that must end in one refusal."""

from __future__ import annotations

from base64 import b64encode

import names
from encryptor import Encrypt
from login import ACS, JANE, SP, XMLNS, Login, Sign, altered, plain
from pieces import assertion_of, between, forged
from vector import accept, refuse

GCM = Encrypt()
CBC = Encrypt(data=names.CBC[256])
UNSIGNED = plain.unsigned()
# The assertion signed by itself, and the same without a signature.
SIGNED = assertion_of(plain.xml())
BARE = assertion_of(UNSIGNED.xml())
JANE_ENCRYPTED = {**JANE, "encrypted": True}


def sealed(how: Encrypt, assertion: str = SIGNED, sign: Sign | None = None, login: Login = plain) -> str:
    """A Response with this assertion encrypted in it, and signed over the ciphertext where `sign` says how."""
    return around(how.wrapped_in("EncryptedAssertion", assertion, f" {XMLNS}"), sign, login)


def around(encrypted: str, sign: Sign | None = None, login: Login = plain) -> str:
    """The same, given what stands in the place of the Assertion."""
    login = login.but(sign_response=sign, sign_assertion=None)
    return login.edited(login.assertion_xml(), encrypted).xml()


def vectors():
    yield from algorithms()
    yield from places()
    yield from parts()
    yield from missing_keys()
    yield from integrity()
    yield from keys()
    yield from forbidden()
    yield from shapes()
    yield from wrapping()
    yield from concealed()


def good(name: str, about: str, xml: str, decrypt: str = "sp", **rest):
    return accept(f"encryption/{name}", about, xml, decrypt=decrypt, identity=rest.pop("identity", JANE_ENCRYPTED), **rest)


def bad(name: str, rule: str, about: str, xml: str, decrypt: str | None = "sp", twin: str = "gcm-256", **rest):
    folder = rest.pop("folder", "encryption")
    return refuse(f"{folder}/{name}", rule, about, xml, decrypt=decrypt, twin=f"encryption/{twin}", **rest)


def algorithms():
    for bits, uri in names.GCM.items():
        yield good(f"gcm-{bits}", f"AES-{bits}-GCM; the assertion is signed, the Response is not.", sealed(GCM.but(data=uri)))
    for bits, uri in names.CBC.items():
        yield good(f"cbc-{bits}-signed", f"AES-{bits}-CBC under a signed Response.", sealed(GCM.but(data=uri), BARE, Sign()))
    yield good("both-signed", "Signed, encrypted, and signed again.", sealed(CBC, SIGNED, Sign()), policy={"requireSigned": "both"})
    yield good("gcm-under-signed-response", "AES-GCM, and only the Response is signed.", sealed(GCM, BARE, Sign()), policy={"requireSigned": "response"})
    digests = {"sha1": names.SHA1, "sha256": names.SHA256, "sha384": names.SHA384, "sha512": names.SHA512}
    masks = {"sha1": names.MGF1_SHA1, "sha256": names.MGF1_SHA256, "sha384": names.MGF1_SHA384, "sha512": names.MGF1_SHA512}
    for name, uri in digests.items():
        yield good(f"oaep-mgf1p-{name}", f"rsa-oaep-mgf1p with {name}; the mask is SHA-1's all the same.", sealed(GCM.but(digest=uri)))
        yield good(f"oaep-11-{name}", f"rsa-oaep of XML Encryption 1.1 with {name}, and the mask by default.", sealed(GCM.but(transport=names.OAEP_11, digest=uri)))
        for mask, mask_uri in masks.items():
            yield good(
                f"oaep-11-{name}-mgf1-{mask}", f"The same with {name}, and the mask of {mask}.", sealed(GCM.but(transport=names.OAEP_11, digest=uri, mask=mask_uri))
            )
    yield good("oaep-11-defaults", "rsa-oaep of XML Encryption 1.1 with all its defaults.", sealed(GCM.but(transport=names.OAEP_11)))
    yield good("oaep-mgf1p-mask-declared", "rsa-oaep-mgf1p that declares the mask it has anyway.", sealed(GCM.but(mask=names.MGF1_SHA1)))
    yield good("oaep-label", "A label, which is honoured.", sealed(GCM.but(label=b"saml-edge")))
    yield good("oaep-label-empty", "A label of no octets.", sealed(GCM.but(label=b"")))
    for name in ("sp-next", "sp-4096"):
        yield good(f"key-{name}", "A longer key.", sealed(GCM.but(key=name)), decrypt=name)
    yield good("key-1024", "A short key, by leave.", sealed(GCM.but(key="sp-1024")), decrypt="sp-1024", policy={"minRsaBits": 1024}, identity={**JANE_ENCRYPTED, "relaxed": ["minRsaBits"]})
    yield good("key-pkcs1", "The key as PKCS#1.", sealed(GCM), decrypt="sp-pkcs1")
    yield good("required", "Encrypted, as the connection wants it.", sealed(GCM), policy={"requireEncrypted": True})
    yield good(
        "cbc-unsigned-by-leave",
        "AES-CBC under an unsigned Response, by leave.",
        sealed(CBC),
        policy={"allowUnauthenticatedCbc": True},
        identity={**JANE_ENCRYPTED, "relaxed": ["allowUnauthenticatedCbc"]},
    )
    yield good("no-type", "EncryptedData without a Type.", sealed(GCM.but(type=None)))
    yield good("unused-leave-for-short-keys", "The leave for short keys, which nothing uses.", sealed(GCM), policy={"minRsaBits": 1024}, identity={**JANE_ENCRYPTED, "relaxed": []})
    yield good("unused-leave", "The leave for CBC, which nothing uses.", sealed(GCM), policy={"allowUnauthenticatedCbc": True}, identity={**JANE_ENCRYPTED, "relaxed": []})


def places():
    yield good("beside", "EncryptedKey beside EncryptedData.", sealed(GCM.but(place="beside")))
    yield good("retrieved", "The same, reached by RetrievalMethod, under a signed Response: Okta's shape.", sealed(CBC.but(place="retrieved", digest=names.SHA1), SIGNED, Sign()))
    yield good("recipient", "EncryptedKey names this service provider.", sealed(GCM.but(place="beside", recipient=SP)))
    yield good("certificate-named", "EncryptedKey names the certificate.", sealed(GCM.but(names_certificate=True)))
    yield good("rollover-first", "Two decryption keys: encrypted for the first.", sealed(GCM), decrypt="sp sp-next")
    yield good("rollover-second", "Two decryption keys: encrypted for the second.", sealed(GCM.but(key="sp-next")), decrypt="sp sp-next")
    yield good("rollover-same-size", "Two decryption keys of one size.", sealed(GCM), decrypt="idp-next sp")
    others = GCM.but(key="attacker", place="beside", recipient="https://other.example.com").key_xml(SIGNED)
    two = sealed(GCM.but(place="beside", recipient=SP)).replace("</xenc:EncryptedData>", "</xenc:EncryptedData>" + others)
    yield good("two-recipients", "Encrypted for two service providers.", two)
    old = GCM.but(key="attacker", place="beside", transport=names.RSA_15, recipient="https://other.example.com").key_xml(SIGNED)
    yield good("other-recipient-rsa-15", "The other one's key is wrapped in a way that is refused here.", two.replace(others, old))
    inside_two = sealed(GCM).replace("</ds:KeyInfo><xenc:CipherData>", GCM.but(key="sp-next").key_xml(SIGNED) + "</ds:KeyInfo><xenc:CipherData>")
    yield good("two-inside", "Wrapped twice inside KeyInfo; the key is the second.", inside_two, decrypt="sp-next")
    context = SIGNED.replace(f" {XMLNS}", "", 1)
    assert context != SIGNED
    yield good("context", "A prefix that is declared outside of what was encrypted.", sealed(GCM, context))
    spaced = "\n  " + SIGNED + "\n"
    yield good("white-space", "White space around the encrypted element.", sealed(GCM, spaced))
    yield good("declaration", "An XML declaration before the encrypted element.", sealed(GCM, '<?xml version="1.0" encoding="UTF-8"?>' + SIGNED))
    inclusive = Sign(canonicalization=names.INCLUSIVE_10, transform=names.INCLUSIVE_10, prefixes=None)
    template = around(f"<saml2:EncryptedAssertion {XMLNS}>[here]</saml2:EncryptedAssertion>")
    placed = plain.but(sign_assertion=inclusive)
    signed_there = placed.edited(placed.assertion_xml(), f"<saml2:EncryptedAssertion {XMLNS}>{placed.assertion_xml()}</saml2:EncryptedAssertion>").xml()
    yield good("inclusive", "Signed with inclusive canonicalisation: what is in scope there counts.", template.replace("[here]", GCM.xml(assertion_of(signed_there))))


NAME_ID = between(plain.assertion_xml(), "<saml2:NameID ", "</saml2:NameID>")
BADGE = '<saml2:Attribute Name="badge"><saml2:AttributeValue>4711</saml2:AttributeValue></saml2:Attribute>'


def with_part(how: Encrypt, element: str, plaintext: str, login: Login = plain) -> Login:
    """A login whose assertion holds something encrypted."""
    part = how.wrapped_in(element, plaintext)
    if element == "EncryptedID":
        return login.edited(NAME_ID, part)
    return login.edited("</saml2:AttributeStatement>", part + "</saml2:AttributeStatement>")


def parts():
    identity = {**JANE, "encrypted": False}
    for name, how in {"gcm": GCM, "cbc": CBC, "beside": GCM.but(place="beside"), "retrieved": CBC.but(place="retrieved")}.items():
        yield good(f"id-{name}", "An EncryptedID.", with_part(how, "EncryptedID", NAME_ID).xml(), identity=identity)
    attributes = {**identity, "attributes": {"badge": ["4711"], "email": ["jane.doe@example.com"]}}
    yield good("attribute", "An EncryptedAttribute.", with_part(GCM, "EncryptedAttribute", BADGE).xml(), identity=attributes)
    yield good("attribute-cbc", "An EncryptedAttribute by AES-CBC: the assertion's signature covers it.", with_part(CBC, "EncryptedAttribute", BADGE).xml(), identity=attributes)
    everything = with_part(GCM, "EncryptedAttribute", BADGE, with_part(CBC, "EncryptedID", NAME_ID))
    yield good("id-and-attribute", "Both in one assertion.", everything.xml(), identity=attributes)
    nested = sealed(GCM, assertion_of(everything.xml()))
    yield good("all-three", "Both, and the assertion around them is encrypted too.", nested, identity={**attributes, "encrypted": True})
    yield good("all-three-signed-response", "The same under a signed Response, and nothing else signed.", sealed(CBC, assertion_of(everything.unsigned().xml()), Sign()), identity={**attributes, "encrypted": True})
    yield good(
        "identifier-attribute", "The identifier is an encrypted attribute.", with_part(GCM, "EncryptedAttribute", BADGE).xml(), identity=attributes, policy={"identifierAttribute": "badge"}
    )

    short = with_part(GCM.but(key="sp-1024"), "EncryptedID", NAME_ID).xml()
    yield good("id-key-1024", "A short key for the identifier alone, by leave.", short, decrypt="sp-1024", policy={"minRsaBits": 1024}, identity={**identity, "relaxed": ["minRsaBits"]})
    yield bad("id-flipped", "E06", "An altered EncryptedID: by the IdP, since the assertion is signed.", with_part(GCM.but(flip=("value", 20)), "EncryptedID", NAME_ID).xml(), twin="id-gcm")
    yield bad("attribute-flipped", "E06", "An altered EncryptedAttribute.", with_part(GCM.but(flip=("wrapped", 99)), "EncryptedAttribute", BADGE).xml(), twin="attribute")
    yield bad("id-altered-afterwards", "S15", "An EncryptedID exchanged after the assertion was signed.", with_other_id(), twin="id-gcm")
    yield bad("id-is-an-attribute", "E08", "In an EncryptedID is no NameID.", with_part(GCM, "EncryptedID", BADGE).xml(), twin="id-gcm")
    yield bad("attribute-is-a-name-id", "E08", "In an EncryptedAttribute is no Attribute.", with_part(GCM, "EncryptedAttribute", NAME_ID).xml(), twin="attribute")
    yield bad("id-is-a-base-id", "A05", "In an EncryptedID is a BaseID.", with_part(GCM, "EncryptedID", f"<saml2:BaseID {XMLNS}/>").xml(), twin="id-gcm")
    yield bad("two-ids", "X12", "An EncryptedID beside a NameID.", plain.edited(NAME_ID, NAME_ID + GCM.wrapped_in("EncryptedID", NAME_ID)).xml(), twin="id-gcm")
    yield bad("id-comment", "X08", "A comment splits the NameID that was encrypted.", with_part(GCM, "EncryptedID", NAME_ID.replace("jane", "jane<!---->")).xml(), twin="id-gcm")
    yield bad("attribute-twice-closed", "X07", "Two Attributes in one EncryptedAttribute.", with_part(GCM, "EncryptedAttribute", BADGE + BADGE).xml(), twin="attribute")
    hidden = BADGE.replace("4711", SIGNED.replace('ID="id', 'ID="jd').replace("#id", "#jd"))
    yield bad("attribute-holds-an-assertion", "X17", "An Assertion inside an encrypted attribute.", with_part(GCM, "EncryptedAttribute", hidden).xml(), twin="attribute")
    yield bad("id-encoding", "E06", "The wrapped key of an EncryptedID has another first octet.", with_part(CBC.but(flip=("encoded", 0)), "EncryptedID", NAME_ID).xml(), twin="id-cbc")


def with_other_id() -> str:
    first = with_part(GCM, "EncryptedID", NAME_ID).xml()
    return altered(first, GCM.xml(NAME_ID), GCM.xml(forged(NAME_ID)))


def missing_keys():
    yield bad("no-key", "E01", "An EncryptedAssertion, and there is no key to read it.", sealed(GCM), decrypt=None)
    yield bad("no-key-signed", "E01", "The same in a signed Response.", sealed(CBC, BARE, Sign()), decrypt=None, twin="cbc-256-signed")
    yield bad("no-key-id", "A05", "An EncryptedID, and there is no key to read it.", with_part(GCM, "EncryptedID", NAME_ID).xml(), decrypt=None, twin="id-gcm")
    yield bad(
        "no-key-attribute", "T09", "An EncryptedAttribute that nobody can read: it is not dropped in silence.", with_part(GCM, "EncryptedAttribute", BADGE).xml(), decrypt=None, twin="attribute"
    )
    yield bad("not-encrypted", "E10", "A plain Assertion, where the connection wants it encrypted.", plain.xml(), policy={"requireEncrypted": True}, twin="required")
    yield bad("only-an-id-encrypted", "E10", "Only the NameID is encrypted, where the connection wants the assertion so.", with_part(GCM, "EncryptedID", NAME_ID).xml(), policy={"requireEncrypted": True}, twin="required")
    yield bad("other-size", "E02", "Encrypted for a key of another size.", sealed(GCM.but(key="sp-next")))
    yield bad("other-key", "E06", "Encrypted for another key of the same size, and nothing says so.", sealed(GCM.but(key="attacker")))
    yield bad("other-key-named", "E02", "The same, and the message names the certificate.", sealed(GCM.but(key="attacker", names_certificate=True)))
    yield bad("other-key-of-two", "E06", "Encrypted for neither of two keys.", sealed(GCM.but(key="attacker")), decrypt="sp idp-next")
    only_other = GCM.but(place="beside", recipient="https://other.example.com", key="attacker", names_certificate=True)
    yield bad("other-recipient", "E02", "The only EncryptedKey is for somebody else.", sealed(only_other))
    ours = "</xenc:EncryptedData>" + GCM.key_xml(SIGNED)
    inside_other = sealed(GCM.but(key="attacker", names_certificate=True)).replace("</xenc:EncryptedData>", ours)
    yield bad("other-key-inside-ours-beside", "E02", "KeyInfo has an EncryptedKey for somebody else; one for us stands beside, and nothing names it.", inside_other, twin="beside")


def integrity():
    """One code, one text, whatever is altered."""
    folder = "enc-integrity"
    for which, positions in {"value": (0, 11, 12, 700, -16, -1), "wrapped": (0, 100, 255), "encoded": (0, 1, 20, 21, 60, 222, 223, 255)}.items():
        for position in positions:
            name = f"gcm-{which}-{position}".replace("--", "-minus-")
            yield bad(name, "E06", f"AES-GCM: one bit of the {which} is another, octet {position}.", sealed(GCM.but(flip=(which, position))), folder=folder)
    for which, positions in {"value": (-1,), "wrapped": (100,), "encoded": (0, 30, 223, 255)}.items():
        for position in positions:
            name = f"cbc-{which}-{position}".replace("--", "-minus-")
            # Under a signed Response only the IdP itself can have made it.
            xml = sealed(CBC.but(flip=(which, position)), BARE, Sign())
            yield bad(name, "E06", f"AES-CBC: one bit of the {which} is another, octet {position}.", xml, folder=folder, twin="cbc-256-signed")
    for padding in (0, 17, 255):
        xml = sealed(CBC.but(padding=padding), BARE, Sign())
        yield bad(f"cbc-padding-{padding}", "E06", f"AES-CBC: the last octet says {padding} octets of padding.", xml, folder=folder, twin="cbc-256-signed")
    whole = GCM.value(SIGNED)

    def cut(value: bytes) -> str:
        return altered(sealed(GCM), b64encode(whole).decode(), b64encode(value).decode())

    yield bad("gcm-no-tag", "E06", "The tag is missing.", cut(whole[:-16]), folder=folder)
    yield bad("gcm-short-tag", "E06", "The tag is cut to 12 octets.", cut(whole[:-4]), folder=folder)
    yield bad("gcm-only-nonce", "E06", "There is nothing but the nonce.", cut(whole[:12]), folder=folder)
    yield bad("gcm-only-nonce-and-tag", "E06", "There is nothing but nonce and tag.", cut(whole[:12] + whole[-16:]), folder=folder)
    yield bad("gcm-no-nonce", "E06", "The nonce is missing.", cut(whole[12:]), folder=folder)
    yield bad("gcm-one-octet", "E06", "There is one octet.", cut(whole[:1]), folder=folder)
    whole_cbc = CBC.value(BARE)

    def cut_cbc(value: bytes) -> str:
        encrypted = CBC.wrapped_in("EncryptedAssertion", BARE, f" {XMLNS}")
        return around(altered(encrypted, b64encode(whole_cbc).decode(), b64encode(value).decode()), Sign())

    yield bad("cbc-only-vector", "E06", "AES-CBC: there is nothing but the initialisation vector.", cut_cbc(whole_cbc[:16]), folder=folder, twin="cbc-256-signed")
    yield bad("cbc-half-block", "E06", "AES-CBC: the last block is cut.", cut_cbc(whole_cbc[:-8]), folder=folder, twin="cbc-256-signed")
    yield bad("cbc-altered-under-signature", "S15", "A ciphertext that was altered after the Response was signed is never decrypted.", altered_after(CBC), folder=folder, twin="cbc-256-signed")


def altered_after(how: Encrypt) -> str:
    xml = sealed(how, BARE, Sign())
    value = how.value(BARE)
    return altered(xml, b64encode(value).decode(), b64encode(how.but(flip=("value", 20)).value(BARE)).decode())


def keys():
    folder = "enc-keys"
    labelled = GCM.but(label=b"saml-edge")
    yield bad("label-missing", "E06", "The label is left out of the message.", altered(sealed(labelled), labelled.method(), GCM.method()), folder=folder, twin="oaep-label")
    other = GCM.but(label=b"other")
    yield bad("label-other", "E06", "The message states another label.", altered(sealed(labelled), labelled.method(), other.method()), folder=folder, twin="oaep-label")
    yield bad("label-added", "E06", "The message states a label that was not used.", altered(sealed(GCM), GCM.method(), other.method()), folder=folder)
    sha256 = GCM.but(digest=names.SHA256)
    yield bad("digest-false", "E06", "The message states a digest that was not used.", altered(sealed(GCM), GCM.method(), sha256.method()), folder=folder)
    yield bad("digest-missing", "E06", "The digest is left out of the message.", altered(sealed(sha256), sha256.method(), GCM.method()), folder=folder, twin="oaep-mgf1p-sha256")
    eleven = GCM.but(transport=names.OAEP_11, digest=names.SHA256, mask=names.MGF1_SHA256)
    yield bad("mask-false", "E06", "The message states another mask.", altered(sealed(eleven), eleven.method(), eleven.but(mask=names.MGF1_SHA1).method()), folder=folder, twin="oaep-11-sha256-mgf1-sha256")
    yield bad("mask-missing", "E06", "The mask is left out of the message.", altered(sealed(eleven), eleven.method(), eleven.but(mask=None).method()), folder=folder, twin="oaep-11-sha256-mgf1-sha256")
    yield bad(
        "mask-with-mgf1p", "E05", "A mask for the older algorithm, where it is fixed.", altered(sealed(sha256), sha256.method(), sha256.but(mask=names.MGF1_SHA256).method()), folder=folder, twin="oaep-mgf1p-sha256"
    )
    for length in (16, 24, 31, 33, 1):
        yield bad(f"session-{length}", "E06", f"The session key has {length} octets, and AES-256 needs 32.", session_of(length), folder=folder)
    swapped = altered(sealed(GCM), GCM.key_xml(SIGNED), GCM.key_xml(BARE))
    yield bad("swapped", "E06", "The EncryptedKey of another message.", swapped, folder=folder)
    doubled = sealed(GCM).replace("</ds:KeyInfo><xenc:CipherData>", GCM.key_xml(BARE).replace(' Id="', ' Id="x') + "</ds:KeyInfo><xenc:CipherData>")
    yield good("wrapped-twice-other-key-second", "A second EncryptedKey for us, of another session: the first genuine one is taken.", doubled)
    short = sealed(GCM).replace("</ds:KeyInfo><xenc:CipherData>", GCM.but(key="sp-1024").key_xml(SIGNED) + "</ds:KeyInfo><xenc:CipherData>")
    yield good("wrapped-twice-short-key-second", "A second EncryptedKey, for a short key that nobody uses.", short, identity={**JANE_ENCRYPTED, "relaxed": []})
    yield good("wrapped-twice-short-key-second-by-leave", "The same where short keys may be used.", short, policy={"minRsaBits": 1024}, identity={**JANE_ENCRYPTED, "relaxed": []})
    for count in (32, 33):
        attributes = [f'<saml2:Attribute Name="badge-{number}"><saml2:AttributeValue>{number}</saml2:AttributeValue></saml2:Attribute>' for number in range(count)]
        sealed_parts = "".join(GCM.wrapped_in("EncryptedAttribute", part) for part in attributes)
        xml = plain.edited("</saml2:AttributeStatement>", sealed_parts + "</saml2:AttributeStatement>").xml()
        if count == 32:
            yield good("parts-32", "As many encrypted attributes as are decrypted.", xml, identity={**JANE, "encrypted": False, "attributes": {"badge-31": ["31"]}})
        else:
            yield bad("parts-33", "X09", "One encrypted attribute more than are decrypted.", xml, folder=folder, twin="parts-32")
    many = "".join(GCM.but(key="attacker").key_xml(SIGNED).replace(' Id="', f' Id="{number}x') for number in range(8))
    yield bad("nine", "X09", "Nine EncryptedKeys.", sealed(GCM).replace("</ds:KeyInfo><xenc:CipherData>", many + "</ds:KeyInfo><xenc:CipherData>"), folder=folder)
    short = sealed(GCM)
    wrapped = GCM.wrapped(SIGNED)
    yield bad("cut", "E02", "The wrapped key is one octet too short.", altered(short, b64encode(wrapped).decode(), b64encode(wrapped[:-1]).decode()), folder=folder)
    yield bad("long", "E02", "The wrapped key is one octet too long.", altered(short, b64encode(wrapped).decode(), b64encode(b"\x00" + wrapped).decode()), folder=folder)
    yield bad("ones", "E06", "The wrapped key is no number below the modulus.", altered(short, b64encode(wrapped).decode(), b64encode(b"\xff" * 256).decode()), folder=folder)
    yield bad("zeros", "E06", "The wrapped key is zero.", altered(short, b64encode(wrapped).decode(), b64encode(bytes(256)).decode()), folder=folder)
    yield bad("one", "E06", "The wrapped key is one.", altered(short, b64encode(wrapped).decode(), b64encode(bytes(255) + b"\x01").decode()), folder=folder)


def session_of(length: int) -> str:
    """Wraps so many octets, and encrypts with the right key."""

    class Other(Encrypt):
        def wrapped(self, plaintext: str) -> bytes:
            return Encrypt(session_length=length).wrapped(plaintext)

    return sealed(Other())


def forbidden():
    folder = "enc-legacy"
    yield bad("rsa-15", "E05", "RSA 1.5 key transport.", sealed(GCM.but(transport=names.RSA_15)), folder=folder)
    yield bad("rsa-15-signed", "E05", "The same under a signed Response.", sealed(CBC.but(transport=names.RSA_15), BARE, Sign()), folder=folder, twin="cbc-256-signed")
    yield bad("triple-des", "E04", "Triple DES.", sealed(GCM.but(data=names.TRIPLE_DES), BARE, Sign()), folder=folder, twin="cbc-256-signed")
    yield bad("cbc-unsigned", "E04", "AES-CBC, and the Response is not signed: the assertion is, which shows too late.", sealed(CBC), folder=folder, twin="cbc-256-signed")
    yield bad("response-must-be-signed", "S02", "The Response must be signed and is not: nothing is decrypted.", sealed(GCM, forged(SIGNED)), policy={"requireSigned": "response"}, folder=folder, twin="gcm-under-signed-response")
    for name, uri in {"sha224": names.MORE + "sha224", "md5": names.MD5}.items():
        yield bad(f"oaep-{name}", "E05", "A digest that is not of the list.", altered(sealed(GCM), GCM.method(), GCM.but(digest=uri).method()), folder=folder)
    eleven = GCM.but(transport=names.OAEP_11, mask=names.MGF1_SHA1)
    yield bad("mgf1-sha224", "E05", "A mask that is not of the list.", altered(sealed(eleven), eleven.method(), eleven.but(mask=names.XENC11 + "mgf1sha224").method()), folder=folder, twin="oaep-11-sha1-mgf1-sha1")
    for name, uri in {"kw-aes": names.XENC + "kw-aes256", "unknown": "urn:example:wrap"}.items():
        yield bad(f"transport-{name}", "E05", "A key transport that is not of the list.", altered(sealed(GCM), GCM.method(), f'<xenc:EncryptionMethod Algorithm="{uri}"/>'), folder=folder)
    data = f'<xenc:EncryptionMethod Algorithm="{GCM.data}"/>'
    for name, uri in {"chacha20": "http://www.w3.org/2021/04/xmldsig-more#chacha20poly1305", "null": "", "spelling": GCM.data.upper()}.items():
        yield bad(f"data-{name}", "E04", "A data encryption that is not of the list.", altered(sealed(GCM), data, data.replace(GCM.data, uri)), folder=folder)
    agreement = f'<xenc:AgreementMethod Algorithm="{names.XENC11}ECDH-ES"/>'
    yield bad("agreement", "E05", "Key agreement.", altered(sealed(GCM), GCM.key_xml(SIGNED), agreement), folder=folder)
    as_cbc = altered(sealed(GCM, BARE, None), data, data.replace(GCM.data, names.CBC[256]))
    yield bad("gcm-as-cbc", "E04", "A ciphertext of AES-GCM as one of AES-CBC: a backwards compatibility attack.", as_cbc, folder=folder)


def shapes():
    folder = "enc-shape"
    xml = sealed(GCM)
    data = GCM.xml(SIGNED)

    def shape(name: str, about: str, old: str, new: str, rule: str = "E03", of: str = xml, **rest):
        return bad(name, rule, about, altered(of, old, new), folder=folder, **rest)

    yield shape("no-key", "There is no EncryptedKey.", GCM.key_xml(SIGNED), "<ds:KeyName>sp</ds:KeyName>")
    yield shape("no-key-info", "There is no KeyInfo and no EncryptedKey.", between(data, "<ds:KeyInfo", "</ds:KeyInfo>"), "")
    yield shape("no-data", "There is no EncryptedData.", data, "")
    yield shape("two-data", "Two EncryptedData.", data, data + data.replace(' Id="', ' Id="x'))
    yield shape("text", "Text beside EncryptedData.", data, data + "x")
    yield shape("foreign", "A foreign element beside EncryptedData.", data, data + "<x/>")
    yield shape("type-content", "The content of an element was encrypted.", names.ELEMENT, names.XENC + "Content")
    yield shape("type-empty", "The Type is empty.", f'Type="{names.ELEMENT}"', 'Type=""')
    yield shape("no-method", "EncryptedData has no EncryptionMethod.", f'<xenc:EncryptionMethod Algorithm="{GCM.data}"/>', "")
    yield shape("no-algorithm", "EncryptionMethod has no Algorithm.", f'<xenc:EncryptionMethod Algorithm="{GCM.data}"/>', "<xenc:EncryptionMethod/>")
    yield shape("parameter", "EncryptionMethod has a parameter that it does not take.", f'<xenc:EncryptionMethod Algorithm="{GCM.data}"/>', f'<xenc:EncryptionMethod Algorithm="{GCM.data}"><xenc:OAEPparams/></xenc:EncryptionMethod>')
    yield shape("key-size-false", "A KeySize that is not the algorithm's.", f'<xenc:EncryptionMethod Algorithm="{GCM.data}"/>', f'<xenc:EncryptionMethod Algorithm="{GCM.data}"><xenc:KeySize>128</xenc:KeySize></xenc:EncryptionMethod>')
    yield good("key-size", "A KeySize that is the algorithm's.", altered(xml, f'<xenc:EncryptionMethod Algorithm="{GCM.data}"/>', f'<xenc:EncryptionMethod Algorithm="{GCM.data}"><xenc:KeySize>256</xenc:KeySize></xenc:EncryptionMethod>'))
    value = f"<xenc:CipherValue>{b64encode(GCM.value(SIGNED)).decode()}</xenc:CipherValue>"
    yield shape("no-value", "CipherData is empty.", value, "")
    yield shape("two-values", "Two CipherValues.", value, value + value)
    yield shape("value-empty", "CipherValue is empty.", value, "<xenc:CipherValue/>")
    yield shape("value-not-base64", "CipherValue is not base64.", value, value.replace("=</", "</").replace("<xenc:CipherValue>", "<xenc:CipherValue>!"))
    yield shape("value-comment", "A comment splits CipherValue.", value, value[:60] + "<!---->" + value[60:], rule="X08")
    reference = '<xenc:CipherReference URI="https://evil.example/data"/>'
    yield shape("reference", "The ciphertext would have to be fetched.", value, reference, rule="E11")
    wrapped = f"<xenc:CipherValue>{b64encode(GCM.wrapped(SIGNED)).decode()}</xenc:CipherValue>"
    yield shape("key-reference", "The wrapped key would have to be fetched.", wrapped, reference, rule="E11")
    yield shape("reference-inside", "The ciphertext is said to be another part of the message.", value, '<xenc:CipherReference URI="#here"/>', rule="E11")
    label = GCM.but(label=b"saml-edge")
    yield shape("label-not-base64", "OAEPparams is not base64.", "<xenc:OAEPparams>", "<xenc:OAEPparams>!", of=sealed(label), twin="oaep-label")
    yield shape("label-twice", "OAEPparams stands twice.", "<xenc:OAEPparams>", "<xenc:OAEPparams/><xenc:OAEPparams>", of=sealed(label), twin="oaep-label")
    retrieved = GCM.but(place="retrieved")
    uri = f'URI="#{retrieved.key_id(SIGNED)}"'

    def retrieval(name: str, about: str, new: str):
        return shape(name, about, uri, new, of=sealed(retrieved), twin="retrieved")

    yield retrieval("retrieval-of-nothing", "RetrievalMethod names what is not there.", 'URI="#nothing"')
    yield retrieval("retrieval-fetched", "RetrievalMethod would have to fetch.", 'URI="https://evil.example/key"')
    yield retrieval("retrieval-of-the-data", "RetrievalMethod names the EncryptedData itself.", f'URI="#{retrieved.key_id(SIGNED)}d"')
    yield retrieval("retrieval-of-the-response", "RetrievalMethod names the Response.", f'URI="#{plain.response_id}"')
    yield retrieval("retrieval-empty", "RetrievalMethod names nothing.", 'URI=""')
    yield retrieval("retrieval-hash", "RetrievalMethod names the empty ID.", 'URI="#"')
    yield retrieval("retrieval-xpointer", "RetrievalMethod uses XPointer.", f"URI=\"#xpointer(id('{retrieved.key_id(SIGNED)}'))\"")
    end = f'{uri}/>'
    yield shape("retrieval-transforms", "RetrievalMethod has transforms.", end, f"{uri}><ds:Transforms/></ds:RetrievalMethod>", of=sealed(retrieved), twin="retrieved")
    loop = f'<ds:KeyInfo xmlns:ds="{names.DS}"><ds:RetrievalMethod {uri}/></ds:KeyInfo>'
    first = retrieved.method()
    yield shape("retrieval-loop", "The EncryptedKey is to be unwrapped by itself.", first, first + loop, of=sealed(retrieved), twin="retrieved")
    chain = f'<ds:KeyInfo xmlns:ds="{names.DS}">{GCM.key_xml(BARE)}</ds:KeyInfo>'
    yield shape("key-in-key", "The EncryptedKey is wrapped by another.", GCM.method(), GCM.method() + chain)
    away = GCM.but(place="retrieved")
    moved = sealed(away).replace(away.key_xml(SIGNED), "")
    moved = altered(moved, "<saml2p:Status ", f'<saml2p:Extensions xmlns:saml2p="{names.SAMLP}">{away.key_xml(SIGNED)}</saml2p:Extensions><saml2p:Status ')
    yield bad("retrieval-elsewhere", "E03", "RetrievalMethod names an EncryptedKey elsewhere in the message.", moved, folder=folder, twin="retrieved")


def wrapping():
    folder = "enc-wrapping"
    yield bad("unsigned", "S01", "Anybody can encrypt: an assertion that nobody signed.", sealed(GCM, BARE), folder=folder)
    yield bad("unsigned-forged", "S01", "The same about somebody else.", sealed(GCM, forged(BARE)), folder=folder)
    yield bad("forged", "S15", "A signed assertion that was altered before it was encrypted.", sealed(GCM, forged(SIGNED)), folder=folder)
    attacker = plain.but(sign_assertion=Sign(key="attacker"))
    yield bad("other-signer", "S15", "Signed by somebody else.", sealed(GCM, assertion_of(attacker.xml())), folder=folder)
    yield bad("swapped-under-signature", "S15", "Another ciphertext under a signed Response.", altered(sealed(GCM, BARE, Sign()), GCM.xml(BARE), GCM.xml(forged(BARE))), folder=folder, twin="gcm-under-signed-response")
    yield bad("not-an-assertion", "E08", "A Response was encrypted.", sealed(GCM, altered(plain.xml(), plain.declaration, "")), folder=folder)
    yield bad("name-id", "E08", "A NameID was encrypted.", sealed(GCM, f'<saml2:NameID {XMLNS}>x</saml2:NameID>', Sign()), folder=folder, twin="gcm-under-signed-response")
    yield bad("assertion-of-no-namespace", "E08", "An Assertion of no namespace.", sealed(GCM, "<Assertion/>"), folder=folder)
    yield bad("encrypted-twice", "E08", "An EncryptedAssertion was encrypted.", sealed(GCM, GCM.wrapped_in("EncryptedAssertion", SIGNED, f" {XMLNS}")), folder=folder)
    yield bad("two-assertions", "X07", "Two assertions in one ciphertext.", sealed(GCM, SIGNED + SIGNED.replace('ID="id', 'ID="jd').replace("#id", "#jd")), folder=folder)
    yield bad("text-only", "X07", "Text was encrypted.", sealed(GCM, "jane.doe@example.com"), folder=folder)
    yield bad("nothing", "X07", "Nothing was encrypted.", sealed(GCM, ""), folder=folder)
    yield bad("text-before", "X07", "Text stands before the assertion.", sealed(GCM, "x" + SIGNED), folder=folder)
    closes = SIGNED + "</saml2:EncryptedAssertion><saml2:EncryptedAssertion>"
    yield bad("closes-its-wrapper", "X07", "The plaintext closes the element around it.", sealed(GCM, closes), folder=folder)
    ends = SIGNED + "</saml2:EncryptedAssertion></saml2p:Response><!--"
    yield bad("ends-the-message", "X07", "The plaintext ends the message and hides the rest.", sealed(GCM, ends), folder=folder)
    begins = "--></saml2:EncryptedAssertion>" + SIGNED
    yield bad("begins-before", "X07", "The plaintext begins by closing.", sealed(GCM, begins), folder=folder)
    doctype = '<!DOCTYPE saml2:Assertion [<!ENTITY x "admin">]>' + SIGNED
    yield bad("doctype", "X05", "A DOCTYPE in the plaintext.", sealed(GCM, doctype), folder=folder)
    yield bad("entity", "X07", "A reference to an entity that nobody declared.", sealed(GCM, SIGNED.replace("jane.doe@", "&jane;@", 1)), folder=folder)
    yield bad("undeclared-prefix", "X07", "A prefix that is declared nowhere.", sealed(GCM, SIGNED.replace("<saml2:Issuer>", "<other:x/><saml2:Issuer>", 1)), folder=folder)
    evil = forged(BARE).replace(f'ID="{plain.assertion_id}"', 'ID="evil"')
    hidden = evil.replace("</saml2:Issuer>", f"</saml2:Issuer><saml2:Subject/>{SIGNED}", 1)
    yield bad("wrapping-inside", "X17", "The signed assertion hides inside a forged one (XSW 3).", sealed(GCM, hidden), folder=folder)
    parked = evil.replace("</saml2:Conditions>", f"</saml2:Conditions><saml2:Advice>{SIGNED}</saml2:Advice>", 1)
    yield bad("advice-inside", "S01", "The signed assertion is parked in the Advice of a forged one.", sealed(GCM, parked), folder=folder)
    moved = evil.replace("</saml2:Issuer>", "</saml2:Issuer>" + between(SIGNED, "<ds:Signature ", "</ds:Signature>"), 1)
    yield bad("signature-moved", "S07", "The signature of another assertion.", sealed(GCM, moved), folder=folder)
    resigned = plain.but(assertion_id="clash", response_id="other")
    clash = sealed(GCM, assertion_of(resigned.xml()), login=plain.but(response_id="clash"))
    yield bad("id-clash", "E12", "The encrypted assertion has the Response's ID.", clash, folder=folder)
    key_clash = plain.but(assertion_id=GCM.key_id("x"))
    inner = assertion_of(key_clash.xml())
    outer = altered(sealed(GCM, inner), f'Id="{GCM.key_id(inner)}"', f'Id="{GCM.key_id("x")}"')
    yield bad("id-clash-with-a-key", "E12", "The encrypted assertion has the ID of an EncryptedKey.", outer, folder=folder)
    yield bad("plain-beside", "A03", "A plain Assertion beside the encrypted one.", sealed(GCM).replace("<saml2:EncryptedAssertion ", forged(BARE).replace('ID="id', 'ID="jd') + "<saml2:EncryptedAssertion ", 1), folder=folder)
    second = GCM.wrapped_in("EncryptedAssertion", BARE, f" {XMLNS}")
    yield bad("two-encrypted", "A03", "Two EncryptedAssertions.", sealed(GCM).replace("</saml2:EncryptedAssertion>", "</saml2:EncryptedAssertion>" + second), folder=folder)
    advised = plain.but(advice=f"<saml2:Advice>{GCM.wrapped_in('EncryptedAssertion', BARE)}</saml2:Advice>").xml()
    yield good("in-advice", "An EncryptedAssertion in an Advice is not read.", advised, identity={**JANE, "encrypted": False})
    yield bad("assertion-issuer", "A02", "Rules about the assertion hold inside: the issuer.", sealed(GCM, assertion_of(plain.but(issuer="https://other.example.com").xml())), folder=folder)
    yield bad("assertion-audience", "C06", "Rules about the assertion hold inside: the audience.", sealed(GCM, assertion_of(plain.but(audience="urn:other").xml())), folder=folder)
    yield bad("assertion-recipient", "A13", "Rules about the assertion hold inside: the recipient.", sealed(GCM, assertion_of(plain.but(recipient=ACS + "/other").xml())), folder=folder)
    yield bad("destination", "R07", "Rules about the Response hold outside: the destination.", sealed(GCM, login=plain.but(destination=ACS + "/other")), folder=folder)
    deep = "<saml2:Advice>" + "<x>" * 70 + "</x>" * 70 + "</saml2:Advice>"
    yield bad("deep", "X09", "The plaintext is nested more deeply than allowed.", sealed(GCM, assertion_of(plain.but(advice=deep).xml())), folder=folder)
    yield from namespaces(folder)
    edge = "<saml2:Advice>" + "<x>" * 61 + "</x>" * 61 + "</saml2:Advice>"
    yield bad("deep-with-the-message", "X09", "With what stands around it the plaintext is nested too deeply.", sealed(GCM, assertion_of(plain.but(advice=edge).xml())), folder=folder)


def namespaces(folder: str):
    """What the signature outside does not cover means nothing inside: exclusive canonicalisation leaves out declarations that nothing covered uses."""
    uid = '<saml2:Attribute Name="uid"><saml2:AttributeValue>{}</saml2:AttributeValue></saml2:Attribute>'
    foreign = uid.format("<NameID>admin</NameID>")
    xml = with_part(GCM, "EncryptedAttribute", foreign).xml()
    nothing = {**JANE, "encrypted": False, "attributes": {"uid": []}}
    yield good("foreign-element-in-attribute", "A value that is an element of no namespace is not taken for a NameID.", xml, identity=nothing)
    rebound = xml.replace("<saml2p:Response ", f'<saml2p:Response xmlns="{names.SAML}" ', 1)
    yield good("foreign-element-rebound", "Nor where somebody declares a default namespace outside of what is signed.", rebound, identity=nothing)
    prefixed = uid.format("<id:NameID>admin</id:NameID>")
    inner = BARE.replace("</saml2:AttributeStatement>", prefixed + "</saml2:AttributeStatement>")
    for name, uri in {"other": "urn:example:hr", "rebound": names.SAML}.items():
        login = plain.but(sign_response=Sign(), sign_assertion=None)
        outer = login.edited(login.assertion_xml(), GCM.wrapped_in("EncryptedAssertion", inner, f" {XMLNS}"))
        text = outer.edited("<saml2p:Response ", f'<saml2p:Response xmlns:id="{uri}" ').xml()
        yield bad(f"prefix-not-covered-{name}", "X07", "A prefix that is declared outside, where the signature does not cover it.", text, folder=folder, twin="gcm-under-signed-response")
    covered = Sign(prefixes="xs id")
    login = plain.but(sign_response=covered, sign_assertion=None)
    outer = login.edited(login.assertion_xml(), GCM.wrapped_in("EncryptedAssertion", inner, f" {XMLNS}"))
    text = outer.edited("<saml2p:Response ", '<saml2p:Response xmlns:id="urn:example:hr" ').xml()
    yield good("prefix-in-prefix-list", "The PrefixList of the signature covers the prefix.", text, identity={**JANE_ENCRYPTED, "attributes": {"uid": []}})
    yield bad("prefix-in-prefix-list-rebound", "S15", "A covered prefix that was rebound.", altered(text, "urn:example:hr", names.SAML + "x"), folder=folder, twin="prefix-in-prefix-list")
    inclusive = Sign(canonicalization=names.INCLUSIVE_10, transform=names.INCLUSIVE_10, prefixes=None)
    login = plain.but(sign_response=inclusive, sign_assertion=None)
    outer = login.edited(login.assertion_xml(), GCM.wrapped_in("EncryptedAssertion", inner, f" {XMLNS}"))
    text = outer.edited("<saml2p:Response ", '<saml2p:Response xmlns:id="urn:example:hr" ').xml()
    yield good("prefix-inclusive", "Inclusive canonicalisation covers what is in scope.", text, identity={**JANE_ENCRYPTED, "attributes": {"uid": []}})
    declared = plain.edited("</saml2:AttributeStatement>", prefixed + "</saml2:AttributeStatement>").edited("<saml2p:Response ", '<saml2p:Response xmlns:id="urn:example:hr" ')
    both = sealed(GCM, assertion_of(declared.xml()), Sign()).replace("<saml2p:Response ", '<saml2p:Response xmlns:id="urn:example:hr" ', 1)
    yield good("prefix-covered-inside", "The Response's signature does not cover the prefix, and that of what was encrypted does.", both, identity=JANE_ENCRYPTED)
    yield bad("prefix-covered-inside-rebound", "S15", "The prefix was rebound after both signatures.", altered(both, "urn:example:hr", names.SAML + "x"), folder=folder, twin="prefix-covered-inside")
    bare = BARE.replace(f" {XMLNS}", "", 1)
    yield good("prefix-of-the-wrapper", "The prefix of the element around it is covered.", sealed(GCM, bare, Sign()))


def concealed():
    """AES-CBC that nothing protects, by leave: up to the assertion's signature all is one refusal."""
    folder, rest = "enc-concealed", {"policy": {"allowUnauthenticatedCbc": True}, "twin": "cbc-unsigned-by-leave"}
    cases = {
        "padding": ("The padding is wrong.", CBC.but(padding=0), SIGNED),
        "last-block": ("The last block is altered.", CBC.but(flip=("value", -1)), SIGNED),
        "first-block": ("The first block is altered.", CBC.but(flip=("value", 0)), SIGNED),
        "middle": ("A block in the middle is altered.", CBC.but(flip=("value", 800)), SIGNED),
        "key": ("The wrapped key is altered.", CBC.but(flip=("wrapped", 9)), SIGNED),
        "not-well-formed": ("It decrypts, and is not well-formed.", CBC, SIGNED + "<"),
        "doctype": ("It decrypts, and has a DOCTYPE.", CBC, "<!DOCTYPE x>" + SIGNED),
        "not-an-assertion": ("It decrypts, and is no Assertion.", CBC, "<x/>"),
        "unsigned": ("It decrypts, and is not signed.", CBC, BARE),
        "forged": ("It decrypts, and its signature does not verify.", CBC, forged(SIGNED)),
        "signature-malformed": ("It decrypts, and its Signature is malformed.", CBC, SIGNED.replace("<ds:SignedInfo>", "<ds:SignedInfo><x/>")),
    }
    for name, (about, how, assertion) in cases.items():
        yield bad(name, "E06", about, sealed(how, assertion), folder=folder, **rest)
    yield bad("audience", "C06", "Behind a signature that verifies the rules speak again.", sealed(CBC, assertion_of(plain.but(audience="urn:other").xml())), folder=folder, **rest)

