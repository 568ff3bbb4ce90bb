//! Rule M09: the keys to verify with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use saml_edge::*;

use crate::documents::*;
use crate::verdict::*;

#[test]
fn keys_that_sign() {
    let of = |attributes: &str| keys(&key(attributes, &x509(&der("idp.crt.pem"))));
    for attributes in ["", " use=\"signing\""] {
        assert_eq!(codes(&accepted(&of(attributes))), [""; 0]);
    }
    refused(&of(" use=\"encryption\""), ErrorKind::MetadataKeyMissing { found: None });
    refused(&of(" use=\"sign\""), ErrorKind::MetadataKeyMissing { found: Some("its use is “sign”".into()) });
    refused(&keys(""), ErrorKind::MetadataKeyMissing { found: None });
    let error = refusal(&of(" use=\"\""), VENDOR);
    assert_eq!((error.code(), error.rule(), error.found().as_deref()), ("ERR_METADATA_KEY_MISSING", RuleId::M09, Some("its use is “”")));
}

#[test]
fn keys_that_cannot_be_used_are_left_out() {
    let good = signing("idp.crt.pem");
    let rsa_512 =
        "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANC3gcL8QcgpLxr5B3/gkTbTBH3W/k3uOHxJwPDoO9nlFy8dCeBcKToV8IVQB6/91nFHfVThGm8XMJuPewYH4bUCAwEAAQ==";
    let nothing = "its KeyInfo has neither a certificate nor a key";
    for (bad, why) in [
        (key("", ""), nothing),
        (key("", &key_info("")), nothing),
        (key("", &key_info("<ds:KeyName>x</ds:KeyName>")), nothing),
        (key("", &key_info("<ds:X509Data><ds:X509SubjectName>CN=x</ds:X509SubjectName></ds:X509Data>")), nothing),
        (key("", &x509("")), "it cannot be read"),
        (key("", &x509("{certificate}")), "it cannot be read"),
        (key("", &x509(&der("idp.crt.pem")[..400])), "it cannot be read"),
        (key("", &x509(&der("idp.key.pem"))), "it is a private key"),
        (key("", &x509(&pem("idp.key.pem"))), "it is a private key"),
        (key("", &x509(&(pem("idp.crt.pem") + &pem("idp-next.crt.pem")))), "several stand in one place"),
        (key("", &x509(rsa_512)), "its RSA key has 512 bits"),
        (
            key(
                "",
                &key_info(&format!("<e:DEREncodedKeyValue xmlns:e=\"http://www.w3.org/2009/xmldsig11#\">{rsa_512}</e:DEREncodedKeyValue>")),
            ),
            "its RSA key has 512 bits",
        ),
        (key("", &x509("MCowBQYDK2VuAyEAZtvMPObsGiNHjgY7k4EFLlEIURtWVw1umzitzuGU9p8=")), "its key is of type X25519"),
        (key("", &key_info("<ds:KeyValue><ds:DSAKeyValue/></ds:KeyValue>")), "it is a DSAKeyValue"),
        (key("", &key_info("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus></ds:RSAKeyValue></ds:KeyValue>")), "it is damaged"),
        (
            key(
                "",
                &key_info(
                    "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>!</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>",
                ),
            ),
            "it is damaged",
        ),
        (ec_key("urn:oid:1.3.132.0.10", P256), "it is damaged, or its curve is not supported"),
        (ec_key("urn:oid:1.3.132.0.34", P256), "it cannot be read"),
        (key("", &x509(SECP256K1)), "the curve of its key is not supported"),
        (key(" use=\"both\"", &x509(&der("idp.crt.pem"))), "its use is “both”"),
    ] {
        let read = accepted(&keys(&(bad.clone() + &good)));
        assert_eq!((read.keys.len(), codes(&read)), (1, vec!["WARN_METADATA_KEY"]), "{why}");
        assert_eq!(read.warnings[0].message, format!("A signing key of the metadata was left out: {why}."));
        refused(&keys(&bad), ErrorKind::MetadataKeyMissing { found: Some(why.into()) });
    }
}

/// A SubjectPublicKeyInfo.
const SECP256K1: &str =
    "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEZBspcxwAhMTQdEGiAe96OtX47iucUrIvUcWGnYUuL3TFEUnCglicvYRu08I0Jdw+rSAuW7CAD/7vQE60tlLEaQ==";
const P256: &str = "BIN0U+uFhd0252JwvhbFkCoRWDvP8w0iX/jTDWHGALVClYZ1nqAQWMxAJxHGwCtgPWeDEONiwPe46Z+i/N18YRc=";
const P384: &str =
    "BOFKMbFJ2UHmB0y+H5AdSgkl07WnKz3nRxYOpSSu+hSoqJuk+ILWz2rre07kawReR8gXdQ+aonmGFWmEZXFXxV7U9Uck0dfUZCxNKF68BON59tU18XVlhW9zKcn78a96zg==";
const P521: &str = "BACOAJ+kO/uwAS5zf1RrAjCAOS+OnylUXX3MD6Se0rfjeIBd0wGJSjmlptFP4/fwuwss3Ou7r8mujskPV8qdtNAwHAAL1neThRjodn9/On4LX0tBbL2qFNP3oVwJ1ldp1Ot+44ZcecyILCsJhBTh4mmHS+BNlGwMQqptNFMEUbnZtqOAfw==";

