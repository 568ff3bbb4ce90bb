"""Single logout: LogoutRequest and LogoutResponse by HTTP-Redirect and HTTP-POST (core 3.7, bindings 3.4 and 3.5, profiles 4.4)."""

from __future__ import annotations

import zlib
from base64 import b64encode
from dataclasses import dataclass, replace
from urllib.parse import quote

import names
import signer
from encryptor import Encrypt
from login import IDP, SP, Sign, altered, attribute, issuer_xml, named_certificate, text
from vector import accept, refuse

SLO = "https://sp.example.com/saml/slo"
SENT = "_logout1"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
RESPONDER = "urn:oasis:names:tc:SAML:2.0:status:Responder"
PARTIAL = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout"
DENIED = "urn:oasis:names:tc:SAML:2.0:status:RequestDenied"
USER = "urn:oasis:names:tc:SAML:2.0:logout:user"
NAME_ID = f'<saml2:NameID Format="{names.EMAIL}">jane.doe@example.com</saml2:NameID>'
JANE = {"kind": "request", "issuer": IDP, "nameId": "jane.doe@example.com", "nameIdFormat": names.EMAIL}
DONE = {"kind": "response", "issuer": IDP, "inResponseTo": SENT, "success": True, "partial": False}


@dataclass(frozen=True)
class Logout:
    """One of the two messages. None leaves an attribute or element out."""

    name: str = "LogoutRequest"
    id: str | None = "_slo7d1c"
    version: str | None = "2.0"
    issue_instant: str | None = "2026-11-24T09:59:58Z"
    destination: str | None = SLO
    in_response_to: str | None = None
    not_on_or_after: str | None = "2026-11-24T10:04:58Z"
    reason: str | None = None
    issuer: str | None = IDP
    issuer_format: str | None = None
    sign: Sign | None = None
    extensions: str = ""
    content: str = NAME_ID + "<saml2p:SessionIndex>_req1</saml2p:SessionIndex>"
    # Stands in the query; not part of the XML.
    method: str = names.RSA_SHA256
    key: str = "idp"
    relay_state: str | None = None
    edits: tuple[tuple[str, str], ...] = ()

    def but(self, **fields) -> "Logout":
        return replace(self, **fields)

    def edited(self, old: str, new: str) -> "Logout":
        return replace(self, edits=(*self.edits, (old, new)))

    def xml(self) -> str:
        found = (
            f"<saml2p:{self.name}"
            + attribute("Destination", self.destination)
            + attribute("ID", self.id)
            + attribute("InResponseTo", self.in_response_to)
            + attribute("IssueInstant", self.issue_instant)
            + attribute("NotOnOrAfter", self.not_on_or_after)
            + attribute("Reason", self.reason)
            + attribute("Version", self.version)
            + f' xmlns:saml2p="{names.SAMLP}" xmlns:saml2="{names.SAML}">'
            + issuer_xml(self.issuer, self.issuer_format, "")
            + (self.sign.xml(self.id or "") if self.sign else "")
            + self.extensions
            + self.content
            + f"</saml2p:{self.name}>"
        )
        for old, new in self.edits:
            found = altered(found, old, new)
        return signer.fill(found)

    def post(self, **how) -> str:
        return self.but(sign=Sign(prefixes=None, **how)).xml()

    def form(self, **how) -> str:
        """POST, as a body."""
        return self.form_of(self.post(**how))

    def form_of(self, xml: str) -> str:
        relay_state = "" if self.relay_state is None else "&RelayState=" + quote(self.relay_state, safe="")
        return f"{self.parameter()}={quote(b64encode(xml.encode()).decode(), safe='')}{relay_state}"

    def parameter(self) -> str:
        return "SAMLRequest" if self.name == "LogoutRequest" else "SAMLResponse"

    def message(self, xml: str | None = None, level: int = 9) -> str:
        return b64encode(deflate((self.xml() if xml is None else xml).encode(), level)).decode()

    def unsigned_query(self, message: str | None = None, encode=lambda value: quote(value, safe="")) -> str:
        relay_state = "" if self.relay_state is None else "&RelayState=" + encode(self.relay_state)
        return f"{self.parameter()}={encode(message or self.message())}{relay_state}"

    def query(self, message: str | None = None, encode=lambda value: quote(value, safe="")) -> str:
        signed = f"{self.unsigned_query(message, encode)}&SigAlg={encode(self.method)}"
        return f"{signed}&Signature={encode(b64encode(sign(self.key, self.method, signed.encode())).decode())}"


