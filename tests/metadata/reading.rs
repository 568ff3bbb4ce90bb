//! What is read, and the rules for all XML.

use saml_edge::*;

use crate::documents::*;
use crate::verdict::*;

#[test]
fn everything_that_is_read() {
    let extensions = "<md:Extensions xmlns:alg=\"urn:oasis:names:tc:SAML:metadata:algsupport\" \
        xmlns:mdui=\"urn:oasis:names:tc:SAML:metadata:ui\" xmlns:shibmd=\"urn:mace:shibboleth:metadata:1.0\" xmlns:x=\"urn:x\">\
        <x:Anything/><shibmd:Scope regexp=\"false\">example.com</shibmd:Scope><shibmd:Scope>\n  sub.example.com\n</shibmd:Scope>\
        <mdui:UIInfo><mdui:Logo>x</mdui:Logo><mdui:DisplayName xml:lang=\"de\">Beispiel</mdui:DisplayName>\
        <mdui:DisplayName xml:lang=\"en\"> Example </mdui:DisplayName></mdui:UIInfo>\
        <alg:SigningMethod Algorithm=\"urn:one\"/><alg:DigestMethod Algorithm=\"urn:three\"/><alg:SigningMethod Algorithm=\"urn:two\"/></md:Extensions>";
    let role = role(
        &format!("{SAML2} WantAuthnRequestsSigned=\"1\" errorURL=\"http://help.example.com/?x=ERRORURL_CODE\" cacheDuration=\"PT2H\""),
        &[
            extensions,
            &signing("idp.crt.pem"),
            &key(" use=\"encryption\"", &x509("not looked at")),
            &key("", &x509(&der("idp-next.crt.pem"))),
            &endpoint("ArtifactResolutionService", "SOAP", "https://idp.example.com/artifact"),
            "<md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://idp.example.com/slo\" \
             ResponseLocation=\"https://idp.example.com/slo/done\"/>",
            &endpoint("SingleLogoutService", "SOAP", "https://idp.example.com/soap"),
            "<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>",
            "<md:NameIDFormat>\n urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress </md:NameIDFormat><md:NameIDFormat/>",
            &endpoint("SingleSignOnService", "HTTP-POST", "https://idp.example.com/post"),
            &sso("https://idp.example.com/redirect"),
            "<md:Organization><md:OrganizationName xml:lang=\"en\">x</md:OrganizationName></md:Organization><md:ContactPerson/>",
        ]
        .concat(),
    );
    let xml = entity(
        &format!("{NS} validUntil=\"2026-12-01T00:00:00Z\" cacheDuration=\"PT1H\" entityID=\"{ID}\""),
        &format!("<!-- a comment --><?x y?>{role}{}", sp()),
    );
    let read = accepted(&xml);
    assert_eq!(read.entity_id, ID);
    assert_eq!(read.keys.iter().map(|key| key.certificate.as_str()).collect::<Vec<_>>(), [der("idp.crt.pem"), der("idp-next.crt.pem")]);
    assert_eq!(read.keys[0].rsa_bits, Some(2048));
    assert_eq!(read.keys[0].not_after.unwrap().to_string().get(..4), Some("2044"));
    let [redirect, post] = read.single_sign_on.as_slice() else { panic!("{:?}", read.single_sign_on) };
    assert_eq!((redirect.binding, redirect.location.as_str()), (Binding::HttpRedirect, "https://idp.example.com/redirect"));
    assert_eq!((post.binding, post.location.as_str()), (Binding::HttpPost, "https://idp.example.com/post"));
    let [slo] = read.single_logout.as_slice() else { panic!("{:?}", read.single_logout) };
    assert_eq!((slo.binding, slo.response_location.as_deref()), (Binding::HttpPost, Some("https://idp.example.com/slo/done")));
    assert!(read.want_authn_requests_signed);
    let formats = ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"];
    assert_eq!(read.name_id_formats, formats);
    assert_eq!((read.signing_methods, read.digest_methods), (vec!["urn:one".into(), "urn:two".into()], vec!["urn:three".to_string()]));
    assert_eq!(read.scopes, ["example.com", "sub.example.com"]);
    assert_eq!(read.display_name.as_deref(), Some("Example"));
    assert_eq!(read.error_url.as_deref(), Some("http://help.example.com/?x=ERRORURL_CODE"));
    assert_eq!(read.valid_until, Timestamp::parse("2026-12-01T00:00:00Z"));
    assert_eq!(read.cache_seconds, Some(3600));
    assert_eq!((read.signed_by, read.relaxed, read.warnings), (None, vec![], vec![]));
}

