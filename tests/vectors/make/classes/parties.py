"""For whom, from whom, and in answer to what."""

from __future__ import annotations

import names
from login import ACS, IDP, JANE, SP, audiences, conditions, plain, plain_both, plain_response
from vector import accept, refuse


def vectors():
    yield from audience()
    yield from recipient()
    yield from destination()
    yield from issuer()
    yield from in_response_to()
    yield from unsolicited()
    yield from ask_the_store()


def audience():
    def of(*restrictions: str) -> str:
        return plain.but(conditions=conditions(*restrictions)).xml()

    for name, about, value in [
        ("another", "An Audience that is somebody else.", "urn:console:other"),
        ("acs-url", "The ACS URL where the entity id belongs.", ACS),
        ("trailing-slash", "A slash at the end.", SP + "/"),
        ("other-case", "Letters in another case.", SP.upper()),
        ("prefix", "Only the beginning of the entity id.", SP[:-1]),
        ("longer", "The entity id and more.", SP + "2"),
        ("two-in-one", "Two entity ids in one Audience.", f"{SP} urn:console:other"),
        ("wildcard", "A wildcard.", "urn:console:*"),
        ("percent-encoded", "The entity id percent-encoded.", SP.replace("J", "%4A")),
        ("look-alike", "A Cyrillic letter that looks the same.", SP.replace("a", "а")),
        ("no-break-space", "A no-break space after the entity id.", SP + "\u00a0"),
        ("line-break-inside", "A line break inside the entity id.", SP.replace("urn:", "urn:\n")),
    ]:
        yield refuse(f"audience/{name}", "C06", about, plain.but(audience=value).xml())
    yield refuse("audience/empty", "X14", "An empty Audience.", plain.but(audience="").xml())
    yield refuse("audience/white-space", "X14", "An Audience of white space.", plain.but(audience=" \n ").xml())
    yield refuse("audience/missing", "C06", "Conditions without AudienceRestriction: for everybody.", of())
    yield refuse("audience/restriction-without-audience", "C06", "An AudienceRestriction without Audience.", of("<saml2:AudienceRestriction/>"))
    yield refuse(
        "audience/two-restrictions-one-fits",
        "C06",
        "Two AudienceRestrictions, one of which names somebody else: both must hold.",
        of(audiences(SP), audiences("urn:console:other")),
        twin="audience/two-restrictions",
    )
    yield refuse(
        "audience/two-restrictions-other-first",
        "C06",
        "The same in the other order.",
        of(audiences("urn:console:other"), audiences(SP)),
        twin="audience/two-restrictions",
    )
    yield refuse(
        "audience/foreign-element",
        "X12",
        "The Audience in another namespace.",
        of('<saml2:AudienceRestriction><x:Audience xmlns:x="urn:example:x">' + SP + "</x:Audience></saml2:AudienceRestriction>"),
    )
    yield refuse(
        "audience/in-proxy-restriction",
        "C06",
        "The Audience of a ProxyRestriction is none of the Assertion.",
        of(f"<saml2:ProxyRestriction><saml2:Audience>{SP}</saml2:Audience></saml2:ProxyRestriction>"),
    )
    yield accept(
        "audience/several", "Several Audiences, one of them this service provider.", of(audiences("urn:console:other", SP, "https://sp.example.com/")), identity=JANE
    )
    yield accept(
        "audience/two-restrictions",
        "Two AudienceRestrictions, both of which name this service provider.",
        of(audiences(SP), audiences("urn:console:other", SP)),
        identity=JANE,
    )
    yield accept("audience/white-space-around", "White space around the Audience, which xs:anyURI collapses.", plain.but(audience=f"\n    {SP}\n  ").xml(), identity=JANE)


# What is not the ACS URL, though people take it for it.
NEAR_ACS = [
    ("another", "Another address.", "https://other.example/saml/acs"),
    ("entity-id", "The entity id where the ACS URL belongs.", SP),
    ("trailing-slash", "A slash at the end.", ACS + "/"),
    ("http", "http for https.", ACS.replace("https", "http")),
    ("query", "A query more.", ACS + "?next=/"),
    ("other-case", "The host in capitals.", ACS.replace("sp.example.com", "SP.EXAMPLE.COM")),
    ("empty", "Nothing.", ""),
]