def deflate(octets: bytes, level: int = 9, window: int = -15) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, window)
    return compressor.compress(octets) + compressor.flush()


def sign(key: str, method: str, octets: bytes) -> bytes:
    if method in signer.ECDSA:
        return signer.ecdsa(key, octets, signer.ECDSA[method])
    if method == names.ED25519:
        return signer.private_key(key).sign(octets)
    if method in signer.PSS:
        return signer.pss(key, octets, *signer.PSS[method])
    return signer.raise_private(key, signer.encoded(key, signer.RSA.get(method, "sha256"), octets))


def status(code: str = SUCCESS, second: str | None = None, message: str | None = None) -> str:
    inner = f'<saml2p:StatusCode Value="{second}"/>' if second else ""
    said = f"<saml2p:StatusMessage>{text(message)}</saml2p:StatusMessage>" if message else ""
    return f'<saml2p:Status><saml2p:StatusCode Value="{code}">{inner}</saml2p:StatusCode>{said}</saml2p:Status>'


request = Logout()
response = Logout(name="LogoutResponse", in_response_to=SENT, not_on_or_after=None, content=status())


def good(name: str, about: str, body, encoding: str = "redirect", **rest):
    rest = {"identity": JANE, **rest}
    return accept(name, about, body, encoding=encoding, message="logout", **rest)


def bad(name: str, rule: str, about: str, body, twin: str = "logout/request", encoding: str = "redirect", **rest):
    return refuse(name, rule, about, body, twin=twin, encoding=encoding, message="logout", **rest)


def vectors():
    yield from accepted()
    yield from answers()
    yield from encrypted()
    yield from unsigned()
    yield from queries()
    yield from compressed()
    yield from messages()
    yield from posts()
    yield from wrapping()


