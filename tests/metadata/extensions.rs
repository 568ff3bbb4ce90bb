//! Rules M11 and M14 to M16: what else it says.

use saml_edge::*;

use crate::documents::*;
use crate::verdict::*;

#[test]
fn requests_signed() {
    let of = |value: &str| alone(&idp().replace(SAML2, &format!("{SAML2} WantAuthnRequestsSigned=\"{value}\"")));
    for (value, wanted) in [("true", true), (" 1 ", true), ("false", false), ("0", false)] {
        assert_eq!(accepted(&of(value)).want_authn_requests_signed, wanted, "{value}");
    }
    for value in ["True", "yes", "", "2"] {
        refused(&of(value), ErrorKind::MetadataBooleanInvalid { name: "WantAuthnRequestsSigned", found: value.into() });
    }
}

#[test]
fn algorithms_of_the_role_go_before_those_of_the_entity() {
    let methods = |uri: &str| {
        format!(
            "<md:Extensions xmlns:alg=\"urn:oasis:names:tc:SAML:metadata:algsupport\"><alg:SigningMethod MinKeySize=\"2048\" Algorithm=\"{uri}\"/></md:Extensions>"
        )
    };
    let of = |of_entity: &str, of_role: &str| accepted(&alone(&(of_entity.to_owned() + &idp_with(of_role)))).signing_methods;
    assert_eq!(of(&methods("urn:entity"), ""), ["urn:entity"]);
    assert_eq!(of("", &methods("urn:role")), ["urn:role"]);
    assert_eq!(of(&methods("urn:entity"), &methods("urn:role")), ["urn:role"]);
    assert_eq!(of(&methods("urn:entity").replace("metadata:algsupport", "metadata:other"), ""), [""; 0]);
}

#[test]
fn scopes_that_are_no_patterns() {
    let scope = |attributes: &str, value: &str| {
        format!("<md:Extensions><s:Scope xmlns:s=\"urn:mace:shibboleth:metadata:1.0\"{attributes}>{value}</s:Scope></md:Extensions>")
    };
    let inside =
        [scope("", "a.example"), scope(" regexp=\"0\"", "a.example"), scope(" regexp=\"false\"", "b.example"), scope("", "")].concat();
    let read = accepted(&alone(&(scope("", "c.example") + &idp_with(&inside))));
    assert_eq!((read.scopes, read.warnings), (vec!["a.example".into(), "b.example".into(), "c.example".to_string()], vec![]));
    for regexp in ["true", "1", "True", ""] {
        let read = accepted(&alone(&idp_with(&scope(&format!(" regexp=\"{regexp}\""), "^.+$"))));
        assert_eq!((read.scopes.len(), read.warnings[0].code), (0, "WARN_METADATA_SCOPE"));
    }
}

#[test]
fn names_and_addresses_for_people() {
    let names = |names: &str| {
        accepted(&alone(&idp_with(&format!(
            "<md:Extensions><u:UIInfo xmlns:u=\"urn:oasis:names:tc:SAML:metadata:ui\">{names}</u:UIInfo></md:Extensions>"
        ))))
    };
    let name = |lang: &str, name: &str| format!("<u:DisplayName xml:lang=\"{lang}\">{name}</u:DisplayName>");
    assert_eq!(names(&(name("fr", "un") + &name("de", "eins"))).display_name.as_deref(), Some("un"));
    assert_eq!(names(&(name("fr", "un") + &name("EN", "one") + &name("en", "two"))).display_name.as_deref(), Some("one"));
    assert_eq!(names(&name("en", " ")).display_name, None);
    let of = |url: &str| accepted(&alone(&idp().replace(SAML2, &format!("{SAML2} errorURL=\"{url}\""))));
    assert_eq!(of("https://idp.example.com/help").error_url.as_deref(), Some("https://idp.example.com/help"));
    for url in ["javascript:alert(1)", "mailto:x@example.com", "", "//evil.example.com"] {
        let read = of(url);
        assert_eq!((read.error_url, read.warnings[0].code), (None, "WARN_METADATA_ERROR_URL"), "{url}");
    }
}
