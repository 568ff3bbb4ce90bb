//! Rules M02 and M03: who signed it.

use saml_edge::*;

use crate::documents::*;
use crate::signer::*;
use crate::verdict::*;

#[test]
fn signed_by_a_key_that_was_given() {
    let xml = Signer::new("idp.key.pem").sign(&signed_document(), "_md");
    let trust = trust("idp.crt.pem");
    let read = accepted_with(&xml, MetadataOptions { trust: Some(&trust), ..VENDOR });
    assert_eq!(read.signed_by.as_deref(), trust.fingerprints().next());
    assert_eq!((read.relaxed, read.warnings), (vec![], vec![]));
    // Without a key nothing is proved, and that is said.
    let read = accepted(&xml);
    assert_eq!((codes(&read), &read.signed_by), (vec!["WARN_METADATA_SIGNATURE_NOT_CHECKED"], &None));
    assert_eq!(codes(&accepted_with(&xml, choosing(ID))), ["WARN_METADATA_SIGNATURE_NOT_CHECKED"]);
}

#[test]
fn any_of_several_keys_may_sign() {
    let xml = Signer::new("idp.key.pem").sign(&signed_document(), "_md");
    let trust = MetadataTrust::new(&[pem("attacker.crt.pem"), pem("idp.pub.pem")], MetadataTrustPolicy::strict()).unwrap();
    let read = accepted_with(&xml, MetadataOptions { trust: Some(&trust), ..VENDOR });
    assert_eq!(read.signed_by.as_deref(), trust.fingerprints().nth(1));
}

#[test]
fn not_signed_and_not_signed_by_that_key() {
    let (document, signer) = (signed_document(), Signer::new("idp.key.pem"));
    let trust = trust("idp-next.crt.pem");
    let options = MetadataOptions { trust: Some(&trust), ..VENDOR };
    accepted_with(&Signer::new("idp-next.key.pem").sign(&document, "_md"), options);
    refused_with(&document, options, ErrorKind::MetadataNotSigned);
    refused_with(&signer.sign(&document, "_md"), options, ErrorKind::MetadataSignatureInvalid);
    // The key inside is no key to verify with: neither in KeyInfo nor in the KeyDescriptor.
    let named = into_root(&document, &signer.signature(&document, "_md", &x509(&der("idp.crt.pem"))));
    let sha256 = accepted(&document).keys[0].sha256.clone();
    refused_with(&named, options, ErrorKind::MetadataSignedByUnknownKey { sha256 });
}

#[test]
fn altered_after_it_was_signed() {
    let xml = Signer::new("idp.key.pem").sign(&signed_document(), "_md");
    let trust = trust("idp.crt.pem");
    let options = MetadataOptions { trust: Some(&trust), ..VENDOR };
    accepted_with(&xml, options);
    accepted_with(&xml.replace("</md:IDPSSODescriptor>", "<!-- no part of what is signed --></md:IDPSSODescriptor>"), options);
    for (old, new) in
        [("example.com/sso", "example.org/sso"), (ID, "https://idp.example.org"), ("</md:IDPSSODescriptor>", " </md:IDPSSODescriptor>")]
    {
        refused_with(&xml.replacen(old, new, 1), options, ErrorKind::DigestMismatch);
    }
}

#[test]
fn sha1_and_short_keys_only_where_they_are_asked_for() {
    let sha1 = Signer::with_sha1("idp.key.pem").sign(&signed_document(), "_md");
    let strict = trust("idp.crt.pem");
    let kind = ErrorKind::Sha1Forbidden { algorithm: "http://www.w3.org/2000/09/xmldsig#rsa-sha1".into(), rule: RuleId::S13 };
    refused_with(&sha1, MetadataOptions { trust: Some(&strict), ..VENDOR }, kind);
    let policy = MetadataTrustPolicy { allow_sha1: true, ..MetadataTrustPolicy::strict() };
    let relaxed = MetadataTrust::new(&[pem("idp.crt.pem")], policy).unwrap();
    assert_eq!(accepted_with(&sha1, MetadataOptions { trust: Some(&relaxed), ..VENDOR }).relaxed, ["allowSha1"]);

    let short = MetadataTrust::new(&[pem("rsa-1024.crt.pem")], MetadataTrustPolicy::strict()).unwrap_err();
    assert!(short.to_string().starts_with("trust.certificates[0]: the key has 1024 bits"), "{short}");
    let policy = MetadataTrustPolicy { min_rsa_bits: 1024, ..MetadataTrustPolicy::strict() };
    let relaxed = MetadataTrust::new(&[pem("rsa-1024.crt.pem")], policy).unwrap();
    let xml = Signer::new("rsa-1024.key.pem").sign(&signed_document(), "_md");
    assert_eq!(accepted_with(&xml, MetadataOptions { trust: Some(&relaxed), ..VENDOR }).relaxed, ["minRsaBits"]);
}

