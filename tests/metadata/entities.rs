//! Rules M06 to M08: whose it is.

use saml_edge::*;

use crate::documents::*;
use crate::verdict::*;

#[test]
fn entity_ids_are_names() {
    let of = |id: &str| entity(&format!("{NS} entityID=\"{id}\""), &idp());
    assert_eq!(accepted(&of(&"ä".repeat(1024))).entity_id.chars().count(), 1024);
    for (written, found) in [("", ""), (" urn:x", " urn:x"), ("urn:x&#10;", "urn:x\n"), ("urn:&#9;x", "urn:\tx")] {
        refused(&of(written), ErrorKind::MetadataEntityIdInvalid { found: found.into() });
    }
    let long = "x".repeat(1025);
    refused(&of(&long), ErrorKind::MetadataEntityIdInvalid { found: long.clone() });
    let kind = ErrorKind::MissingAttribute { element: "EntityDescriptor", name: "entityID", rule: RuleId::M06 };
    refused(&entity(NS, &idp()), kind.clone());
    refused(&entity(&format!("{NS} md:entityID=\"{ID}\""), &idp()), kind);
}

#[test]
fn the_entity_is_chosen_by_its_name() {
    let other = idp().replace("https://idp.example.com/sso", "https://other.example.com/sso");
    let inner = group(" Name=\"inner\"", &(named("https://sp.example.com", &sp()) + &named("https://other.example.com", &other)));
    let xml = group(NS, &(named(ID, &idp()) + "<md:Extensions><md:EntityDescriptor/></md:Extensions>" + &group("", &inner)));
    for (id, location) in [(ID, "https://idp.example.com/sso"), ("https://other.example.com", "https://other.example.com/sso")] {
        let read = accepted_with(&xml, choosing(id));
        assert_eq!((read.entity_id.as_str(), read.single_sign_on[0].location.as_str()), (id, location));
    }
    let several = ErrorKind::MetadataEntitiesSeveral { found: vec![ID.into(), "https://other.example.com".into()], count: 2 };
    refused(&xml, several);
    refused_with(&xml, choosing("https://sp.example.com"), ErrorKind::MetadataOfServiceProvider);
    let missing = |expected: &str, found: Option<&str>, near| ErrorKind::MetadataEntityMissing {
        expected: expected.into(),
        found: found.map(Into::into),
        near,
        entities: 3,
    };
    refused_with(&xml, choosing("https://idp.example.org"), missing("https://idp.example.org", None, None));
    let near = missing("https://other.example.com/", Some("https://other.example.com"), Some(NearMiss::TrailingSlash));
    refused_with(&xml, choosing("https://other.example.com/"), near);
    refused_with(&xml, choosing("HTTPS://idp.example.com"), missing("HTTPS://idp.example.com", Some(ID), Some(NearMiss::Case)));
    // Where there is only one, it is the one that was meant.
    let only = ErrorKind::MetadataEntityMissing { expected: "urn:x".into(), found: Some(ID.into()), near: None, entities: 1 };
    refused_with(&alone(&idp()), choosing("urn:x"), only);
    refused_with(
        &alone(&idp()),
        choosing(""),
        ErrorKind::MetadataEntityMissing { expected: String::new(), found: Some(ID.into()), near: None, entities: 1 },
    );
}

#[test]
fn one_identity_provider_needs_no_name() {
    let xml = group(NS, &(named("https://sp.example.com", &sp()) + &named(ID, &idp())));
    assert_eq!(accepted(&xml).entity_id, ID);
    let many: String = (0..7).map(|n| named(&format!("urn:{n}"), &idp())).collect();
    let error = refusal(&group(NS, &many), VENDOR);
    assert_eq!(error.message(), "The metadata has 7 identity providers: “urn:0”, “urn:1”, “urn:2”, “urn:3”, “urn:4” and 2 more.");
}

#[test]
fn an_entity_stands_once() {
    let repeated = ErrorKind::MetadataEntityRepeated { found: ID.into() };
    let twice = group(NS, &(named(ID, &idp()) + &group("", &named(ID, &idp()))));
    refused_with(&twice, choosing(ID), repeated.clone());
    refused(&twice, repeated.clone());
    // In another role as well: nothing says which of them holds.
    let roles = group(NS, &(named(ID, &sp()) + &named(ID, &idp())));
    refused_with(&roles, choosing(ID), repeated.clone());
    refused(&roles, repeated);
    // What is not meant may stand as often as it likes.
    let others = group(NS, &(named("urn:x", &sp()) + &named("urn:x", &sp()) + &named(ID, &idp())));
    assert_eq!(accepted(&others), accepted_with(&others, choosing(ID)));
}

#[test]
fn it_is_an_identity_provider_of_saml_2() {
    refused(&alone(&sp()), ErrorKind::MetadataOfServiceProvider);
    refused_with(&alone(&sp()), choosing(ID), ErrorKind::MetadataOfServiceProvider);
    let authority = format!("<md:AttributeAuthorityDescriptor{SAML2}/>");
    refused(&alone(&authority), ErrorKind::MetadataIdpMissing);
    refused_with(&alone(&authority), choosing(ID), ErrorKind::MetadataIdpMissing);
    refused(&group(NS, ""), ErrorKind::MetadataIdpMissing);
    refused(&alone(&format!("<IDPSSODescriptor{SAML2}/>")), ErrorKind::MetadataIdpMissing);

    let speaking = |protocols: &str| alone(&idp().replace("urn:oasis:names:tc:SAML:2.0:protocol", protocols));
    accepted(&speaking("urn:oasis:names:tc:SAML:1.1:protocol\n urn:oasis:names:tc:SAML:2.0:protocol"));
    for protocols in ["urn:oasis:names:tc:SAML:1.1:protocol urn:mace:shibboleth:1.0", "", "urn:oasis:names:tc:SAML:2.0:protocols"] {
        refused(&speaking(protocols), ErrorKind::MetadataProtocolUnsupported { found: protocols.into() });
    }
    refused(&alone(&idp().replace(SAML2, "")), ErrorKind::MetadataProtocolUnsupported { found: String::new() });
}

#[test]
fn the_first_role_of_several() {
    let old = idp().replace("SAML:2.0:protocol", "SAML:1.1:protocol");
    let second = idp().replace("https://idp.example.com/sso", "https://idp.example.com/second");
    assert_eq!(codes(&accepted(&alone(&(old + &idp())))), [""; 0]);
    let read = accepted(&alone(&(idp() + &second)));
    assert_eq!((read.single_sign_on[0].location.as_str(), codes(&read)), ("https://idp.example.com/sso", vec!["WARN_METADATA_ROLES"]));
}