def accepted():
    full = {**JANE, "sessionIndexes": ["_req1"], "relayState": "r/1 +", "id": "_slo7d1c"}
    yield good("logout/request", "By HTTP-Redirect, as most send it.", request.but(relay_state="r/1 +").query(), identity=full)
    yield good("logout/request-post", "By HTTP-POST, signed inside.", request.but(relay_state="r/1 +").form(), "form", identity=full)
    yield good("logout/request-xml", "The same as XML alone.", request.post(), "xml", identity={**JANE, "relayState": None})
    several = request.edited("<saml2p:SessionIndex>_req1</saml2p:SessionIndex>", "<saml2p:SessionIndex>a</saml2p:SessionIndex><saml2p:SessionIndex>b</saml2p:SessionIndex>")
    yield good("logout/several-sessions", "Every SessionIndex counts.", several.query(), identity={**JANE, "sessionIndexes": ["a", "b"]})
    yield good("logout/all-sessions", "Without a SessionIndex: all sessions of the user.", request.but(content=NAME_ID).query(), identity={**JANE, "sessionIndexes": []})
    qualified = f'<saml2:NameID Format="{names.PERSISTENT}" NameQualifier="{IDP}" SPNameQualifier="{SP}">x7</saml2:NameID>'
    yield good(
        "logout/qualified-name",
        "A name with format and qualifiers.",
        request.but(content=qualified).query(),
        identity={"kind": "request", "nameId": "x7", "nameIdFormat": names.PERSISTENT, "nameQualifier": IDP, "spNameQualifier": SP},
    )
    yield good("logout/reason", "Why.", request.but(reason=USER).query(), identity={**JANE, "reason": USER})
    yield good("logout/no-not-on-or-after", "The IssueInstant alone bounds it.", request.but(not_on_or_after=None).query())
    yield good("logout/extensions", "Extensions mean nothing here.", request.but(extensions='<saml2p:Extensions><x xmlns="urn:x"/></saml2p:Extensions>').query())
    yield good("logout/issuer-format", "An Issuer with the format entity.", request.but(issuer_format=names.ENTITY).query())
    lower = lambda value: quote(value, safe="").replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d").replace("%3A", "%3a")
    yield good("logout/lower-case-escapes", "Signed over escapes in lower case, as .NET writes them.", request.query(encode=lower))
    yield good("logout/bare-characters", "Signed over characters that need no escape and have none.", request.but(relay_state="a:b/c=").query(encode=lambda value: quote(value, safe="/:=")))
    yield good("logout/other-order", "The order of the query is not that of the signature.", "&".join(reversed(request.query().split("&"))))
    yield good("logout/more-parameters", "Parameters of others are not read.", f"tenant=1&{request.query()}&lang=de")
    yield good("logout/deflate-named", "SAMLEncoding says what is so anyway.", request.query() + "&SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE")
    for level, about in [(0, "Not compressed at all, in a stored block."), (1, "Compressed in a hurry.")]:
        yield good(f"logout/deflate-{level}", about, request.query(request.message(level=level)))
    yield good("logout/empty-relay-state", "RelayState is there and empty, and signed so.", request.but(relay_state="").query(), identity={**JANE, "relayState": ""})
    yield good("logout/signature-inside-is-not-read", "A Signature inside what came by HTTP-Redirect proves nothing, and harms nothing.", request.but(sign=Sign(key="attacker", prefixes=None)).query())
    yield good("logout/second-key", "With the new key during a rollover.", request.but(key="idp-next").query(), connection="rotation")
    for name, key, method in [
        ("ecdsa-256", "ec-p256", names.ECDSA_SHA256),
        ("ecdsa-384", "ec-p384", names.ECDSA_SHA384),
        ("ecdsa-512", "ec-p521", names.ECDSA_SHA512),
        ("rsa-384", "idp", names.RSA_SHA384),
        ("rsa-512", "idp", names.RSA_SHA512),
        ("rsa-pss", "idp", names.PSS_SHA256),
    ]:
        yield good(f"logout/{name}", f"Signed with {method}.", request.but(key=key, method=method).query(), connection="every-kind")
    yield good("logout/sha1", "SHA-1, by leave.", request.but(method=names.RSA_SHA1).query(), policy={"allowSha1": True}, identity={**JANE, "relaxed": ["allowSha1"]})
    yield good("logout/short-key", "A short key, by leave.", request.but(key="rsa-1024").query(), connection="rsa-1024", identity={**JANE, "relaxed": ["minRsaBits"]})
    yield good("logout/skew", "Two minutes over, within the skew.", request.query(), now="2026-11-24T10:06:58Z")
    yield good("logout/more-skew", "Over by more than the default skew.", request.query(), now="2026-11-24T10:08:30Z", policy={"clockSkewSeconds": 300}, identity={**JANE, "relaxed": ["clockSkewSeconds"]})
    yield good("logout/unused-skew", "More skew than by default, which nothing uses.", request.query(), policy={"clockSkewSeconds": 300}, identity={**JANE, "relaxed": []})
    old = request.but(issue_instant="2026-11-24T09:50:00Z")
    yield good("logout/older", "Issued long ago, by leave.", old.query(), policy={"maxResponseAgeSeconds": 900}, identity={**JANE, "relaxed": ["maxResponseAgeSeconds"]})
    yield good("logout/seen-another", "Another request of the same user.", request.but(id="_other").query())