fn ec_key(curve: &str, point: &str) -> String {
    key(
        "",
        &key_info(&format!(
            "<ds:KeyValue><e:ECKeyValue xmlns:e=\"http://www.w3.org/2009/xmldsig11#\"><e:NamedCurve URI=\"{curve}\"/><e:PublicKey>{point}</e:PublicKey>\
             </e:ECKeyValue></ds:KeyValue>"
        )),
    )
}

fn rsa_value() -> String {
    let private = rsa::PrivateKey::from_pkcs8_der(&STANDARD.decode(der("idp.key.pem")).unwrap()).unwrap();
    let [modulus, exponent] = [private.n_bytes(), private.e_bytes()].map(|octets| STANDARD.encode(octets));
    format!(
        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>\n{modulus}\n</ds:Modulus><ds:Exponent>{exponent}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>"
    )
}

/// The fingerprints are those that OpenSSL has for the SubjectPublicKeyInfo.
#[test]
fn keys_that_are_spelled_out() {
    let der_value = |name: &str| {
        let value = der(name);
        key("", &key_info(&format!("<e:DEREncodedKeyValue xmlns:e=\"http://www.w3.org/2009/xmldsig11#\">{value}</e:DEREncodedKeyValue>")))
    };
    let idp = "cca0b9177ac15fa06b23a9248df0b2abeefea22cd32774b80427a55cd003dff8";
    for (descriptor, sha256) in [
        (key("", &key_info(&rsa_value())), idp),
        (key("", &key_info(&rsa_value().replace("<ds:Modulus>\n", "<ds:Modulus>AAAA"))), idp),
        (der_value("idp.pub.pem"), idp),
        (ec_key("urn:oid:1.2.840.10045.3.1.7", P256), "002a56ad6aa401e78418da54e6d5aafc7a51ba7067e4da5873537015c37dac7a"),
        (ec_key("urn:oid:1.3.132.0.34", P384), "44cac5e0abb7b786b1c6c542e6f0ebfed4401516430b939bea851174ecca5013"),
        (ec_key("urn:oid:1.3.132.0.35", P521), "6dff4189f22775cfbd851ad90702f19ca894979c387ae6c2513ddc0cd9312b28"),
    ] {
        let read = accepted(&keys(&descriptor));
        assert_eq!(read.keys.iter().map(|key| key.sha256.as_str()).collect::<Vec<_>>(), [sha256]);
        let trust = MetadataTrust::new(&[read.keys[0].certificate.clone()], MetadataTrustPolicy::strict()).unwrap();
        assert_eq!(trust.fingerprints().next(), Some(sha256));
        assert_eq!(read.keys[0].not_after, None);
    }
    // A certificate beside it is the same key with a name (xmldsig 4.5).
    let both =
        key_info(&(rsa_value() + &x509(&der("idp-next.crt.pem")).replace(&format!(" xmlns:ds=\"{DS}\""), "").replace("ds:KeyInfo", "x")));
    let both = both.replace("<x>", "").replace("</x>", "");
    assert_eq!(accepted(&keys(&key("", &both))).keys[0].certificate, der("idp-next.crt.pem"));
}

#[test]
fn each_key_once_and_in_order() {
    let two = x509(&der("idp.crt.pem"))
        .replace("</ds:X509Data>", &format!("<ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data>", der("idp-next.crt.pem")));
    let read = accepted(&keys(&(signing("idp-next.crt.pem") + &key("", &two) + &signing("idp.crt.pem") + &signing("ed25519.crt.pem"))));
    let certificates: Vec<_> = read.keys.iter().map(|key| key.certificate.as_str()).collect();
    assert_eq!(certificates, [der("idp-next.crt.pem"), der("idp.crt.pem"), der("ed25519.crt.pem")]);
    assert_eq!(codes(&read), ["WARN_METADATA_KEYS"]);
    // With lines, with the first and last line of PEM.
    for text in [pem("idp.crt.pem"), der("idp.crt.pem").replace('A', "\n A")] {
        assert_eq!(accepted(&keys(&key("", &x509(&text)))).keys[0].certificate, der("idp.crt.pem"));
    }
}

#[test]
fn short_and_expired_keys_are_said() {
    let read = accepted(&keys(&signing("rsa-1024.crt.pem")));
    assert_eq!((read.keys[0].rsa_bits, codes(&read)), (Some(1024), vec!["WARN_METADATA_KEY_SHORT"]));
    warns(&read, "WARN_METADATA_KEY_SHORT", "has 1024 bits");
    let at = |time: &str| read_metadata(alone(&idp()).as_bytes(), &VENDOR, Timestamp::parse(time).unwrap()).unwrap();
    assert_eq!(codes(&at("2030-01-01T00:00:00Z")), [""; 0]);
    assert_eq!(codes(&at("2050-01-01T00:00:00Z")), ["WARN_CERTIFICATE_EXPIRED"]);
}

#[test]
fn no_more_keys_than_a_connection_takes() {
    let many = |count: usize| keys(&signing("idp.crt.pem").repeat(count));
    assert_eq!(accepted(&many(32)).keys.len(), 1);
    refused(&many(33), ErrorKind::LimitExceeded { what: "signing keys of one identity provider", limit: 32 });
}
