"""The form and its field: base64 of one spelling, one message, an opaque RelayState (bindings 3.5)."""

from __future__ import annotations

import textwrap
import zlib
from base64 import b64encode
from urllib.parse import quote

from login import JANE, plain
from signed_value import base64_with
from vector import accept, refuse

XML = plain.xml()
VALUE = b64encode(XML.encode()).decode()
FORM = "SAMLResponse=" + quote(VALUE, safe="")


def vectors():
    yield from values()
    yield from refused_values()
    yield from forms()
    yield from refused_forms()


def lines(width: int, end: str) -> str:
    return end.join(textwrap.wrap(VALUE, width))


def values():
    def value(name: str, about: str, body: str):
        return accept(f"base64/{name}", about, body.encode(), encoding="value", identity=JANE)

    yield value("one-line", "The value as most send it.", VALUE)
    yield value("mime-lines", "Lines of 76 characters with CR LF, as MIME has them.", lines(76, "\r\n"))
    yield value("pem-lines", "Lines of 64 characters with LF.", lines(64, "\n"))
    yield value("line-break-at-the-end", "A line break after the last character.", VALUE + "\r\n")


def refused_values():
    middle = len(VALUE) // 2 // 4 * 4
    # Line breaks after the root, as many as it takes to end with ==.
    padded = b64encode(XML.encode() + b"\n" * ((1 - len(XML.encode())) % 3)).decode()
    for name, about, body in [
        ("empty", "Nothing.", ""),
        ("white-space-only", "Line breaks and nothing else.", "\r\n"),
        ("xml", "XML that was not encoded.", XML),
        ("space", "A space, as a + becomes that was not percent-encoded.", VALUE[:middle] + " " + VALUE[middle:]),
        ("url-safe", "The URL-safe alphabet.", base64_with("+/").replace("+", "-").replace("/", "_")),
        ("garbage", "A character outside the alphabet, which lax decoders skip.", VALUE[:middle] + "!" + VALUE[middle:]),
        ("percent-encoded", "The value is still percent-encoded.", quote(VALUE, safe="") + "%3D"),
        ("no-padding", "The padding is missing.", padded.rstrip("=")),
        ("padding-in-the-middle", "Two encoded parts, one after the other.", padded + VALUE),
        ("data-after-padding", "Four characters after the padding.", padded + "AAAA"),
        ("padding-alone", "= and nothing else.", "===="),
        ("left-over-bits", "Bits are set that no octet has.", left_over(padded)),
        ("one-character-too-many", "A length that no encoding has.", VALUE.rstrip("=") + "A" * ((1 - len(VALUE.rstrip("="))) % 4)),
        ("full-width", "A full-width letter, which lax decoders fold.", "Ｐ" + VALUE[1:]),
        ("null", "NUL in the middle.", VALUE[:middle] + "\x00" + VALUE[middle:]),
        ("byte-order-mark", "A byte order mark before the value.", "\ufeff" + VALUE),
        ("form-feed", "A form feed at the end.", VALUE + "\x0c"),
    ]:
        yield refuse(f"base64/{name}", "X02", about, body.encode(), encoding="value", twin="base64/one-line")
    yield refuse("base64/twice", "X07", "Encoded twice: what comes out is base64, not XML.", b64encode(VALUE.encode()), encoding="value", twin="base64/one-line")
    yield refuse("base64/deflated", "X04", "Compressed as for a redirect: a POST is never inflated.", b64encode(deflated()), encoding="value", twin="base64/one-line")


def deflated() -> bytes:
    # Without compression, so that it is the same with every version of zlib.
    packer = zlib.compressobj(0, zlib.DEFLATED, -15)
    return packer.compress(XML.encode()) + packer.flush()