# What only attackers take for it.
FORGED_ACS = [
    ("port", "The default port, written out.", ACS.replace(".com", ".com:443")),
    ("prefix", "The beginning of the URL.", "https://sp.example.com/"),
    ("host-suffix", "A host that begins like this one.", ACS.replace(".com", ".com.evil.example")),
    ("user-info", "This host as a user name of another.", "https://sp.example.com@evil.example/saml/acs"),
    ("dot-segments", "The same after resolving its dots.", "https://sp.example.com/x/../saml/acs"),
    ("percent-encoded", "A letter percent-encoded.", ACS.replace("acs", "%61cs")),
    ("space-after", "A space at the end.", ACS + " "),
]


def recipient():
    for name, about, value in NEAR_ACS + FORGED_ACS:
        yield refuse(f"recipient/{name}", "A13", f"Recipient: {about[0].lower()}{about[1:]}", plain.but(recipient=value).xml())
    yield refuse("recipient/missing", "A13", "No Recipient.", plain.but(recipient=None).xml())
    yield refuse(
        "recipient/foreign-attribute",
        "A13",
        "A Recipient in another namespace is none.",
        plain.but(recipient=None).edited("<saml2:SubjectConfirmationData ", f'<saml2:SubjectConfirmationData xmlns:x="urn:example:x" x:Recipient="{ACS}" ').xml(),
        twin="accept/foreign-attributes",
    )
    yield refuse(
        "recipient/saml-prefix",
        "A13",
        "A Recipient in the assertion namespace is none.",
        plain.but(recipient=None).edited("<saml2:SubjectConfirmationData ", f'<saml2:SubjectConfirmationData saml2:Recipient="{ACS}" ').xml(),
        twin="accept/foreign-attributes",
    )
    yield refuse(
        "recipient/lower-case-name",
        "A13",
        "recipient is not Recipient.",
        plain.but(recipient=None).edited("<saml2:SubjectConfirmationData ", f'<saml2:SubjectConfirmationData recipient="{ACS}" ').xml(),
    )


def destination():
    for name, about, value in NEAR_ACS:
        yield refuse(f"destination/{name}", "R07", f"Destination: {about[0].lower()}{about[1:]}", plain.but(destination=value).xml())
    yield refuse(
        "destination/another-signed",
        "R07",
        "A signed Response for another address.",
        plain_response.but(destination="https://other.example/saml/acs").xml(),
        twin="accept/plain-response",
    )
    yield refuse(
        "destination/missing-signed",
        "R07",
        "A signed Response without Destination (bindings 3.5.5.2).",
        plain_response.but(destination=None).xml(),
        twin="accept/plain-response",
    )
    yield refuse("destination/missing-both-signed", "R07", "The same with both signed.", plain_both.but(destination=None).xml(), twin="accept/plain-both")
    yield refuse(
        "destination/foreign-attribute",
        "R07",
        "A Destination in another namespace is none.",
        plain_response.but(destination=None).edited("<saml2p:Response ", f'<saml2p:Response xmlns:x="urn:example:x" x:Destination="{ACS}" ').xml(),
        twin="accept/plain-response",
    )


def issuer():
    entities = [
        ("another", "Another IdP.", "http://www.okta.com/exkANOTHER0000000000"),
        ("trailing-slash", "A slash at the end.", IDP + "/"),
        ("https", "https for http.", IDP.replace("http:", "https:")),
        ("other-case", "A letter in another case.", IDP.replace("exk1", "EXK1")),
        ("longer", "The entity id and more.", IDP + "x"),
        ("look-alike", "A Cyrillic letter that looks the same.", IDP.replace("okta", "оkta")),
    ]
    for name, about, value in entities:
        yield refuse(f"issuer/assertion-{name}", "A02", f"The Assertion's Issuer: {about[0].lower()}{about[1:]}", plain.but(issuer=value).xml())
        yield refuse(f"issuer/response-{name}", "R11", f"The Response's Issuer: {about[0].lower()}{about[1:]}", plain.but(response_issuer=value).xml())
    other = entities[0][2]
    yield refuse("issuer/both-another", "R11", "Both are another IdP, signed with this connection's key.", plain.but(response_issuer=other, issuer=other).xml())
    yield refuse(
        "issuer/assertion-another-response-signed",
        "A02",
        "The Assertion in a signed Response is another IdP's.",
        plain_response.but(issuer=other).xml(),
        twin="accept/plain-response",
    )
    yield refuse(
        "issuer/assertion-another-response-none",
        "A02",
        "The same without an Issuer of the Response.",
        plain.but(response_issuer=None, issuer=other).xml(),
        twin="accept/no-response-issuer",
    )
    yield refuse("issuer/assertion-missing", "A02", "An Assertion without Issuer.", plain_response.but(issuer=None).xml(), twin="accept/plain-response")
    yield refuse("issuer/assertion-empty", "X14", "An empty Issuer of the Assertion.", plain.but(issuer="").xml())
    yield refuse("issuer/response-empty", "X14", "An empty Issuer of the Response.", plain.but(response_issuer="").xml())
    yield refuse("issuer/assertion-format", "A02", "The Assertion's Issuer has a Format that is not entity.", plain.but(issuer_format=names.PERSISTENT).xml())
    yield refuse("issuer/response-format", "R11", "The Response's Issuer has a Format that is not entity.", plain.but(response_issuer_format=names.EMAIL).xml())
    yield accept("issuer/white-space-around", "White space around the Issuer, which is a URI.", plain.but(issuer=f"\n  {IDP}\n").xml(), identity=JANE)