/// The texts of the keys are what a connection takes.
#[test]
fn a_connection_is_made_of_it() {
    let read = accepted(&alone(&idp_with(&(signing("ec-p256.crt.pem") + &signing("ed25519.crt.pem")))));
    let sp = ServiceProvider { entity_id: "urn:sp".into(), acs_url: "https://sp.example.com/acs".into(), slo_url: None };
    let connection = Connection::new(read.identity_provider(), sp, Policy::strict()).unwrap();
    assert_eq!(connection.fingerprints().collect::<Vec<_>>(), read.keys.iter().map(|key| key.sha256.as_str()).collect::<Vec<_>>());
    assert_eq!(read.keys.len(), 3);
}

#[test]
fn what_is_not_said_is_absent() {
    let read = accepted(&alone(&idp()));
    assert!(!read.want_authn_requests_signed);
    assert_eq!((read.name_id_formats, read.digest_methods, read.signing_methods, read.scopes), (vec![], vec![], vec![], vec![]));
    assert_eq!((read.display_name, read.error_url, read.valid_until, read.cache_seconds), (None, None, None, None));
    assert_eq!((read.single_logout, read.warnings), (vec![], vec![]));
}

#[test]
fn no_larger_than_the_limit() {
    let xml = alone(&idp());
    let most = MetadataOptions { max_bytes: xml.len(), ..VENDOR };
    accepted_with(&xml, most);
    let kind = ErrorKind::MetadataTooLarge { limit: xml.len(), found: xml.len() + 1 };
    refused_with(&(xml + "\n"), most, kind);
    let large = " ".repeat(DEFAULT_METADATA_MAX_BYTES + 1);
    refused(&large, ErrorKind::MetadataTooLarge { limit: DEFAULT_METADATA_MAX_BYTES, found: large.len() });
    // More than the ceiling is cut to it.
    let large = vec![b' '; METADATA_MAX_BYTES_CEILING + 1];
    let error = read_metadata(&large, &MetadataOptions { max_bytes: usize::MAX, ..VENDOR }, now()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::MetadataTooLarge { limit: METADATA_MAX_BYTES_CEILING, found: large.len() });
    assert_eq!((error.code(), error.rule()), ("ERR_TOO_LARGE", RuleId::M01));
}

#[test]
fn large_metadata_uses_the_limit_that_it_needed() {
    let xml = alone(&idp_with(&" ".repeat(DEFAULT_METADATA_MAX_BYTES)));
    let read = accepted_with(&xml, MetadataOptions { max_bytes: 2 * DEFAULT_METADATA_MAX_BYTES, ..VENDOR });
    assert_eq!(read.relaxed, ["maxBytes"]);
}

#[test]
fn no_dtd_and_no_other_encoding() {
    refused(&format!("<!DOCTYPE x>{}", alone(&idp())), ErrorKind::DoctypeForbidden);
    refused(
        &format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", alone(&idp())),
        ErrorKind::EncodingDeclared { found: "UTF-16".into() },
    );
    accepted(&format!("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n{}\r\n", alone(&idp())));
}

#[test]
fn the_root_is_metadata() {
    let other = |found: &str| ErrorKind::UnexpectedMetadataRoot { found: found.into() };
    refused("<html/>", other("html"));
    refused(
        &alone(&idp()).replace("SAML:2.0:metadata", "SAML:2.0:protocol"),
        other("{urn:oasis:names:tc:SAML:2.0:protocol}EntityDescriptor"),
    );
    refused(&idp().replacen("Descriptor", &format!("Descriptor{NS}"), 1), other("{urn:oasis:names:tc:SAML:2.0:metadata}IDPSSODescriptor"));
}

/// Rule X08: what is a value is one piece. In attributes there are no comments.
#[test]
fn nothing_splits_a_value() {
    let certificate = der("idp.crt.pem");
    let split = format!("{}<!-- -->{}", &certificate[..40], &certificate[40..]);
    let of = |certificate: &str| alone(&role(SAML2, &(key("", &x509(certificate)) + &sso("https://idp.example.com/sso"))));
    accepted(&of(&certificate));
    refused(&of(&split), ErrorKind::MarkupInValue { element: "X509Certificate".into() });
    let format = |value: &str| alone(&idp_with(&format!("<md:NameIDFormat>{value}</md:NameIDFormat>")));
    assert_eq!(accepted(&format("urn:<![CDATA[x]]>&#x79;")).name_id_formats, ["urn:xy"]);
    refused(&format("urn:<?x y?>x"), ErrorKind::MarkupInValue { element: "NameIDFormat".into() });
    for xml in [alone(&idp()).replace(ID, "https://<!-- -->idp.example.com"), alone(&idp()).replace("/sso\"", "<!-- -->/sso\"")] {
        assert_eq!(refusal(&xml, VENDOR).kind, ErrorKind::NotWellFormed { reason: "`<` stands in the value of an attribute" });
    }
    // Where nothing depends on it, nothing is refused.
    let name = |name: &str| {
        alone(&idp_with(&format!(
            "<md:Extensions><u:UIInfo xmlns:u=\"urn:oasis:names:tc:SAML:metadata:ui\"><u:DisplayName>{name}</u:DisplayName></u:UIInfo></md:Extensions>"
        )))
    };
    assert_eq!(accepted(&name("x")).display_name.as_deref(), Some("x"));
    assert_eq!(accepted(&name("x<!-- -->")).display_name, None);
}