def left_over(padded: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = padded[-3]
    return padded[:-3] + alphabet[alphabet.index(last) + 1] + "=="


def forms():
    def form(name: str, about: str, body: str, relay_state: str | None = None):
        return accept(f"form/{name}", about, body.encode(), encoding="form", identity={**JANE, "relayState": relay_state} if relay_state is not None else JANE)

    yield form("plain", "A form with the message alone.", FORM)
    yield form(
        "relay-state",
        "A RelayState, percent-encoded.",
        f"{FORM}&RelayState=https%3A%2F%2Fsp.example.com%2Fdeep+link%3Fa%3D1%26b%3D2",
        "https://sp.example.com/deep link?a=1&b=2",
    )
    yield form("relay-state-first", "The RelayState before the message.", f"RelayState=_state1&{FORM}", "_state1")
    yield form("relay-state-empty", "An empty RelayState.", f"{FORM}&RelayState=", "")
    yield form("relay-state-beyond-ascii", "A RelayState beyond ASCII.", f"{FORM}&RelayState=%E2%9C%93+caf%C3%A9", "✓ café")
    yield form("relay-state-longest", "A RelayState of 1024 octets.", f"{FORM}&RelayState={'r' * 1024}", "r" * 1024)
    yield form("everything-escaped", "Every character is escaped, in the name too.", f"SAML%52esponse={''.join(f'%{ord(character):02X}' for character in VALUE)}")
    yield form("other-fields", "Fields that nobody here knows, one of them twice.", f"submit=Continue&{FORM}&x=1&x=2&y")
    yield form("line-breaks", "A value with line breaks, escaped.", "SAMLResponse=" + quote(lines(76, "\r\n"), safe=""))


def refused_forms():
    plus = base64_with("+")
    for name, rule, about, body in [
        ("empty", "B02", "An empty body.", ""),
        ("no-message", "B02", "No SAMLResponse.", "RelayState=_state1"),
        ("other-case", "B02", "samlresponse is not SAMLResponse.", FORM.replace("SAMLResponse", "samlresponse")),
        ("doubled", "B02", "The same message twice.", f"{FORM}&{FORM}"),
        ("doubled-other-first", "B02", "Two messages, the first of them broken.", f"SAMLResponse=x&{FORM}"),
        ("doubled-empty", "B02", "A second SAMLResponse that is empty.", f"{FORM}&SAMLResponse="),
        ("doubled-escaped-name", "B02", "A second SAMLResponse whose name is escaped.", f"{FORM}&SAML%52esponse=x"),
        ("request-beside", "B02", "A SAMLRequest beside the SAMLResponse.", f"{FORM}&SAMLRequest=x"),
        ("request-alone", "B02", "A SAMLRequest and no SAMLResponse.", FORM.replace("SAMLResponse", "SAMLRequest")),
        ("relay-state-doubled", "B02", "Two RelayStates.", f"{FORM}&RelayState=a&RelayState=b"),
        ("bad-escape", "B02", "An escape that is none.", FORM.replace("%", "%zz%", 1)),
        ("bad-escape-elsewhere", "B02", "An escape that is none, in a field that nobody reads.", f"{FORM}&x=%G1"),
        ("cut-escape", "B02", "An escape that is cut short at the end.", f"{FORM}&x=%4"),
        ("plus-not-escaped", "X02", "A + that was not escaped: it is a space.", f"SAMLResponse={plus.replace('=', '%3D')}"),
        ("empty-message", "X02", "An empty SAMLResponse.", "SAMLResponse="),
        ("semicolon", "X02", "A ; does not separate fields: it belongs to the value.", f"{FORM};RelayState=x"),
        ("escaped-twice", "X02", "Escaped twice.", "SAMLResponse=" + quote(quote(base64_with("+"), safe=""), safe="")),
        ("relay-state-too-long", "B05", "A RelayState of 1025 octets.", f"{FORM}&RelayState={'r' * 1025}"),
        ("relay-state-control", "B05", "A line break in the RelayState: it would split a header.", f"{FORM}&RelayState=x%0D%0ASet-Cookie:%20a=b"),
        ("relay-state-null", "B05", "NUL in the RelayState.", f"{FORM}&RelayState=a%00b"),
        ("relay-state-not-utf-8", "B05", "A RelayState that is not UTF-8.", f"{FORM}&RelayState=%FF"),
    ]:
        yield refuse(f"form/{name}", rule, about, body.encode(), encoding="form", twin="form/plain")
