//! Rules M04 and M05: for how long it holds.

use saml_edge::*;

use crate::documents::*;
use crate::signer::*;
use crate::verdict::*;

fn until(attributes: &str, of_group: &str, of_role: &str) -> String {
    let role = role(&format!("{SAML2}{of_role}"), &(signing("idp.crt.pem") + &sso("https://idp.example.com/sso")));
    group(&format!("{NS}{attributes}"), &group(of_group, &named(ID, &role)))
}

#[test]
fn expired_on_the_instant_and_the_skew() {
    let at = |time: &str| until("", &format!(" validUntil=\"{time}\""), "");
    let skew = |clock_skew_seconds| MetadataOptions { clock_skew_seconds, ..VENDOR };
    let read = accepted(&at("2026-11-24T09:57:00.001Z"));
    assert_eq!((read.valid_until, read.relaxed.len()), (Some(Timestamp::from_unix_milliseconds(1_795_514_220_001)), 0));
    accepted_with(&at("2026-11-24T10:00:00.001Z"), skew(0));
    let expired = |valid_until: &str, seconds| ErrorKind::MetadataExpired { valid_until: valid_until.into(), seconds };
    refused(&at("2026-11-24T09:57:00Z"), expired("2026-11-24T09:57:00Z", 180));
    refused_with(&at("2026-11-24T10:00:00Z"), skew(0), expired("2026-11-24T10:00:00Z", 0));
    assert_eq!(accepted_with(&at("2026-11-24T09:57:00Z"), skew(300)).relaxed, ["clockSkewSeconds"]);
    for more in [300, 301, u32::MAX] {
        refused_with(&at("2026-11-24T09:55:00Z"), skew(more), expired("2026-11-24T09:55:00Z", 300));
    }
    assert_eq!(refusal(&at("2026-11-20T10:00:00Z"), VENDOR).message(), "The metadata expired 4 days ago, on 2026-11-20T10:00:00Z.");
    refused(&at("2026-12-24"), ErrorKind::TimeInvalid { name: "validUntil", found: "2026-12-24".into() });
    refused(&at("2026-12-24T10:00:00"), ErrorKind::TimeInvalid { name: "validUntil", found: "2026-12-24T10:00:00".into() });
}

#[test]
fn the_earliest_of_all_around_holds() {
    let (early, late) =
        (" validUntil=\"2026-12-01T00:00:00Z\" cacheDuration=\"PT1M\"", " validUntil=\"2027-12-01T00:00:00Z\" cacheDuration=\"P1D\"");
    for xml in [until(early, late, late), until(late, early, late), until(late, late, early), until("", early, ""), until(late, "", early)]
    {
        let read = accepted(&xml);
        assert_eq!((read.valid_until, read.cache_seconds), (Timestamp::parse("2026-12-01T00:00:00Z"), Some(60)));
    }
    // Beside it, whatever holds for others.
    let past = named("https://other.example.com", &idp())
        .replace(" entityID", " validUntil=\"2020-01-01T00:00:00Z\" cacheDuration=\"x\" entityID");
    accepted_with(&group(NS, &(past.clone() + &named(ID, &idp()))), choosing(ID));
    let error = refusal(&group(NS, &(past + &named(ID, &idp()))), choosing("https://other.example.com"));
    assert_eq!(error.kind, ErrorKind::MetadataDurationInvalid { found: "x".into() });
}

#[test]
fn durations_are_durations() {
    let of = |duration: &str| until("", "", &format!(" cacheDuration=\"{duration}\""));
    assert_eq!(accepted(&of("P1Y2M3DT4H5M6.7S")).cache_seconds, Some((365 + 60 + 3) * 86_400 + 4 * 3600 + 5 * 60 + 6));
    for duration in ["-PT1H", "PT", "P1DT", "1H", "PT1.5H", ""] {
        refused(&of(duration), ErrorKind::MetadataDurationInvalid { found: duration.into() });
    }
}

#[test]
fn a_federation_says_until_when() {
    let options = MetadataOptions { mode: MetadataMode::Federation { most_seconds: 604_800 }, ..VENDOR };
    let of = |attributes: &str| until(attributes, "", "");
    accepted_with(&of(" validUntil=\"2026-12-01T10:03:00Z\""), options);
    let wider = MetadataOptions { clock_skew_seconds: 300, ..options };
    assert_eq!(accepted_with(&of(" validUntil=\"2026-12-01T10:05:00Z\""), wider).relaxed, ["clockSkewSeconds"]);
    let far = |valid_until: &str| ErrorKind::MetadataValidUntilTooFar { valid_until: valid_until.into(), limit: 604_800 };
    refused_with(&of(" validUntil=\"2026-12-01T10:03:00.001Z\""), options, far("2026-12-01T10:03:00.001Z"));
    accepted(&of(" validUntil=\"2036-12-01T10:00:00Z\""));
    refused_with(&of(""), options, ErrorKind::MetadataValidUntilMissing);
    // That of the root, which a signature covers, and none below it.
    refused_with(&until("", " validUntil=\"2026-11-25T10:00:00Z\"", ""), options, ErrorKind::MetadataValidUntilMissing);
    let both = until(" validUntil=\"2036-12-01T10:00:00Z\"", " validUntil=\"2026-11-25T10:00:00Z\"", "");
    refused_with(&both, options, far("2036-12-01T10:00:00Z"));

    let trust = trust("idp.crt.pem");
    let document = group(&format!("{NS} ID=\"_all\" validUntil=\"2026-12-01T10:00:00Z\""), &named(ID, &idp()));
    let options = MetadataOptions::federation(&trust, ID, 604_800);
    assert!(accepted_with(&Signer::new("idp.key.pem").sign(&document, "_all"), options).signed_by.is_some());
    refused_with(&document, options, ErrorKind::MetadataNotSigned);
}