def answers():
    def done(name: str, about: str, body, encoding: str = "redirect", **rest):
        return good(name, about, body, encoding, **{"in_response_to": SENT, "identity": DONE, **rest})

    def no(name: str, rule: str, about: str, body, **rest):
        return bad(name, rule, about, body, twin="logout/response", **{"in_response_to": SENT, **rest})

    yield done("logout/response", "The logout is done.", response.but(relay_state="r1").query(), identity={**DONE, "relayState": "r1"})
    yield done("logout/response-post", "The same by HTTP-POST.", response.form(), "form")
    yield done("logout/response-partial", "Success with PartialLogout, as core 3.7.3.2 has it.", response.but(content=status(SUCCESS, PARTIAL)).query(), identity={**DONE, "partial": True})
    failed = {**DONE, "success": False, "partial": True, "statusCode": "PartialLogout"}
    yield done("logout/response-partial-failed", "Responder with PartialLogout, as others have it.", response.but(content=status(RESPONDER, PARTIAL)).query(), identity=failed)
    denied = {**DONE, "success": False, "statusCode": "RequestDenied", "statusMessage": "No."}
    yield done("logout/response-denied", "It was refused.", response.but(content=status(RESPONDER, DENIED, "No.")).query(), identity=denied)
    yield done("logout/response-pending", "The store has the request.", response.query(), in_response_to="store", pending=SENT)
    yield no("logout/response-not-pending", "L08", "The store does not have the request.", response.query(), in_response_to="store")
    yield no("logout/response-to-another", "L08", "It answers another request.", response.but(in_response_to="_other").query())
    yield no("logout/response-to-none", "L08", "It answers no request.", response.but(in_response_to=None).query())
    yield no("logout/response-unexpected", "L08", "No logout was started.", response.query(), in_response_to="none")
    yield no("logout/response-to-none-unexpected", "L08", "It answers no request, and none was sent.", response.but(in_response_to=None).query(), in_response_to="none")
    yield no("logout/response-no-status", "R04", "There is no Status.", response.but(content="").query())
    yield no("logout/response-destination", "L02", "For another address.", response.but(destination=SLO + "/").query())
    yield no("logout/response-issuer", "L02", "From another IdP.", response.but(issuer=IDP + "/").query())
    yield no("logout/response-old", "L02", "Issued long ago.", response.but(issue_instant="2026-11-24T09:50:00Z").query())
    yield no("logout/response-twice", "L04", "Twice.", response.query(), seen="same")
    yield no("logout/response-unsigned", "L01", "By HTTP-POST, and not signed.", response.form_of(response.xml()), encoding="form")
    yield no("logout/response-as-request", "X10", "In the parameter of requests.", request.unsigned_query(response.message()))


def encrypted():
    def with_id(how: Encrypt, content: str = NAME_ID) -> Logout:
        return request.but(content=how.wrapped_in("EncryptedID", declared(content)))

    def declared(content: str) -> str:
        return content.replace("<saml2:", f'<saml2:', 1).replace("<saml2:NameID", f'<saml2:NameID xmlns:saml2="{names.SAML}"', 1)

    gcm = Encrypt()
    cbc = Encrypt(data=names.CBC[256])
    yield good("logout/encrypted-id", "The name is encrypted.", with_id(gcm).query(), decrypt="sp")
    twice = with_id(gcm).edited("</ds:KeyInfo><xenc:CipherData>", gcm.but(key="sp-1024").key_xml(declared(NAME_ID)) + "</ds:KeyInfo><xenc:CipherData>")
    yield good("logout/encrypted-id-short-key-second", "A second EncryptedKey, for a short key that nobody uses.", twice.query(), decrypt="sp", identity={**JANE, "relaxed": []})
    yield good("logout/encrypted-id-post", "The same by HTTP-POST.", with_id(gcm).form(), "form", decrypt="sp")
    yield good("logout/encrypted-id-cbc", "By AES-CBC: the query's signature covers it.", with_id(cbc).query(), decrypt="sp")
    yield bad("logout/encrypted-id-no-key", "L05", "There is no key to read it.", with_id(gcm).query(), twin="logout/encrypted-id")
    yield bad("logout/encrypted-id-other-key", "E02", "The key is another, of another size.", with_id(gcm).query(), twin="logout/encrypted-id", decrypt="sp-next")
    yield bad("logout/encrypted-id-flipped", "E06", "What is encrypted was altered before it was signed.", with_id(gcm.but(flip=("value", 20))).query(), twin="logout/encrypted-id", decrypt="sp")
    base_id = f'<saml2:BaseID xmlns:saml2="{names.SAML}"/>'
    yield bad("logout/encrypted-base-id", "A05", "It is a BaseID.", request.but(content=gcm.wrapped_in("EncryptedID", base_id)).query(), twin="logout/encrypted-id", decrypt="sp")