/// Each refusal has its code, its rule, and sentences without gaps.
#[test]
fn refusals_say_what_to_do() {
    let text = || "urn:x".to_string();
    for (kind, code, rule, message) in [
        (
            ErrorKind::MetadataBooleanInvalid { name: "WantAuthnRequestsSigned", found: text() },
            "BOOLEAN",
            RuleId::M11,
            "neither true nor false",
        ),
        (ErrorKind::MetadataDurationInvalid { found: text() }, "DURATION", RuleId::M05, "no span of time"),
        (
            ErrorKind::MetadataEntitiesSeveral { found: vec![text()], count: 3 },
            "ENTITIES",
            RuleId::M07,
            "3 identity providers: “urn:x” and 2 more",
        ),
        (ErrorKind::MetadataEntityIdInvalid { found: text() }, "ENTITY_ID", RuleId::M06, "entityID"),
        (
            ErrorKind::MetadataEntityMissing { expected: text(), found: None, near: None, entities: 7 },
            "ENTITY_MISSING",
            RuleId::M07,
            "“urn:x” is not among the entities of the metadata (7 in all)",
        ),
        (ErrorKind::MetadataEntityRepeated { found: text() }, "ENTITY_REPEATED", RuleId::M07, "“urn:x” more than once"),
        (ErrorKind::MetadataExpired { valid_until: text(), seconds: 60 }, "EXPIRED", RuleId::M04, "expired 60 s ago, on urn:x"),
        (ErrorKind::MetadataIdpMissing, "IDP_MISSING", RuleId::M08, "not that of an identity provider"),
        (ErrorKind::MetadataKeyMissing { found: None }, "KEY_MISSING", RuleId::M09, "no signing key"),
        (ErrorKind::MetadataNotSigned, "NOT_SIGNED", RuleId::M02, "not signed"),
        (ErrorKind::MetadataOfServiceProvider, "SERVICE_PROVIDER", RuleId::M08, "the metadata of a service provider"),
        (ErrorKind::MetadataProtocolUnsupported { found: text() }, "PROTOCOL", RuleId::M08, "does not speak SAML 2.0"),
        (ErrorKind::MetadataSsoMissing { found: vec![] }, "SSO_MISSING", RuleId::M10, "no SingleSignOnService"),
        (ErrorKind::MetadataValidUntilMissing, "VALID_UNTIL_MISSING", RuleId::M04, "does not say until when"),
        (ErrorKind::MetadataValidUntilTooFar { valid_until: text(), limit: 60 }, "VALID_TOO_LONG", RuleId::M04, "valid until urn:x"),
        (ErrorKind::MetadataSignatureInvalid, "ERR_SIGNATURE_INVALID", RuleId::M03, "does not verify with any key that was given"),
        (ErrorKind::MetadataSignedByUnknownKey { sha256: text() }, "ERR_UNKNOWN_KEY", RuleId::M03, "certificate SHA-256 urn:x"),
        (ErrorKind::MetadataTooLarge { limit: 1, found: 2 }, "ERR_TOO_LARGE", RuleId::M01, "larger than allowed"),
        (ErrorKind::UnexpectedMetadataRoot { found: text() }, "ERR_UNEXPECTED_ROOT", RuleId::X10, "its root is “urn:x”"),
    ] {
        let error = Error { kind, at: None };
        assert!(error.code() == code || error.code() == format!("ERR_METADATA_{code}"), "{}", error.code());
        assert_eq!(error.rule(), rule, "{code}");
        assert!(error.message().contains(message), "{code}: {}", error.message());
        assert!(
            !error.hint().is_empty() && !format!("{}{}", error.message(), error.hint()).contains(['{', '}']),
            "{code}: {}",
            error.hint()
        );
    }
}