#[test]
fn trust_is_in_something() {
    let policy = MetadataTrustPolicy::strict();
    let said = |certificates: &[String], policy| MetadataTrust::new(certificates, policy).unwrap_err().to_string();
    assert_eq!(said(&[], policy), "trust.certificates is empty: without a certificate nothing can be verified.");
    assert_eq!(said(&[pem("idp.key.pem")], policy), "trust.certificates[0]: This is a private key. Paste the certificate.");
    assert!(said(&vec![pem("idp.crt.pem"); 33], policy).starts_with("trust.certificates holds 33 keys; 32 are"));
    let policy = MetadataTrustPolicy { min_rsa_bits: 1023, ..policy };
    assert_eq!(said(&[pem("idp.crt.pem")], policy), "trust.minRsaBits must be at least 1024; it is 1023.");
}

/// Attacks 1: a genuine signature, and a forgery that is read in its place.
#[test]
fn wrapping() {
    let signer = Signer::new("idp.key.pem");
    let trust = trust("idp.crt.pem");
    let options = MetadataOptions { trust: Some(&trust), ..VENDOR };
    let genuine = signed_document();
    let (signed, signature) = (signer.sign(&genuine, "_md"), signer.signature(&genuine, "_md", ""));
    let forged = idp().replace("https://idp.example.com/sso", "https://evil.example.com/sso");
    let root = |attributes: &str, inside: &str| entity(&format!("{NS}{attributes} entityID=\"{ID}\""), inside);
    let parked = |entity: &str| format!("<md:Extensions>{entity}</md:Extensions>");
    accepted_with(&signed, options);

    // The signed entity in Extensions of the forged one, with its Signature where it was, or at the forged root.
    refused_with(&root("", &(parked(&signed) + &forged)), options, ErrorKind::MetadataNotSigned);
    let uri = |expected: &str| ErrorKind::ReferenceUri { expected: expected.into(), found: Some("#_md".into()) };
    refused_with(&root(" ID=\"_evil\"", &(signature.clone() + &parked(&genuine) + &forged)), options, uri("#_evil"));
    refused_with(&root("", &(signature.clone() + &parked(&genuine) + &forged)), options, uri("#"));
    // Under the same ID; beside another under the same ID; alone under its ID.
    let twice = ErrorKind::DuplicateId { id: "_md".into(), rule: RuleId::X11 };
    refused_with(&root(" ID=\"_md\"", &(signature.clone() + &parked(&genuine) + &forged)), options, twice.clone());
    refused_with(&root(" ID=\"_md\"", &(parked(&genuine) + &signature + &forged)), options, twice);
    refused_with(&root(" ID=\"_md\"", &(signature.clone() + &forged)), options, ErrorKind::DigestMismatch);
    // In an aggregate that nobody signed.
    refused_with(&group(&format!("{NS} ID=\"_all\""), &signed), options, ErrorKind::MetadataNotSigned);
    refused_with(&group(&format!("{NS} ID=\"_all\""), &(signature.clone() + &genuine)), options, uri("#_all"));
    // Two Signatures, and one that is not a child of the root.
    refused_with(&into_root(&signed, &signature), options, ErrorKind::SignatureDuplicated { element: "the root".into() });
    refused_with(&into_root(&genuine, &parked(&signature)), options, ErrorKind::MetadataNotSigned);
    // Inside the Signature, which its own digest does not see.
    let object = signature.replace("</ds:Signature>", &format!("<ds:Object>{forged}</ds:Object></ds:Signature>"));
    let reason = "it holds more than SignedInfo, SignatureValue and KeyInfo";
    refused_with(&into_root(&genuine, &object), options, ErrorKind::SignatureMalformed { reason });
    let key_info = signature.replace("</ds:Signature>", &format!("<ds:KeyInfo>{forged}</ds:KeyInfo></ds:Signature>"));
    let read = accepted_with(&into_root(&genuine, &key_info), options);
    assert_eq!(read.single_sign_on[0].location, "https://idp.example.com/sso");
}

/// Signatures of single entities are not looked at: that of the root decides.
#[test]
fn a_signature_of_one_entity_in_a_signed_aggregate() {
    let inner = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">of anybody</ds:Signature>";
    let all = group(&format!("{NS} ID=\"_all\""), &named(ID, &(inner.to_owned() + &idp())));
    let trust = trust("idp.crt.pem");
    let options = MetadataOptions { trust: Some(&trust), ..VENDOR };
    let read = accepted_with(&Signer::new("idp.key.pem").sign(&all, "_all"), options);
    assert_eq!(read.signed_by.as_deref(), trust.fingerprints().next());
    assert_eq!(codes(&accepted(&all)), [""; 0]);
}