def unsigned():
    yield bad("logout/unsigned", "L01", "No signature in the query.", request.unsigned_query())
    yield bad("logout/unsigned-but-inside", "L01", "By HTTP-Redirect, signed inside only.", request.but(sign=Sign(prefixes=None)).unsigned_query())
    yield bad("logout/unsigned-post", "L01", "By HTTP-POST, and not signed.", request.form_of(request.xml()), twin="logout/request-post", encoding="form")
    query = request.query()
    yield bad("logout/unsigned-post-with-query-signature", "L01", "The parameters of a signed query, in a form.", request.form_of(request.xml()) + query[query.index("&SigAlg") :], twin="logout/request-post", encoding="form")
    yield bad("logout/no-signature-value", "B03", "SigAlg without Signature.", query[: query.index("&Signature")])
    yield bad("logout/no-algorithm", "B03", "Signature without SigAlg.", query[: query.index("&SigAlg")] + query[query.index("&Signature") :])
    yield bad("logout/other-key", "B03", "Signed by somebody else.", request.but(key="attacker").query())
    named = request.but(sign=Sign(key="attacker", prefixes=None, key_info=named_certificate("attacker")))
    yield bad("logout/other-key-in-key-info", "K01", "By HTTP-POST, with a key that the message brings.", request.form_of(named.xml()), twin="logout/request-post", encoding="form")
    yield bad("logout/hmac", "S13", "HMAC.", request.but(method=names.HMAC_SHA256).query())
    yield bad("logout/sha1-refused", "S13", "SHA-1 without leave.", request.but(method=names.RSA_SHA1).query())
    yield bad("logout/no-such-algorithm", "S13", "An algorithm that is none.", request.query().replace("rsa-sha256", "rsa-sha257"))
    yield bad("logout/other-key-type", "S14", "ECDSA, where the key is RSA.", request.but(key="ec-p256", method=names.ECDSA_SHA256).query())
    yield bad("logout/algorithm-exchanged", "B03", "SigAlg says SHA-512, and was not signed so.", query.replace("rsa-sha256", "rsa-sha512"))


def queries():
    state = request.but(relay_state="r1")
    query = state.query()
    yield bad("logout/relay-state-changed", "B03", "RelayState was changed.", query.replace("RelayState=r1", "RelayState=r2"))
    yield bad("logout/relay-state-added", "B03", "RelayState was added.", request.query() + "&RelayState=r1")
    yield bad("logout/relay-state-taken-out", "B03", "RelayState was taken out.", query.replace("&RelayState=r1", ""))
    yield bad("logout/escaped-anew", "B03", "The same values with other escapes: not the octets that were signed.", query.replace("RelayState=r1", "RelayState=%721"))
    other = request.but(id="_slo9", content=NAME_ID.replace("jane", "mary"))
    yield bad("logout/message-exchanged", "B03", "Another message under the same signature.", "SAMLRequest=" + quote(other.message(), safe="") + query[query.index("&") :])
    for name, again in [("message", "SAMLRequest=" + quote(other.message(), safe="")), ("relay-state", "RelayState=r2"), ("algorithm", "SigAlg=x"), ("signature", "Signature=AAAA")]:
        yield bad(f"logout/two-{name}", "B02", f"The parameter {again.split('=')[0]} stands twice.", f"{query}&{again}")
        yield bad(f"logout/two-{name}-first", "B02", f"The parameter {again.split('=')[0]} stands twice, the other first.", f"{again}&{query}")
    yield bad("logout/both-messages", "B02", "A SAMLResponse beside the SAMLRequest.", f"{query}&SAMLResponse=" + quote(response.message(), safe=""))
    yield bad("logout/no-message", "B02", "Neither SAMLRequest nor SAMLResponse.", query[query.index("&") + 1 :])
    yield bad("logout/disguised-message", "B03", "A parameter whose name is spelt with an escape.", f"{query}&SAML%52equest=" + quote(other.message(), safe=""))
    yield bad("logout/disguised-relay-state", "B03", "The same with RelayState.", f"{request.query()}&Relay%53tate=x")
    yield bad("logout/bad-escape", "B02", "An escape that is none.", query + "&x=%4")
    yield bad("logout/other-encoding", "B04", "An encoding that nobody knows.", query + "&SAMLEncoding=urn%3Ax")
    yield bad("logout/signature-not-base64", "B03", "The Signature is no base64.", query[: query.index("&Signature")] + "&Signature=%21%21")
    yield bad("logout/relay-state-control", "B05", "A line feed in RelayState.", request.but(relay_state="a\nb").query())


