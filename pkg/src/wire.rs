//! The answers on the boundary. `pkg/js/wire.ts` has the same shapes: exactly one of `ok`, `error`, `connectionError`, `report` and `unwrap`.

use alloc::string::String;

use saml_edge::{
    Binding, CertificateDetails, ConnectionError, Endpoint, Error, Identity, IdpMetadata, LogoutEvidence, LogoutMessage, LogoutRequest,
    LogoutResponse, NameId, OneTimeFact, Outcome, Peek, Report, SignatureReport, Unclaimed, Warning,
};

use crate::json::Json;
use crate::keys::Asked;
use crate::settings::SettingsError;

/// Wrapped keys that have to be unwrapped outside.
pub(crate) fn asked(asked: &[Asked]) -> String {
    Json::object(|json| {
        json.list("unwrap", asked, |json, asked| {
            json.braced(|json| {
                json.text("id", &asked.id);
                json.number("key", asked.key as i64);
                json.text("octets", &hex(&asked.octets));
                json.text("label", &hex(&asked.label));
                json.number("length", asked.length as i64);
            });
        });
    })
}

fn hex(octets: &[u8]) -> String {
    let digits = octets.iter().flat_map(|octet| [octet >> 4, octet & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Settings that cannot work, whatever was asked of them: the number of the sentence in JavaScript, and what fills it.
pub(crate) fn connection_error(error: &SettingsError) -> String {
    Json::object(|json| {
        json.member("connectionError", |json| match error {
            SettingsError::Unread(text) => json.text("text", text),
            SettingsError::Refused { about, error } => {
                json.some_text("about", about.as_deref());
                put_sentence(json, error);
            }
        })
    })
}

fn put_sentence(json: &mut Json, error: &ConnectionError) {
    let (sentence, values, inner) = error.parts();
    json.number("sentence", sentence as i64);
    json.texts("values", values);
    if let Some(inner) = inner {
        json.member("inner", |json| put_sentence(json, inner));
    }
}

pub(crate) fn refusal(error: &Error) -> String {
    Json::object(|json| json.member("error", |json| put_refusal(json, error)))
}

/// The wrapper carries out the facts before it lets anybody see the rest.
pub(crate) fn login(login: Unclaimed<Identity>, relay_state: Option<&str>) -> String {
    Json::object(|json| json.member("ok", |json| put_login(json, login, relay_state)))
}

/// The same of a logout.
pub(crate) fn logout(message: Unclaimed<LogoutMessage>, relay_state: Option<&str>) -> String {
    Json::object(|json| {
        json.member("ok", |json| {
            json.text_or_null("relayState", relay_state);
            put_facts(json, message.facts());
            match message.message_accepting_replay() {
                LogoutMessage::Request(request) => json.member("request", |json| put_logout_request(json, &request)),
                LogoutMessage::Response(response) => json.member("response", |json| put_logout_response(json, &response)),
                _ => unreachable!("a message that this binding does not know"),
            }
        });
    })
}

fn put_logout_request(json: &mut Json, request: &LogoutRequest) {
    json.text("id", &request.id);
    json.text("issuer", &request.issuer);
    put_name_id(json, Some(&request.name_id));
    json.texts("sessionIndexes", &request.session_indexes);
    json.text_or_null("reason", request.reason.as_deref());
    put_logout_evidence(json, &request.evidence);
}

fn put_logout_response(json: &mut Json, response: &LogoutResponse) {
    json.text("id", &response.id);
    json.text("issuer", &response.issuer);
    json.text("inResponseTo", &response.in_response_to);
    json.flag("success", response.success);
    json.flag("partial", response.partial);
    json.text("statusCode", response.status.short_code());
    json.text_or_null("statusMessage", response.status.message.as_deref());
    put_logout_evidence(json, &response.evidence);
}

fn put_logout_evidence(json: &mut Json, evidence: &LogoutEvidence) {
    json.member("evidence", |json| {
        json.text("certificateSha256", &evidence.certificate_sha256);
        json.text("algorithm", evidence.algorithm);
        json.texts("relaxed", &evidence.relaxed);
    });
}

fn put_name_id(json: &mut Json, name_id: Option<&NameId>) {
    json.text_or_null("nameId", name_id.map(|name| name.value.as_str()));
    json.text_or_null("nameIdFormat", name_id.and_then(|name| name.format.as_deref()));
    json.text_or_null("nameQualifier", name_id.and_then(|name| name.name_qualifier.as_deref()));
    json.text_or_null("spNameQualifier", name_id.and_then(|name| name.sp_name_qualifier.as_deref()));
}

fn put_facts(json: &mut Json, facts: &[OneTimeFact]) {
    json.list("facts", facts, |json, fact| json.braced(|json| put_fact(json, fact)));
}

/// Nothing is wrong, and there is nothing to say.
pub(crate) fn fine() -> String {
    Json::object(|json| json.flag("ok", true))
}

/// What the metadata of an identity provider says.
pub(crate) fn metadata(metadata: &IdpMetadata) -> String {
    Json::object(|json| {
        json.member("ok", |json| {
            json.text("entityId", &metadata.entity_id);
            json.list("keys", &metadata.keys, |json, key| {
                json.braced(|json| {
                    json.text("certificate", &key.certificate);
                    json.text("sha256", &key.sha256);
                    json.number_or_null("notAfter", key.not_after.map(|end| end.unix_milliseconds()));
                    json.number_or_null("rsaBits", key.rsa_bits.map(|bits| bits as i64));
                });
            });
            put_endpoints(json, "singleSignOn", &metadata.single_sign_on);
            put_endpoints(json, "singleLogout", &metadata.single_logout);
            json.flag("wantAuthnRequestsSigned", metadata.want_authn_requests_signed);
            json.texts("nameIdFormats", &metadata.name_id_formats);
            json.texts("signingMethods", &metadata.signing_methods);
            json.texts("scopes", &metadata.scopes);
            json.text_or_null("displayName", metadata.display_name.as_deref());
            json.text_or_null("errorUrl", metadata.error_url.as_deref());
            json.number_or_null("validUntil", metadata.valid_until.map(|end| end.unix_milliseconds()));
            json.number_or_null("cacheSeconds", metadata.cache_seconds);
            json.text_or_null("signedBy", metadata.signed_by.as_deref());
            json.texts("relaxed", &metadata.relaxed);
            put_warnings(json, &metadata.warnings);
        });
    })
}

pub(crate) fn certificates(found: &[CertificateDetails]) -> String {
    Json::object(|json| {
        json.list("ok", found, |json, details| {
            json.braced(|json| {
                json.text("certificate", &details.certificate);
                json.text("sha256", &details.sha256);
                json.text("sha1", &details.sha1);
                json.text("key", &details.key);
                let names = details.names.as_ref();
                json.text_or_null("subject", names.map(|names| names.subject.as_str()));
                json.text_or_null("issuer", names.map(|names| names.issuer.as_str()));
                json.text_or_null("serial", names.map(|names| names.serial.as_str()));
                json.number_or_null("notBefore", details.validity.map(|(start, _)| start.unix_milliseconds()));
                json.number_or_null("notAfter", details.validity.map(|(_, end)| end.unix_milliseconds()));
            });
        });
    })
}

fn put_endpoints(json: &mut Json, name: &str, endpoints: &[Endpoint]) {
    json.list(name, endpoints, |json, endpoint| {
        json.braced(|json| {
            json.text("binding", if endpoint.binding == Binding::HttpPost { "post" } else { "redirect" });
            json.text("location", &endpoint.location);
            json.text_or_null("responseLocation", endpoint.response_location.as_deref());
        });
    });
}

pub(crate) fn peek(peek: &Peek, relay_state: Option<&str>) -> String {
    Json::object(|json| {
        json.member("ok", |json| {
            json.text_or_null("unverifiedIssuer", peek.unverified_issuer.as_deref());
            json.text_or_null("unverifiedInResponseTo", peek.unverified_in_response_to.as_deref());
            json.text_or_null("relayState", relay_state);
        });
    })
}

/// With the canonical forms, where they are wanted: they are as long as the message.
pub(crate) fn report(report: &Report, forms: bool) -> String {
    Json::object(|json| {
        json.member("report", |json| {
            json.flag("authenticated", report.authenticated);
            json.flag("accepted", report.accepted);
            json.list("checks", &report.checks, |json, check| put_check(json, check.rule.as_str(), &check.outcome));
            json.list("signatures", &report.signatures, |json, signature| put_signature(json, signature, forms));
            put_warnings(json, &report.warnings);
        });
    })
}

/// Where the form itself was refused, that is the only finding.
pub(crate) fn report_of_input(error: Error) -> String {
    let check = saml_edge::CheckReport { rule: error.rule(), outcome: Outcome::Fail(error) };
    report(&Report { authenticated: false, accepted: false, checks: [check].into(), signatures: [].into(), warnings: [].into() }, false)
}

/// Without its sentences: those are in JavaScript, and `wording` is their number there.
fn put_refusal(json: &mut Json, error: &Error) {
    let blanks = error.blanks();
    json.number("wording", blanks.wording as i64);
    json.text("rule", blanks.rule.as_str());
    json.some_text("expected", blanks.expected.as_deref());
    json.some_text("found", blanks.found.as_deref());
    json.texts("values", &blanks.values);
    if let Some(near) = blanks.near {
        json.number("near", near.number().into());
    }
    if let Some(at) = &error.at {
        json.member("position", |json| put_position(json, at));
    }
}

fn put_position(json: &mut Json, at: &saml_edge::Position) {
    json.number("line", at.line.into());
    json.number("column", at.column.into());
    json.number("start", at.start as i64);
    json.number("end", at.end as i64);
    json.some_text("path", Some(at.path.as_str()).filter(|path| !path.is_empty()));
}

fn put_login(json: &mut Json, login: Unclaimed<Identity>, relay_state: Option<&str>) {
    put_facts(json, login.facts());
    let identity = login.identity_accepting_replay();
    put_name_id(json, identity.name_id());
    json.text("issuer", identity.issuer());
    json.text_or_null("relayState", relay_state);
    // One array, whatever is in it: reading a thousand small ones takes JavaScript four times as long.
    json.list("attributes", identity.attributes(), |json, attribute| {
        json.quoted(&attribute.name);
        json.count(attribute.values.len());
        attribute.values.iter().for_each(|value| json.quoted(value));
    });
    json.text_or_null("sessionIndex", identity.session_index());
    json.number_or_null("sessionNotOnOrAfter", identity.session_not_on_or_after().map(|end| end.unix_milliseconds()));
    json.number("authnInstant", identity.authn_instant().unix_milliseconds());
    json.text_or_null("authnContext", identity.authn_context());
    json.text("assertionId", identity.assertion_id());
    json.text_or_null("inResponseTo", identity.in_response_to());
    json.number("expiresAt", identity.expires_at().unix_milliseconds());
    json.member("evidence", |json| {
        let evidence = identity.evidence();
        json.text("signed", evidence.signed.as_str());
        json.text("certificateSha256", &evidence.certificate_sha256);
        json.text("algorithm", evidence.algorithm);
        json.flag("encrypted", evidence.encrypted);
        json.texts("relaxed", &evidence.relaxed);
        put_warnings(json, &evidence.warnings);
    });
}

fn put_fact(json: &mut Json, fact: &OneTimeFact) {
    match fact {
        OneTimeFact::Put { key, expires_at } => {
            json.text("kind", "put");
            json.text("key", key);
            json.number("expiresAt", expires_at.unix_milliseconds());
        }
        OneTimeFact::Take { key } => {
            json.text("kind", "take");
            json.text("key", key);
        }
        _ => unreachable!("a fact that this binding does not know"),
    }
}

fn put_check(json: &mut Json, rule: &str, outcome: &Outcome) {
    json.braced(|json| {
        json.text("rule", rule);
        match outcome {
            Outcome::Pass => json.text("outcome", "pass"),
            Outcome::Skip(reason) => {
                json.text("outcome", "skip");
                json.text("reason", reason);
            }
            Outcome::Fail(error) => {
                json.text("outcome", "fail");
                json.member("error", |json| put_refusal(json, error));
            }
        }
    });
}

fn put_signature(json: &mut Json, signature: &SignatureReport, forms: bool) {
    json.braced(|json| {
        json.text("covers", signature.covers);
        match &signature.at {
            Some(at) => json.member("position", |json| put_position(json, at)),
            None => json.literal("position", "null"),
        }
        json.text("algorithm", signature.algorithm);
        json.text("digestAlgorithm", signature.digest_algorithm);
        json.text("digestStated", &signature.digest_stated);
        json.text_or_null("digestComputed", signature.digest_computed.as_deref());
        if forms {
            json.text_or_null("canonical", signature.canonical.as_deref());
            json.text_or_null("canonicalSignedInfo", signature.canonical_signed_info.as_deref());
        }
        match &signature.verified_by {
            Some(key) => json.member("verifiedBy", |json| {
                json.number("position", key.position as i64);
                json.text("sha256", &key.sha256);
                json.number_or_null("notAfter", key.not_after.map(|end| end.unix_milliseconds()));
            }),
            None => json.literal("verifiedBy", "null"),
        }
        json.text("finding", signature.finding());
        json.text_or_null("namedCertificate", signature.named_certificate.as_deref());
        json.flag("verifiesWithNamed", signature.verifies_with_named);
    });
}

fn put_warnings(json: &mut Json, warnings: &[Warning]) {
    json.list("warnings", warnings, |json, warning| {
        json.braced(|json| {
            json.text("code", warning.code);
            json.text("message", &warning.message);
        });
    });
}
