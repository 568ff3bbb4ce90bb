"""When: the lexical form of times (core 1.3.3), and what has begun, has ended, or is too old. The skew is 180 s."""

from __future__ import annotations

from login import JANE, plain
from vector import accept, refuse

# It is 10:00:00; with 180 s of skew these are the last moment that is good and the first that is not.
NOT_OVER, OVER = "2026-11-24T09:57:00.001Z", "2026-11-24T09:57:00Z"
BEGUN, NOT_BEGUN = "2026-11-24T10:03:00Z", "2026-11-24T10:03:00.001Z"


def vectors():
    yield from good_forms()
    yield from bad_forms()
    yield from every_place()
    yield from edges()
    yield from windows()
    yield from ages()


def ends(value: str) -> str:
    """Conditions end then; nothing else changes."""
    return plain.but(not_on_or_after=value).xml()


def good_forms():
    for name, value, about in [
        ("seconds", "2026-11-24T10:04:57Z", "No fraction."),
        ("nine-digits", "2026-11-24T10:04:57.123456789Z", "Nine digits of fraction."),
        ("plus-zero", "2026-11-24T10:04:57+00:00", "UTC written as an offset."),
        ("white-space", "\n  2026-11-24T10:04:57Z ", "White space around it, which xs:dateTime collapses."),
        ("leap-day", "2028-02-29T00:00:00Z", "A day that only leap years have."),
        ("last", "9999-12-31T23:59:59.999Z", "The last moment there is."),
    ]:
        yield accept(f"time-format/{name}", about, ends(value), identity=JANE)


def bad_forms():
    for name, value, about in [
        ("no-zone", "2026-11-24T10:04:57", "No zone: a local time, of some place."),
        ("lower-case-z", "2026-11-24T10:04:57z", "A z in lower case."),
        ("lower-case-t", "2026-11-24t10:04:57Z", "A t in lower case."),
        ("offset", "2026-11-24T11:04:57+01:00", "A good moment, written with an offset."),
        ("zone-name", "2026-11-24T10:04:57 UTC", "The name of a zone."),
        ("hour-24", "2026-11-24T24:00:00Z", "Hour 24, which XML Schema has and others do not."),
        ("second-60", "2026-12-31T23:59:60Z", "A leap second."),
        ("no-seconds", "2026-11-24T10:04Z", "No seconds."),
        ("date-only", "2026-11-25", "A date."),
        ("space-for-t", "2026-11-24 10:04:57Z", "A space for the T."),
        ("ten-digits", "2026-11-24T10:04:57.1234567890Z", "Ten digits of fraction."),
        ("point-without-digits", "2026-11-24T10:04:57.Z", "A point without digits."),
        ("comma", "2026-11-24T10:04:57,5Z", "A comma for the point."),
        ("february-30", "2027-02-30T10:00:00Z", "A day that is in no calendar."),
        ("february-29", "2027-02-29T10:00:00Z", "A leap day of a year that has none."),
        ("month-13", "2026-13-01T10:00:00Z", "Month 13."),
        ("year-0", "0000-11-24T10:04:57Z", "Year 0."),
        ("year-10000", "10000-11-24T10:04:57Z", "A year of five digits."),
        ("year-negative", "-2026-11-24T10:04:57Z", "A year before the first."),
        ("basic-format", "20261124T100457Z", "The basic format of ISO 8601."),
        ("rfc-822", "Tue, 24 Nov 2026 10:04:57 GMT", "A date of mail."),
        ("seconds-since-1970", "1795514697", "Seconds since 1970."),
        ("empty", "", "Nothing."),
        ("white-space-inside", "2026-11-24T10:04:57 Z", "White space inside."),
        ("no-break-space", "\u00a02026-11-24T10:04:57Z", "A no-break space before it."),
        ("full-width-digits", "２０２６-11-24T10:04:57Z", "Digits of full width."),
        ("two-times", "2026-11-24T10:04:57Z 2036-11-24T10:04:57Z", "Two times."),
        ("garbage-after", "2026-11-24T10:04:57Zx", "Something after the zone."),
    ]:
        yield refuse(f"time-format/{name}", "X13", f"Conditions end at {value!r:.60}: {about[0].lower()}{about[1:]}", ends(value), twin="time-format/seconds")


