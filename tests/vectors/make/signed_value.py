"""Logins whose base64 has certain characters in it."""

from __future__ import annotations

from base64 import b64encode

from login import plain


def base64_with(characters: str) -> str:
    """The base64 of the first of many logins that has all of them."""
    for number in range(1000):
        value = b64encode(plain.but(session_index=f"~~~{'>' * number}???").xml().encode()).decode()
        if all(character in value for character in characters):
            return value
    raise ValueError(f"none has {characters}")
