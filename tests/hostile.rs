//! Messages made to exhaust: each is refused by a bound that has a name, and none runs for ever. `cargo xtask bench` times them.

mod support;

use saml_edge::{Connection, Error, ErrorKind, InResponseTo, Policy, Post, RuleId, Timestamp, explain, peek, verify};
use serde_json::json;

const SAML: &str = "xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:a=\"urn:oasis:names:tc:SAML:2.0:assertion\"";

fn connection(policy: Policy) -> Connection {
    let certificate = std::fs::read_to_string(support::vector::folder().join("keys/idp.crt.pem")).unwrap();
    let settings = json!({
        "idp": { "entityId": "https://idp.example.com", "certificates": [certificate] },
        "sp": { "entityId": "urn:sp", "acsUrl": "https://sp.example.com/acs" },
    });
    support::settings::connection(&settings, policy).unwrap()
}

#[track_caller]
fn refusal(xml: &str) -> Error {
    refusal_under(xml, Policy::strict())
}

/// Judged by all three doors: whatever they say, they say it.
#[track_caller]
fn refusal_under(xml: &str, policy: Policy) -> Error {
    let connection = connection(policy);
    let post = Post::from_xml(xml.as_bytes());
    let now = Timestamp::from_unix_milliseconds(1_800_000_000_000);
    let _ = peek(&post);
    let report = explain(&post, Some(&connection), InResponseTo::Unsolicited, now);
    assert!(!report.accepted);
    verify(&post, &connection, InResponseTo::Unsolicited, now).map(drop).unwrap_err()
}

#[track_caller]
fn exceeds(xml: &str, what: &str) {
    match refusal(xml).kind {
        ErrorKind::LimitExceeded { what: found, .. } if found == what => {}
        other => panic!("{:.300}", format!("{other:?}")),
    }
}

fn response(inside: &str) -> String {
    format!("<p:Response {SAML} ID=\"_r\" Version=\"2.0\" IssueInstant=\"2026-11-24T10:00:00Z\">{inside}</p:Response>")
}

#[test]
fn namespace_flood() {
    let declarations: String = (0..5_000).map(|n| format!(" xmlns:n{n}=\"urn:n{n}\"")).collect();
    exceeds(&format!("<p:Response {SAML}{declarations}/>"), "namespace declarations in scope");
    let one_each: String = (0..5_000).map(|n| format!("<x xmlns:n=\"urn:n{n}\"/>")).collect();
    exceeds(&response(&one_each), "namespace declarations");
}

#[test]
fn attribute_flood() {
    let attributes: String = (0..8_000).map(|n| format!(" a{n}=\"\"")).collect();
    exceeds(&format!("<p:Response {SAML}{attributes}/>"), "attributes on one element");
}

#[test]
fn fifty_thousand_unclosed_elements() {
    exceeds(&format!("<p:Response {SAML}>{}", "<a>".repeat(50_000)), "depth");
}

#[test]
fn more_elements_than_any_login_has() {
    exceeds(&response(&"<a/>".repeat(30_000)), "elements");
}

#[test]
fn thirty_thousand_ids() {
    let ids: String = (0..16_000).map(|n| format!("<a ID=\"{n}\"/>")).collect();
    let refusal = refusal_under(&response(&ids), Policy { max_bytes: 4 << 20, ..Policy::strict() });
    assert!(matches!(refusal.kind, ErrorKind::UnexpectedElement { .. } | ErrorKind::MissingElement { .. }), "{refusal}");
    let ids: String = (0..30_000).map(|n| format!("<a ID=\"{n}\"/>")).collect();
    let refusal = refusal_under(&response(&(ids + "<a ID=\"7\"/>")), Policy { max_bytes: 4 << 20, ..Policy::strict() });
    assert_eq!(refusal.kind, ErrorKind::DuplicateId { id: "7".into(), rule: RuleId::X11 });
}

#[test]
fn twenty_thousand_audiences() {
    let audiences = "<a:Audience>urn:x</a:Audience>".repeat(20_000);
    let xml = response(&format!(
        "<p:Status><p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status><a:Assertion ID=\"_a\" \
         Version=\"2.0\" IssueInstant=\"2026-11-24T10:00:00Z\"><a:Issuer>https://idp.example.com</a:Issuer><a:Conditions>\
         <a:AudienceRestriction>{audiences}</a:AudienceRestriction></a:Conditions></a:Assertion>"
    ));
    assert!(matches!(refusal(&xml).kind, ErrorKind::MessageTooLarge { .. }));
    let refusal = refusal_under(&xml, Policy { max_bytes: 4 << 20, ..Policy::strict() });
    assert_eq!(refusal.kind, ErrorKind::NothingSigned);
}

#[test]
fn five_thousand_references() {
    let references = "<d:Reference/>".repeat(5_000);
    let xml = response(&format!(
        "<d:Signature xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"><d:SignedInfo><d:CanonicalizationMethod/><d:SignatureMethod/>\
         {references}</d:SignedInfo><d:SignatureValue>AAAA</d:SignatureValue></d:Signature><p:Status><p:StatusCode \
         Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status><a:Assertion/>"
    ));
    assert_eq!(refusal(&xml).kind, ErrorKind::ReferenceCount { found: 5_000 });
}

