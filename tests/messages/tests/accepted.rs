//! What is made here is accepted as it is, refused when one octet of it changes, and the same each time.

use saml_edge::{
    Connection, DecryptionKey, Error, IdentityProvider, InResponseTo, LogoutPost, MetadataOptions, MetadataTrust, MetadataTrustPolicy,
    Policy, Post, ServiceProvider, Timestamp, read_metadata, verify,
};
use saml_edge_messages::*;

fn connection(signer: Signer) -> Connection {
    let idp = IdentityProvider { entity_id: IDP.into(), certificates: vec![signer.certificate()] };
    let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: Some(SLO.into()) };
    let policy = Policy { max_bytes: 4 << 20, ..Policy::strict() };
    let key = DecryptionKey::parse(&private_key("sp")).unwrap();
    Connection::new(idp, sp, policy).unwrap().with_decryption_keys(vec![key]).unwrap()
}

fn judge(xml: &str, signer: Signer) -> Result<(), Error> {
    let now = Timestamp::parse(NOW).unwrap();
    verify(&Post::from_xml(xml.as_bytes()), &connection(signer), InResponseTo::Request(REQUEST), now).map(drop)
}

/// Accepted, and refused with another name in it.
#[track_caller]
fn accepted(login: &Login) {
    let xml = login.xml();
    assert_eq!(xml, login.xml(), "the same octets each time");
    judge(&xml, login.signer).unwrap();
    let altered = xml.replace(&format!(">{NAME_ID}</saml2:NameID>"), ">joan.doe@example.com</saml2:NameID>");
    assert_ne!(altered, xml);
    judge(&altered, login.signer).unwrap_err();
}

#[test]
fn each_signer_and_each_signed_part() {
    for signer in Signer::ALL {
        for signed in [Signed::Assertion, Signed::Response, Signed::Both] {
            accepted(&Login { signed, signer, ..Login::okta() });
        }
    }
    judge(&Login { signed: Signed::Nothing, ..Login::okta() }.xml(), Signer::Rsa2048).unwrap_err();
}

#[test]
fn each_size_to_the_octet() {
    let bare = Login::okta().xml().len();
    assert!((5_500..6_500).contains(&bare), "{bare}");
    for octets in [20_000, 20_001, 20_079, 154_000, 4 << 20] {
        let login = Login::of_octets(octets);
        assert_eq!(login.xml().len(), octets);
        accepted(&login);
    }
}

#[test]
fn each_number() {
    for signed in [Signed::Assertion, Signed::Both] {
        let base = Login { signed, ..Login::okta() };
        accepted(&Login { attributes: 1_000, ..base.clone() });
        accepted(&Login { namespaces: 40, ..base.clone() });
        accepted(&Login { depth: 50, ..base.clone() });
        accepted(&Login { ids: 1_000, ..base.clone() });
        accepted(&Login { ids: 1, extensions: "<a></a>".into(), ..base });
    }
}

#[test]
fn encrypted_once_signed() {
    for signed in [Signed::Assertion, Signed::Nothing] {
        let xml = encrypted(&Login { signed, ..Login::okta() }.xml());
        assert_eq!(xml, encrypted(&Login { signed, ..Login::okta() }.xml()), "the same octets each time");
        assert!(!xml.contains(NAME_ID));
        assert_eq!(judge(&xml, Signer::Rsa2048).is_ok(), signed == Signed::Assertion);
    }
}

#[test]
fn logout_by_both_bindings() {
    let now = Timestamp::parse(NOW).unwrap();
    for signer in Signer::ALL {
        let connection = connection(signer);
        let judge = |post: &LogoutPost<'_>| connection.single_logout().unwrap().verify(post, InResponseTo::Unsolicited, now).map(drop);
        let (xml, query) = (logout_request(signer), logout_query(signer));
        assert_eq!((&xml, &query), (&logout_request(signer), &logout_query(signer)), "the same octets each time");
        judge(&LogoutPost::from_xml(xml.as_bytes())).unwrap();
        judge(&LogoutPost::from_xml(xml.replace("jane", "joan").as_bytes())).unwrap_err();
        judge(&LogoutPost::from_query(query.as_bytes()).unwrap()).unwrap();
        judge(&LogoutPost::from_query(query.replace("=done", "=gone").as_bytes()).unwrap()).unwrap_err();
    }
}

#[test]
fn metadata_alone_and_by_the_thousand() {
    let now = Timestamp::parse(NOW).unwrap();
    assert_eq!(read_metadata(metadata().as_bytes(), &MetadataOptions::vendor(), now).unwrap().keys.len(), 2);
    let trust = MetadataTrust::new(&[Signer::Rsa2048.certificate()], MetadataTrustPolicy::strict()).unwrap();
    let options = MetadataOptions::federation(&trust, IDP, 7 * 24 * 3600);
    let aggregate = Aggregate { entities: 1_000, signer: Some(Signer::Rsa2048) };
    let xml = aggregate.xml();
    assert_eq!(xml, aggregate.xml(), "the same octets each time");
    assert!(read_metadata(xml.as_bytes(), &options, now).unwrap().signed_by.is_some());
    assert!((3_500..4_500).contains(&(xml.len() / 1_000)), "{}", xml.len());
    read_metadata(xml.replace("A university", "Another").as_bytes(), &options, now).unwrap_err();
    let unsigned = Aggregate { signer: None, ..aggregate };
    read_metadata(unsigned.xml().as_bytes(), &MetadataOptions { entity_id: Some(IDP), ..MetadataOptions::vendor() }, now).unwrap();
    read_metadata(unsigned.xml().as_bytes(), &options, now).unwrap_err();
}