def in_response_to():
    for name, about, value in [
        ("another", "Another request.", "_req2"),
        ("prefix", "The beginning of the ID.", "_req"),
        ("longer", "The ID and more.", "_req10"),
        ("other-case", "The ID in capitals.", "_REQ1"),
        ("empty", "Nothing.", ""),
        ("space-after", "A space after the ID.", "_req1 "),
    ]:
        yield refuse(f"in-response-to/response-{name}", "R08", f"The Response answers: {about[0].lower()}{about[1:]}", plain.but(in_response_to=value).xml())
        yield refuse(
            f"in-response-to/confirmation-{name}", "A16", f"The confirmation answers: {about[0].lower()}{about[1:]}", plain.but(confirmation_in_response_to=value).xml()
        )
    yield refuse("in-response-to/response-missing", "R08", "The Response answers no request.", plain.but(in_response_to=None).xml())
    yield refuse(
        "in-response-to/confirmation-missing",
        "A16",
        "The Response answers the request, the signed confirmation none: anybody could have written the former.",
        plain.but(confirmation_in_response_to=None).xml(),
    )
    yield refuse(
        "in-response-to/both-missing", "R08", "An unsolicited login, where an answer is awaited.", plain.but(in_response_to=None, confirmation_in_response_to=None).xml()
    )
    yield refuse(
        "in-response-to/both-another", "R08", "An answer to the request of another browser.", plain.but(in_response_to="_req2", confirmation_in_response_to="_req2").xml()
    )
    yield refuse(
        "in-response-to/signed-response-confirmation-missing",
        "A16",
        "The same as above in a signed Response.",
        plain_response.but(confirmation_in_response_to=None).xml(),
        twin="accept/plain-response",
    )
    yield refuse(
        "in-response-to/foreign-attribute",
        "A16",
        "InResponseTo in another namespace is none.",
        plain.but(confirmation_in_response_to=None)
        .edited("<saml2:SubjectConfirmationData ", '<saml2:SubjectConfirmationData xmlns:x="urn:example:x" x:InResponseTo="_req1" ')
        .xml(),
        twin="accept/foreign-attributes",
    )
    yield refuse(
        "in-response-to/awaited-where-unsolicited-is-accepted",
        "R08",
        "A connection that takes unsolicited logins; this browser awaits an answer.",
        UNSOLICITED.xml(),
        policy={"idpInitiated": "accept"},
        twin="unsolicited/accepted",
    )


UNSOLICITED = plain.but(in_response_to=None, confirmation_in_response_to=None, session_index="_session1")
ACCEPT = {"policy": {"idpInitiated": "accept"}, "in_response_to": "none"}