#[test]
fn a_prefix_list_of_thousands() {
    let list: String = (0..5_000).map(|n| format!("p{n} ")).collect();
    let xml = response(&format!(
        "<d:Signature xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"><d:SignedInfo><d:CanonicalizationMethod \
         Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><e:InclusiveNamespaces xmlns:e=\"http://www.w3.org/2001/10/xml-exc-c14n#\" \
         PrefixList=\"{list}\"/></d:CanonicalizationMethod><d:SignatureMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/><d:Reference/></d:SignedInfo>\
         <d:SignatureValue>AAAA</d:SignatureValue></d:Signature><p:Status><p:StatusCode \
         Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status><a:Assertion/>"
    ));
    exceeds(&xml, "prefixes in InclusiveNamespaces");
}

#[test]
fn names_and_namespace_names_of_any_length() {
    let long = "x".repeat(70_000);
    assert!(matches!(refusal(&format!("<{long}/>")).kind, ErrorKind::LimitExceeded { .. }));
    assert!(matches!(refusal(&format!("<a xmlns=\"urn:{long}\"/>")).kind, ErrorKind::LimitExceeded { .. }));
}

#[test]
fn many_pieces_of_text() {
    for piece in ["<![CDATA[xxxx]]>", "&amp;", "]", "&#13;"] {
        let refusal = refusal(&response(&piece.repeat(200_000 / piece.len())));
        assert!(matches!(refusal.kind, ErrorKind::UnexpectedText { .. } | ErrorKind::MissingElement { .. }), "{piece}: {refusal}");
    }
    for piece in ["<!---->", "x<!---->", "<?x y?>", "]<?x?>"] {
        exceeds(&response(&piece.repeat(260_000 / piece.len())), "elements, texts, comments and processing instructions");
    }
}

#[test]
fn larger_than_the_limit() {
    let xml = response(&" ".repeat(300_000));
    assert_eq!(refusal(&xml).kind, ErrorKind::MessageTooLarge { limit: 256 << 10, found: xml.len() });
    let xml = response(&" ".repeat(5 << 20));
    let refusal = refusal_under(&xml, Policy { max_bytes: 4 << 20, ..Policy::strict() });
    assert_eq!(refusal.kind, ErrorKind::MessageTooLarge { limit: 4 << 20, found: xml.len() });
}

/// Sibling elements that each declare long namespaces again, once they are canonical.
#[test]
fn canonical_xml_many_times_the_message() {
    let declarations: String = (0..40).map(|n| format!(" xmlns:n{n}=\"urn:{}{n}\"", "x".repeat(240))).collect();
    let attributes: String = (0..40).map(|n| format!(" n{n}:a=\"\"")).collect();
    let siblings = format!("<x{attributes}/>").repeat(600);
    let xml = format!(
        "<p:Response {SAML}{declarations} ID=\"_r\" Version=\"2.0\" IssueInstant=\"2026-11-24T10:00:00Z\"><d:Signature \
         xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"><d:SignedInfo><d:CanonicalizationMethod \
         Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><d:SignatureMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/><d:Reference URI=\"#_r\"><d:Transforms><d:Transform \
         Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/><d:Transform \
         Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></d:Transforms><d:DigestMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><d:DigestValue>{digest}</d:DigestValue></d:Reference></d:SignedInfo>\
         <d:SignatureValue>AAAA</d:SignatureValue></d:Signature><p:Extensions>{siblings}</p:Extensions><p:Status><p:StatusCode \
         Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status><a:Assertion/></p:Response>",
        digest = "A".repeat(43) + "=",
    );
    assert_eq!(refusal(&xml).kind, ErrorKind::SignatureInvalid);
    let report = explain(
        &Post::from_xml(xml.as_bytes()),
        Some(&connection(Policy::strict())),
        InResponseTo::Unsolicited,
        Timestamp::from_unix_milliseconds(0),
    );
    assert_eq!(report.signatures.len(), 1);
    assert_eq!(report.signatures[0].digest_computed, None);
}

/// Keys by the thousand, and as many references to one of them: nothing is compared with everything.
#[test]
fn encrypted_key_flood() {
    const XENC: &str = "xmlns:e=\"http://www.w3.org/2001/04/xmlenc#\" xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"";
    let key = "<e:EncryptedKey><e:EncryptionMethod Algorithm=\"x\"/><e:CipherData><e:CipherValue>AAAA</e:CipherValue></e:CipherData></e:EncryptedKey>";
    let data = |info: &str, beside: &str| {
        let method = "<e:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#aes256-gcm\"/>";
        let value = "<e:CipherData><e:CipherValue>AAAA</e:CipherValue></e:CipherData>";
        let status = "<p:Status><p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status>";
        response(&format!(
            "{status}<a:EncryptedAssertion {XENC}><e:EncryptedData>{method}<d:KeyInfo>{info}</d:KeyInfo>{value}</e:EncryptedData>{beside}</a:EncryptedAssertion>"
        ))
    };
    exceeds(&data("", &key.repeat(1_500)), "EncryptedKeys");
    exceeds(&data(&key.repeat(1_500), ""), "EncryptedKeys");
    exceeds(&data(&key.repeat(3), &key.repeat(3)), "EncryptedKeys");
    let named = key.replacen("<e:EncryptedKey>", "<e:EncryptedKey Id=\"k\">", 1);
    exceeds(&data(&"<d:RetrievalMethod URI=\"#k\"/>".repeat(3_000), &named), "EncryptedKeys");
}
