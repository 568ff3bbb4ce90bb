//! Rule M10: where messages are sent.

use saml_edge::*;

use crate::documents::*;
use crate::verdict::*;

#[test]
fn addresses_that_nobody_is_sent_to() {
    let of = |location: &str| alone(&role(SAML2, &(signing("idp.crt.pem") + &sso(location) + &sso("https://idp.example.com/other"))));
    let only = |location: &str| alone(&role(SAML2, &(signing("idp.crt.pem") + &sso(location))));
    for location in [
        "https://idp.example.com",
        "https://idp.example.com:8443/a?b=c&amp;d=%20@e",
        " https://[2001:db8::1]/sso ",
        "http://localhost:8080/sso",
        "http://127.0.0.1",
        "http://[::1]:1/",
    ] {
        let read = accepted(&of(location));
        assert_eq!((read.single_sign_on.len(), codes(&read), read.relaxed.len()), (2, vec![], 0), "{location}");
        assert_eq!(read.single_sign_on[0].location, location.trim().replace("&amp;", "&"));
    }
    for (location, why) in [
        ("", "it is no absolute https URL"),
        ("/sso", "it is no absolute https URL"),
        ("idp.example.com/sso", "it is no absolute https URL"),
        ("javascript:alert(1)", "it is no absolute https URL"),
        ("data:text/html,x", "it is no absolute https URL"),
        ("ftp://idp.example.com", "it is no absolute https URL"),
        ("HTTPS://idp.example.com", "it is no absolute https URL"),
        ("https:idp.example.com", "it is no absolute https URL"),
        ("https://", "it is no absolute https URL"),
        ("https:///sso", "it is no absolute https URL"),
        ("https://:443/sso", "it has no plain host"),
        ("https://user@idp.example.com/", "it has no plain host"),
        ("https://idp.example.com:x@evil.example.com/", "it has no plain host"),
        ("https://idp.example.com:80x/", "it has no plain host"),
        ("https://idp.example.com/a b", "it has characters that no URL has"),
        ("https://idp.example.com/a&#10;b", "it has characters that no URL has"),
        ("https://idp.example.com\\@evil.example.com/", "it has characters that no URL has"),
        ("https://idp.exämple.com/", "it has characters that no URL has"),
        ("https://idp.example.com/&quot;&gt;", "it has characters that no URL has"),
        ("http://localhost.example.com/", "it is not https"),
        ("http://localhost@evil.example.com/", "it is not https"),
        ("http://idp.example.com/sso", "it is not https"),
    ] {
        let read = accepted(&of(location));
        assert_eq!((read.single_sign_on.len(), codes(&read)), (1, vec!["WARN_METADATA_ENDPOINT"]), "{location}");
        warns(&read, "WARN_METADATA_ENDPOINT", why);
        assert!(matches!(refusal(&only(location), VENDOR).kind, ErrorKind::MetadataSsoMissing { .. }), "{location}");
    }
    let kind = ErrorKind::MetadataSsoMissing { found: vec!["http://idp.example.com/sso".into()] };
    refused(&only("http://idp.example.com/sso"), kind);
    refused(&alone(&role(SAML2, &signing("idp.crt.pem"))), ErrorKind::MetadataSsoMissing { found: vec![] });
}

/// As many as a person reads.
#[test]
fn of_many_addresses_that_cannot_be_used_five_are_named() {
    let locations: Vec<String> = (0..6).map(|number| format!("http://idp.example.com/{number}")).collect();
    let services: String = locations.iter().map(|location| sso(location)).collect();
    refused(&alone(&role(SAML2, &(signing("idp.crt.pem") + &services))), ErrorKind::MetadataSsoMissing { found: locations[..5].to_vec() });
}

#[test]
fn http_only_where_it_is_asked_for() {
    let xml = alone(&role(SAML2, &(signing("idp.crt.pem") + &sso("http://idp.example.com/sso"))));
    let options = MetadataOptions { allow_http: true, ..VENDOR };
    let read = accepted_with(&xml, options);
    assert_eq!((read.single_sign_on[0].location.as_str(), read.relaxed), ("http://idp.example.com/sso", vec!["allowHttp".to_string()]));
    assert_eq!(accepted_with(&alone(&idp()), options).relaxed, [""; 0]);
    refused_with(
        &xml.replace("http:", "ftp:").replace("ftp://www", "http://www"),
        options,
        ErrorKind::MetadataSsoMissing { found: vec!["ftp://idp.example.com/sso".into()] },
    );
}

#[test]
fn other_bindings_are_not_spoken() {
    let of = |binding: &str| {
        alone(&role(SAML2, &(signing("idp.crt.pem") + &endpoint("SingleSignOnService", binding, "https://idp.example.com/sso"))))
    };
    assert_eq!(accepted(&of("HTTP-POST")).single_sign_on[0].binding, Binding::HttpPost);
    for binding in ["SOAP", "HTTP-POST-SimpleSign", "HTTP-Artifact", "http-post", ""] {
        refused(&of(binding), ErrorKind::MetadataSsoMissing { found: vec!["https://idp.example.com/sso".into()] });
    }
}

/// An answer sent to the wrong address would be worse than none.
#[test]
fn a_response_location_that_cannot_be_used() {
    let of = |location: &str| {
        let slo = endpoint("SingleLogoutService", "HTTP-Redirect", "https://idp.example.com/slo");
        accepted(&alone(&idp_with(&slo.replace(" Location", &format!(" ResponseLocation=\"{location}\" Location")))))
    };
    let read = of("https://idp.example.com/done");
    assert_eq!(read.single_logout[0].response_location.as_deref(), Some("https://idp.example.com/done"));
    let read = of("javascript:alert(1)");
    assert_eq!((read.single_logout, read.warnings[0].code), (vec![], "WARN_METADATA_ENDPOINT"));
    // Single sign-on has none (metadata 2.4.3).
    let sso = idp().replace(" Location", " ResponseLocation=\"https://idp.example.com/x\" Location");
    assert_eq!(accepted(&alone(&sso)).single_sign_on[0].response_location, None);
}