def compressed():
    xml = request.xml()
    compact = deflate(xml.encode())

    def carries(octets: bytes) -> str:
        return request.query(b64encode(octets).decode())

    yield bad("logout/not-compressed", "X03", "XML that was not compressed.", carries(xml.encode()))
    yield bad("logout/zlib", "X03", "With zlib's header and checksum.", carries(deflate(xml.encode(), window=15)))
    yield bad("logout/gzip", "X03", "With gzip's header.", carries(deflate(xml.encode(), window=31)))
    yield bad("logout/cut-off", "X03", "The end is missing.", carries(compact[:-1]))
    yield bad("logout/trailing", "X03", "Something follows the compressed message.", carries(compact + b"\0"))
    yield bad("logout/second-stream", "X03", "A second message follows.", carries(compact + compact))
    # Fixed codes, and nothing but the end of the block, ten bits each.
    empty = int("0" * 7 + "01" + "0", 2)
    blocks = sum(empty << 10 * at for at in range(80)).to_bytes(100, "little")
    yield bad("logout/empty-blocks", "X03", "Eighty empty blocks before the message: each costs work and gives nothing.", carries(blocks + compact))
    yield bad("logout/bomb", "X01", "Few octets that become many.", carries(deflate(xml.encode().replace(b"</saml2p:LogoutRequest>", b" " * (1 << 20) + b"</saml2p:LogoutRequest>"))))
    yield bad("logout/base64", "X02", "The message is no base64.", request.query("!!"))


def messages():
    for name, rule, about, message in [
        ("version", "L02", "SAML 1.1.", request.but(version="1.1")),
        ("no-version", "L02", "No Version.", request.but(version=None)),
        ("no-id", "L02", "No ID.", request.but(id=None)),
        ("bad-id", "X11", "An ID with a space.", request.but(id="_a b")),
        ("no-issue-instant", "L02", "No IssueInstant.", request.but(issue_instant=None)),
        ("issued-in-future", "L02", "Issued ten minutes from now.", request.but(issue_instant="2026-11-24T10:10:00Z")),
        ("old", "L02", "Issued ten minutes ago.", request.but(issue_instant="2026-11-24T09:50:00Z")),
        ("local-time", "X13", "A time without zone.", request.but(issue_instant="2026-11-24T09:59:58")),
        ("no-issuer", "L02", "No Issuer.", request.but(issuer=None)),
        ("issuer", "L02", "From another IdP.", request.but(issuer=IDP + "/")),
        ("bad-issuer-format", "L02", "An Issuer with another format than entity.", request.but(issuer_format=names.EMAIL)),
        ("no-destination", "L02", "No Destination.", request.but(destination=None)),
        ("destination", "L02", "For another address.", request.but(destination="https://sp.example.com/saml/acs")),
        ("destination-slash", "L02", "A trailing slash too many.", request.but(destination=SLO + "/")),
        ("expired", "L03", "Its end has come.", request.but(not_on_or_after="2026-11-24T09:56:59Z", issue_instant="2026-11-24T09:56:00Z")),
        ("no-name", "L05", "Nobody is named.", request.but(content="")),
        ("empty-name", "A06", "The name is empty.", request.but(content="<saml2:NameID/>")),
        ("base-id", "A05", "A BaseID.", request.but(content='<saml2:BaseID/>')),
        ("two-names", "X12", "Two NameIDs.", request.but(content=NAME_ID + NAME_ID.replace("jane", "mary"))),
        ("comment-in-name", "X08", "A comment splits the name.", request.edited("jane.doe", "jane.<!-- -->doe")),
        ("index-before-name", "X12", "SessionIndex before the NameID.", request.but(content="<saml2p:SessionIndex>a</saml2p:SessionIndex>" + NAME_ID)),
        ("unknown-element", "X12", "An element that no schema has there.", request.edited(NAME_ID, NAME_ID + '<x xmlns="urn:x"/>')),
        ("doctype", "X05", "A DOCTYPE.", request.edited("<saml2p:LogoutRequest", "<!DOCTYPE x><saml2p:LogoutRequest")),
        ("authn-request", "X10", "An AuthnRequest.", request.but(name="AuthnRequest", content="")),
    ]:
        if name == "authn-request":
            yield bad(f"logout/{name}", rule, about, "SAMLRequest=" + message.query()[len("SAMLResponse=") :])
        else:
            yield bad(f"logout/{name}", rule, about, message.query())
    yield bad("logout/request-as-response", "X10", "A request in the parameter of answers.", response.unsigned_query(request.message()))
    yield bad("logout/twice", "L04", "Twice.", request.query(), seen="same")
    yield bad("logout/twice-post", "L04", "Once by HTTP-POST is once.", request.form(), twin="logout/request-post", encoding="form", seen="same")
    yield bad("logout/certificate-expired", "K05", "The certificate is over, where the connection enforces that.", request.query(), policy={"enforceCertificateValidity": True}, now="2046-01-01T00:00:00Z")