def every_place():
    """The same in every other place that has a time."""
    local = "2026-11-24T10:00:00"
    for name, field in {
        "response-issue-instant": "response_instant",
        "assertion-issue-instant": "issue_instant",
        "conditions-not-before": "not_before",
        "confirmation-not-on-or-after": "confirmation_not_on_or_after",
        "authn-instant": "authn_instant",
        "session-not-on-or-after": "session_not_on_or_after",
    }.items():
        yield refuse(f"time-format/{name}", "X13", f"No zone: {name.replace('-', ' ')}.", plain.but(**{field: local}).xml(), twin="time-format/seconds")
    yield refuse(
        "time-format/confirmation-not-before",
        "X13",
        "No zone: confirmation NotBefore.",
        plain.but(confirmation_not_before=local).xml(),
        policy={"allowConfirmationNotBefore": True},
        twin="policy/confirmation-not-before-allowed",
    )


def edges():
    def over(name: str, rule: str, field: str, what: str):
        yield accept(f"time/{name}-just-inside-skew", f"{what} 179.999 s ago.", plain.but(**{field: NOT_OVER}).xml(), identity=JANE)
        yield refuse(
            f"time/{name}-at-skew",
            rule,
            f"{what} 180 s ago: on the instant it is over (core 2.5.1.2).",
            plain.but(**{field: OVER}).xml(),
            twin=f"time/{name}-just-inside-skew",
        )

    def begun(name: str, rule: str, field: str, what: str, base=plain):
        yield accept(f"time/{name}-at-skew", f"{what} in 180 s.", base.but(**{field: BEGUN}).xml(), identity=JANE)
        yield refuse(f"time/{name}-just-outside-skew", rule, f"{what} in 180.001 s.", base.but(**{field: NOT_BEGUN}).xml(), twin=f"time/{name}-at-skew")

    yield from over("conditions-end", "C03", "not_on_or_after", "Conditions ended")
    yield from over("confirmation-end", "A14", "confirmation_not_on_or_after", "The confirmation ended")
    yield from over("session-end", "N03", "session_not_on_or_after", "The IdP's session ended")
    yield from begun("conditions-begin", "C02", "not_before", "Conditions begin")
    yield from begun("response-issued", "R03", "response_instant", "The Response is issued")
    yield from begun("assertion-issued", "A01", "issue_instant", "The Assertion is issued")
    yield from begun("authentication", "N02", "authn_instant", "The user signs in")

    ended, just_now = plain.but(not_on_or_after="2026-11-24T09:59:59Z").xml(), plain.but(not_on_or_after="2026-11-24T10:00:01Z").xml()
    none = {"policy": {"clockSkewSeconds": 0}}
    yield accept("time/no-skew-one-second-left", "No skew at all, and one second is left.", just_now, identity=JANE, **none)
    yield refuse("time/no-skew-one-second-over", "C03", "No skew at all, and it is over since a second.", ended, twin="time/no-skew-one-second-left", **none)
    yield refuse(
        "time/no-skew-now",
        "C03",
        "No skew at all, and it is over now.",
        plain.but(not_on_or_after="2026-11-24T10:00:00Z").xml(),
        twin="time/no-skew-one-second-left",
        **none,
    )
    yield accept("time/no-skew-begins-now", "No skew at all, and it begins now.", plain.but(not_before="2026-11-24T10:00:00Z").xml(), identity=JANE, **none)
    yield refuse(
        "time/no-skew-begins-later",
        "C02",
        "No skew at all, and it begins in a millisecond.",
        plain.but(not_before="2026-11-24T10:00:00.001Z").xml(),
        twin="time/no-skew-begins-now",
        **none,
    )
    most = {"policy": {"clockSkewSeconds": 300}}
    yield accept(
        "time/most-skew-inside", "The most skew there is, 300 s: it ended 299 s ago.", plain.but(not_on_or_after="2026-11-24T09:55:01Z").xml(), identity=JANE, **most
    )
    yield refuse("time/most-skew-outside", "C03", "It ended 300 s ago.", plain.but(not_on_or_after="2026-11-24T09:55:00Z").xml(), twin="time/most-skew-inside", **most)
    yield refuse("time/an-hour-later", "C03", "The same login an hour later.", plain.xml(), now="2026-11-24T11:00:00Z")
    yield refuse("time/an-hour-earlier", "R03", "The same login by a clock that is an hour slow.", plain.xml(), now="2026-11-24T09:00:00Z")
    yield refuse("time/a-year-later", "C03", "The same login a year later.", plain.xml(), now="2027-11-24T10:00:00Z")
    yield refuse(
        "time/confirmation-over-conditions-not",
        "A14",
        "The confirmation is over since an hour; Conditions hold for another (CVE-2026-1190).",
        plain.but(confirmation_not_on_or_after="2026-11-24T09:00:00Z", not_on_or_after="2026-11-24T11:00:00Z").xml(),
    )


