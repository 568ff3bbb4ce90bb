//! What is made to exhaust: every loop ends at a bound, or is over in one pass.

use saml_edge::*;

use crate::documents::*;
use crate::signer::*;
use crate::verdict::*;

#[track_caller]
fn exceeds(xml: &str, what: &str) {
    for options in [VENDOR, choosing(ID)] {
        match refusal(xml, options).kind {
            ErrorKind::LimitExceeded { what: found, .. } if found == what => {}
            other => panic!("{:.300}", format!("{other:?}")),
        }
    }
}

#[test]
fn deep_and_wide() {
    exceeds(&format!("{}{}", group(NS, "").replace("</md:EntitiesDescriptor>", ""), "<md:EntitiesDescriptor>".repeat(100)), "depth");
    let deepest = |depth: usize| {
        let open = "<md:EntitiesDescriptor>".repeat(depth);
        group(NS, &format!("{open}{}{}", named(ID, &idp()), "</md:EntitiesDescriptor>".repeat(depth)))
    };
    accepted_with(&deepest(50), choosing(ID));
    exceeds(&group(NS, &"<a/>".repeat((32 << 20) / 40)), "elements");
    exceeds(
        &group(
            NS,
            &named("urn:x", &format!("<a{}/>", (0..100).map(|n| format!(" a{n}=\"\"")).collect::<String>()).repeat((32 << 20) / 2_000)),
        ),
        "attributes",
    );
    exceeds(&group(NS, &named("urn:x", &"<a/>".repeat((32 << 20) / 40))), "elements");
    exceeds(&group(NS, &named("urn:x", &"<?x?>".repeat((32 << 20) / 20))), "elements, texts, comments and processing instructions");
    let declarations: String = (0..100).map(|n| format!(" xmlns:n{n}=\"urn:n{n}\"")).collect();
    exceeds(&group(&format!("{NS}{declarations}"), ""), "namespace declarations in scope");
    exceeds(&group(NS, &named("urn:x", &"<a xmlns=\"urn:a\"/>".repeat((32 << 20) / 60))), "namespace declarations");
}

#[test]
fn entities_by_the_hundred_thousand() {
    let many: String = (0..100_000).map(|n| named(&format!("urn:{n}"), &format!("<md:SPSSODescriptor{SAML2} ID=\"_{n}\"/>"))).collect();
    let xml = group(&format!("{NS} ID=\"_all\""), &(many + &named(ID, &idp())));
    assert_eq!(accepted_with(&xml, choosing(ID)), accepted(&xml));
    let kind = ErrorKind::MetadataEntityMissing { expected: "urn:x".into(), found: None, near: None, entities: 100_001 };
    refused_with(&xml, choosing("urn:x"), kind);
    let trust = trust("idp.crt.pem");
    let canonical = xml.replace("\"/>", "\"></md:SPSSODescriptor>").replace(&format!("{SAML2} ID"), " ID");
    let signed = Signer::new("idp.key.pem").sign(&canonical, "_all");
    let options = MetadataOptions { trust: Some(&trust), entity_id: Some(ID), ..VENDOR };
    assert!(accepted_with(&signed, options).signed_by.is_some());
    let kind = ErrorKind::DuplicateId { id: "_77".into(), rule: RuleId::X11 };
    refused_with(&signed.replace("ID=\"_99999\"", "ID=\"_77\""), options, kind);
}

#[test]
fn many_of_everything_in_one_role() {
    let unusable = key(" use=\"x\"", "") + &sso("/") + &endpoint("SingleLogoutService", "HTTP-POST", "/");
    let read = accepted(&alone(&idp_with(&unusable.repeat(20_000))));
    assert_eq!((read.keys.len(), read.single_sign_on.len(), read.single_logout.len(), read.warnings.len()), (1, 1, 0, 32));
    let many = sso("https://idp.example.com/x") + "<md:NameIDFormat>urn:x</md:NameIDFormat>";
    let read = accepted(&alone(&idp_with(&many.repeat(20_000))));
    assert_eq!((read.single_sign_on.len(), read.name_id_formats.len()), (20_001, 20_000));
    let scope = "<s:Scope xmlns:s=\"urn:mace:shibboleth:metadata:1.0\">";
    let scopes: String = (0..20_000).map(|n| format!("{scope}{n}.example</s:Scope>")).collect();
    let read = accepted(&alone(&idp_with(&format!("<md:Extensions>{scopes}{scopes}</md:Extensions>"))));
    assert_eq!(read.scopes.len(), 20_000);
    assert!(matches!(
        refusal(&keys(&key("", &key_info(&"<ds:X509Data/>".repeat(50_000)))), VENDOR).kind,
        ErrorKind::MetadataKeyMissing { .. }
    ));
    let values = "<ds:KeyValue><ds:DSAKeyValue/></ds:KeyValue>".repeat(20_000);
    assert!(matches!(refusal(&keys(&key("", &key_info(&values))), VENDOR).kind, ErrorKind::LimitExceeded { limit: 32, .. }));
}
