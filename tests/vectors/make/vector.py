"""Vector files: what one is, and how it is written."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent

# What the verdict depends on. While none of it changes, `code` and `at` of the file stay.
VERDICT = ("rule", "message", "encoding", "connection", "policy", "in-response-to", "pending", "seen", "now", "decrypt")


@dataclass
class Vector:
    name: str
    about: str
    body: bytes
    rule: str | None = None
    message: str = "login"
    encoding: str = "xml"
    connection: str = "default"
    decrypt: str | None = None
    policy: dict = field(default_factory=dict)
    in_response_to: str | None = None
    pending: str | None = None
    seen: str | None = None
    now: str | None = None
    identity: dict | None = None
    twin: str | None = None

    def headers(self) -> dict[str, str]:
        """Those that are not the default, in their order; `code` and `at` are not known here."""
        found = {
            "about": self.about,
            "expect": "refuse" if self.rule else "accept",
            "rule": self.rule,
            "message": self.message if self.message != "login" else None,
            "encoding": self.encoding if self.encoding != "xml" else None,
            "connection": self.connection if self.connection != "default" else None,
            "decrypt": self.decrypt,
            "policy": compact(self.policy) if self.policy else None,
            "in-response-to": self.in_response_to,
            "pending": self.pending,
            "seen": self.seen,
            "now": self.now,
            "identity": compact(self.identity) if self.identity else None,
            "twin": self.twin,
        }
        return {key: value for key, value in found.items() if value is not None}


def accept(name: str, about: str, body: str | bytes, **rest) -> Vector:
    return made(name, about, body, **rest)


def refuse(name: str, rule: str, about: str, body: str | bytes, twin: str = "accept/plain", **rest) -> Vector:
    return made(name, about, body, rule=rule, twin=twin, **rest)


def made(name: str, about: str, body: str | bytes, **rest) -> Vector:
    octets = body.encode("utf-8") if isinstance(body, str) else body
    if rest.get("encoding", "xml") == "xml" and not stays_as_it_is(octets):
        rest["encoding"], octets = "xml-base64", b64encode(octets)
    return Vector(name, about, octets, **rest)


def stays_as_it_is(octets: bytes) -> bool:
    """Whether an editor or version control would leave the octets alone."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.startswith("\ufeff") and all(character >= " " or character in "\t\n" for character in text)


def write(vector: Vector) -> bool:
    """Answers whether the file changed."""
    path = FOLDER / f"{vector.name}.vector"
    headers = vector.headers()
    before = path.read_bytes() if path.exists() else b""
    if vector.rule and before:
        headers = with_verdict(headers, *read(before), vector.body)
    head = "".join(f"{key}: {value}\n" for key, value in headers.items())
    octets = head.encode("utf-8") + b"---\n" + vector.body + b"\n"
    if octets == before:
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(octets)
    return True


def with_verdict(headers: dict[str, str], old: dict[str, str], old_body: bytes, body: bytes) -> dict[str, str]:
    if body != old_body or any(headers.get(key) != old.get(key) for key in VERDICT):
        return headers
    kept = {key: old[key] for key in ("code", "at") if key in old}
    first = {key: headers[key] for key in ("about", "expect", "rule")}
    return {**first, **kept, **headers}


def read(octets: bytes) -> tuple[dict[str, str], bytes]:
    head, body = octets.split(b"\n---\n", 1)
    headers = dict(line.split(": ", 1) for line in head.decode("utf-8").splitlines())
    return headers, body[:-1]


def compact(value) -> str:
    return json.dumps(value, ensure_ascii=False)