def windows():
    yield refuse(
        "time/window-reversed",
        "C04",
        "Conditions begin after they end; both lie within the skew.",
        plain.but(not_before="2026-11-24T10:01:00Z", not_on_or_after="2026-11-24T10:00:30Z").xml(),
    )
    yield refuse(
        "time/window-empty", "C04", "Conditions begin when they end.", plain.but(not_before="2026-11-24T10:01:00Z", not_on_or_after="2026-11-24T10:01:00Z").xml()
    )
    yield accept("time/no-conditions-end", "Conditions without an end: that of the confirmation decides.", plain.but(not_on_or_after=None).xml(), identity=JANE)
    yield accept("time/no-conditions-begin", "Conditions without a beginning.", plain.but(not_before=None).xml(), identity=JANE)
    yield refuse("time/no-confirmation-end", "A14", "A confirmation without an end.", plain.but(confirmation_not_on_or_after=None).xml())
    yield refuse("time/no-issue-instant-of-response", "R03", "A Response without IssueInstant.", plain.but(response_instant=None).xml())
    yield refuse("time/no-issue-instant-of-assertion", "A01", "An Assertion without IssueInstant.", plain.but(issue_instant=None).xml())
    yield refuse("time/no-authn-instant", "N02", "An AuthnStatement without AuthnInstant.", plain.but(authn_instant=None).xml())
    later = '<saml2:AuthnStatement AuthnInstant="2026-11-24T09:00:00Z" SessionNotOnOrAfter="2026-11-24T09:30:00Z"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:example:x</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>'
    yield refuse(
        "time/second-session-ended",
        "N03",
        "Two AuthnStatements; the session of the second has ended.",
        plain.but(authn_statement=plain.authn_statement_xml() + later).xml(),
        twin="authn-statement/two",
    )


def ages():
    def aged(name: str, rule: str, knob: str, seconds: int, fields: dict, what: str):
        inside, outside = fields["inside"], fields["outside"]
        yield accept(f"time/{name}-allowed", f"{what}: within {knob} and the skew.", plain.but(**inside).xml(), policy={knob: seconds}, identity=JANE)
        yield refuse(f"time/{name}-exceeded", rule, f"{what}: a second more.", plain.but(**outside).xml(), policy={knob: seconds}, twin=f"time/{name}-allowed")

    yield from aged(
        "response-age",
        "R03",
        "maxResponseAgeSeconds",
        60,
        {"inside": {"response_instant": "2026-11-24T09:56:00Z"}, "outside": {"response_instant": "2026-11-24T09:55:59Z"}},
        "The Response is four minutes old",
    )
    yield from aged(
        "authentication-age",
        "N02",
        "maxAuthnAgeSeconds",
        3600,
        {"inside": {"authn_instant": "2026-11-24T08:57:00Z"}, "outside": {"authn_instant": "2026-11-24T08:56:59Z"}},
        "The user signed in an hour ago",
    )
    yield from aged(
        "lifetime",
        "C11",
        "maxAssertionLifetimeSeconds",
        600,
        {
            "inside": {"not_before": "2026-11-24T09:55:00Z", "not_on_or_after": "2026-11-24T10:05:00Z"},
            "outside": {"not_before": "2026-11-24T09:55:00Z", "not_on_or_after": "2026-11-24T10:05:01Z"},
        },
        "The Assertion is valid for ten minutes",
    )
    yield accept(
        "time/old-response",
        "A Response of yesterday, where no largest age is set and the Assertion still holds.",
        plain.but(response_instant="2026-11-23T10:00:00Z").xml(),
        identity=JANE,
    )
    yield accept(
        "time/long-lifetime",
        "An Assertion that is valid for a year: a warning, unless a limit is set.",
        plain.but(not_on_or_after="2027-11-24T10:00:00Z").xml(),
        identity=JANE,
    )