def unsolicited():
    yield accept("unsolicited/accepted", "A login that began at the IdP, where the connection takes them.", UNSOLICITED.xml(), identity=JANE, **ACCEPT)
    yield accept(
        "unsolicited/accepted-response-signed",
        "The same with the Response signed.",
        UNSOLICITED.but(sign_response=plain_response.sign_response, sign_assertion=None).xml(),
        identity={**JANE, "signed": "response"},
        **ACCEPT,
    )
    twin = {"twin": "unsolicited/accepted"}
    yield refuse("unsolicited/by-default", "R09", "A login that began at the IdP: refused by default.", UNSOLICITED.xml(), in_response_to="none", **twin)
    yield refuse(
        "unsolicited/refused", "R09", "A connection that refuses them by name.", UNSOLICITED.xml(), policy={"idpInitiated": "refuse"}, in_response_to="none", **twin
    )
    yield refuse(
        "unsolicited/converted",
        "R10",
        "A connection that starts such logins again from here.",
        UNSOLICITED.xml(),
        policy={"idpInitiated": "convert"},
        in_response_to="none",
        **twin,
    )
    yield refuse(
        "unsolicited/response-answers", "R09", "Nothing was asked, and the Response answers a request.", UNSOLICITED.but(in_response_to="_req1").xml(), **ACCEPT, **twin
    )
    yield refuse(
        "unsolicited/confirmation-answers",
        "A16",
        "Nothing was asked, and the signed confirmation answers a request: an answer stolen from another browser, its envelope altered.",
        UNSOLICITED.but(confirmation_in_response_to="_req1").xml(),
        **ACCEPT,
        **twin,
    )
    yield refuse("unsolicited/both-answer", "R09", "Nothing was asked, and both answer a request.", plain.xml(), **ACCEPT, **twin)
    yield refuse(
        "unsolicited/convert-answers",
        "R09",
        "The same where such logins are started again.",
        plain.xml(),
        policy={"idpInitiated": "convert"},
        in_response_to="none",
        **twin,
    )


def ask_the_store():
    store = {"in_response_to": "store"}
    yield accept("ask-store/pending", "The store has the request.", plain.xml(), pending="_req1", identity=JANE, **store)
    yield accept("ask-store/one-of-several", "Several tabs are open: the store has three requests.", plain.xml(), pending="_req0 _req1 _req2", identity=JANE, **store)
    yield accept(
        "ask-store/unsolicited",
        "No request is named, and the connection takes such logins.",
        UNSOLICITED.xml(),
        policy={"idpInitiated": "accept"},
        identity=JANE,
        **store,
    )
    yield refuse("ask-store/not-pending", "R08", "The store has no request.", plain.xml(), twin="ask-store/pending", **store)
    yield refuse("ask-store/another-pending", "R08", "The store has another request.", plain.xml(), pending="_req2", twin="ask-store/pending", **store)
    yield refuse(
        "ask-store/confirmation-answers-another",
        "A16",
        "The envelope names a request that is pending, the signed confirmation another.",
        plain.but(confirmation_in_response_to="_req2").xml(),
        pending="_req1 _req2",
        twin="ask-store/pending",
        **store,
    )
    yield refuse(
        "ask-store/confirmation-answers-none",
        "A16",
        "The envelope names a request that is pending, the signed confirmation none.",
        plain.but(confirmation_in_response_to=None).xml(),
        pending="_req1",
        twin="ask-store/pending",
        **store,
    )
    yield refuse(
        "ask-store/envelope-answers-none",
        "R09",
        "The InResponseTo of the envelope was taken out.",
        plain.but(in_response_to=None).xml(),
        pending="_req1",
        twin="ask-store/pending",
        **store,
    )
    yield refuse(
        "ask-store/envelope-answers-none-accepted",
        "A16",
        "The same where unsolicited logins are taken: the signed confirmation still answers a request.",
        plain.but(in_response_to=None).xml(),
        pending="_req1",
        policy={"idpInitiated": "accept"},
        twin="ask-store/unsolicited",
        **store,
    )
    yield refuse(
        "ask-store/unsolicited-refused",
        "R09",
        "No request is named, and the connection does not take such logins.",
        UNSOLICITED.xml(),
        twin="ask-store/unsolicited",
        **store,
    )
    yield refuse("replay/same-assertion", "P01", "The same login for the second time.", plain.xml(), seen="same", twin="accept/plain")
    yield refuse("replay/same-response", "P01", "The same signed Response for the second time.", plain_response.xml(), seen="same", twin="accept/plain-response")
    yield refuse(
        "replay/response-with-another-assertion",
        "P02",
        "A signed Response that carries the ID of one that was used, and another Assertion.",
        plain_response.but(assertion_id="_another").xml(),
        seen="accept/plain-response",
        twin="accept/plain-response",
    )
    yield refuse("replay/unsolicited", "P01", "The same unsolicited login for the second time.", UNSOLICITED.xml(), seen="same", twin="unsolicited/accepted", **ACCEPT)
    yield refuse(
        "replay/same-request",
        "P01",
        "The same answer for the second time, the request being answered already.",
        plain.xml(),
        pending="_req1",
        seen="same",
        twin="ask-store/pending",
        **store,
    )