def posts():
    def no(name: str, rule: str, about: str, body: str, **rest):
        return bad(name, rule, about, body, twin="logout/request-post", encoding="form", **rest)

    signed = request.post()
    yield no("logout/post-tampered", "S15", "The name was changed after it was signed.", request.form_of(signed.replace("jane.doe", "mary.doe")))
    yield no("logout/post-two-messages", "B02", "Two messages in one form.", request.form() + "&" + response.form())
    yield no("logout/post-deflated", "X04", "Compressed, as only HTTP-Redirect does it.", request.form_of("").replace("SAMLRequest=", "SAMLRequest=" + quote(request.message(), safe="")))
    yield no("logout/post-destination", "L02", "For another address.", request.but(destination="https://sp.example.com/other").form())
    yield no("logout/post-sha1", "S13", "SHA-1 without leave.", request.form(method=names.RSA_SHA1))
    yield no("logout/post-login", "X10", "A login Response.", "SAMLResponse=" + quote(b64encode(f'<saml2p:Response xmlns:saml2p="{names.SAMLP}"/>'.encode()).decode(), safe=""))


def wrapping():
    def no(name: str, rule: str, about: str, xml: str):
        return bad(name, rule, about, xml, twin="logout/request-xml", encoding="xml")

    signed = request.post()
    forged = request.but(id="_forged", content=NAME_ID.replace("jane", "mary")).xml()
    signature = signed[signed.index("<ds:Signature") : signed.index("</ds:Signature>") + len("</ds:Signature>")]
    inside = forged.replace("</saml2:Issuer>", "</saml2:Issuer>" + signature, 1)
    yield no("logout/wrapped-in-extensions", "X17", "The signed request hidden in the Extensions of a forged one.", forged.replace("</saml2:Issuer>", f"</saml2:Issuer><saml2p:Extensions>{signed}</saml2p:Extensions>", 1))
    yield no("logout/signature-of-another", "S07", "The signature of the genuine request in a forged one.", inside)
    yield no("logout/forged-with-the-same-id", "S15", "The same, with the ID of the genuine one.", inside.replace('ID="_forged"', 'ID="_slo7d1c"'))
    deeper = forged.replace(NAME_ID.replace("jane", "mary"), f"<saml2:NameID>x{signature}</saml2:NameID>")
    yield no("logout/signature-elsewhere", "S04", "The signature stands in the NameID.", deeper)
    twice = signed.replace("</ds:Signature>", "</ds:Signature>" + signature, 1)
    yield no("logout/two-signatures", "S04", "Two signatures.", twice)
    assertion = f'<saml2p:Extensions><saml2:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-24T09:59:58Z"/></saml2p:Extensions>'
    yield no("logout/assertion-inside", "X17", "An Assertion in the Extensions.", request.but(extensions=assertion).post())
