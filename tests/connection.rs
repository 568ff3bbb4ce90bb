//! Settings that cannot work are refused before any message comes, in a sentence that says what to change.

mod support;

use saml_edge::{Connection, DecryptionKey, IdentityProvider, Policy, ServiceProvider};

fn key(name: &str) -> String {
    std::fs::read_to_string(support::vector::folder().join("keys").join(name)).unwrap()
}

struct Settings {
    idp: IdentityProvider,
    sp: ServiceProvider,
    policy: Policy,
}

impl Settings {
    fn good() -> Self {
        Self {
            idp: IdentityProvider { entity_id: "https://idp.example.com".into(), certificates: vec![key("idp.crt.pem")] },
            sp: ServiceProvider { entity_id: "urn:sp".into(), acs_url: "https://sp.example.com/acs".into(), slo_url: None },
            policy: Policy::strict(),
        }
    }

    fn make(self) -> Result<Connection, String> {
        Connection::new(self.idp, self.sp, self.policy).map_err(|error| error.to_string())
    }
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Settings), sentence: &str) {
    let mut settings = Settings::good();
    change(&mut settings);
    let error = settings.make().unwrap_err();
    assert!(error.contains(sentence), "{error}");
}

#[track_caller]
fn made(change: impl FnOnce(&mut Settings)) -> Connection {
    let mut settings = Settings::good();
    change(&mut settings);
    settings.make().unwrap()
}

#[test]
fn keys_come_in_every_form() {
    let pem = key("idp.crt.pem");
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let sha256 = made(|_| {}).fingerprints().next().unwrap().to_owned();
    assert_eq!(sha256.len(), 64);
    for text in [base64, pem.replace('\n', "\r\n"), format!("subject=x\n{pem}\nmore"), pem.replace('\n', "\\n")] {
        assert_eq!(made(|settings| settings.idp.certificates = vec![text]).fingerprints().collect::<Vec<_>>(), [&sha256]);
    }
    let two = made(|settings| settings.idp.certificates = vec![pem.clone() + &key("idp-next.crt.pem")]);
    assert_eq!(two.fingerprints().count(), 2);
    made(|settings| settings.idp.certificates = vec![key("idp.pub.pem")]);
    for other in ["ec-p256", "ec-p384", "ec-p521", "ed25519"] {
        made(|settings| settings.idp.certificates = vec![key(&format!("{other}.crt.pem"))]);
    }
}

#[test]
fn nothing_to_trust_is_no_connection() {
    refused(|settings| settings.idp.certificates = vec![], "without a certificate nothing can be verified");
    refused(|settings| settings.idp.certificates = vec![String::new()], "idp.certificates[0]: There is nothing here");
    refused(|settings| settings.idp.certificates = vec!["AAAA".into()], "idp.certificates[0]: ");
    refused(|settings| settings.idp.certificates = vec![key("idp.key.pem")], "This is a private key");
    refused(|settings| settings.idp.certificates.push("AAAA".into()), "idp.certificates[1]: ");
    refused(|settings| settings.idp.certificates = vec![key("idp.crt.pem"); 33], "33 keys; 32 are the most");
    made(|settings| settings.idp.certificates = vec![key("idp.crt.pem"); 32]);
}

#[test]
fn keys_are_long_enough() {
    refused(|settings| settings.idp.certificates = vec![key("rsa-1024.crt.pem")], "has 1024 bits, and at least 2048 are needed");
    made(|settings| {
        settings.idp.certificates = vec![key("rsa-1024.crt.pem")];
        settings.policy.min_rsa_bits = 1024;
    });
    refused(|settings| settings.policy.min_rsa_bits = 1023, "policy.minRsaBits must be at least 1024");
    refused(|settings| settings.policy.min_rsa_bits = 2049, "has 2048 bits, and at least 2049 are needed");
}

/// Rule K05: a key without dates cannot be held to them.
#[test]
fn dates_that_are_enforced_are_there() {
    made(|settings| settings.policy.enforce_certificate_validity = true);
    refused(
        |settings| {
            settings.policy.enforce_certificate_validity = true;
            settings.idp.certificates.push(key("idp.pub.pem"));
        },
        "idp.certificates[1] has no dates that can be read",
    );
}

#[test]
fn names_are_names() {
    for name in ["", " urn:x", "urn:x\n", "urn:\u{0}x", &"x".repeat(1025)] {
        refused(|settings| settings.idp.entity_id = name.into(), "idp.entityId");
        refused(|settings| settings.sp.entity_id = name.into(), "sp.entityId");
    }
    made(|settings| settings.sp.entity_id = "ä".repeat(1024));
}

#[test]
fn logins_come_over_tls() {
    for url in ["", "sp.example.com/acs", "/acs", "https://", "https:///acs", "ftp://sp.example.com", "https://sp example.com/", "http://"]
    {
        refused(|settings| settings.sp.acs_url = url.into(), "sp.acsUrl");
    }
    for url in [
        "http://sp.example.com/acs",
        "http://localhost.example.com/acs",
        "http://evillocalhost/acs",
        "http://sso.localhost.example.com/acs",
        "http://sso.localhost@example.com/acs",
        "http://127.0.0.1.example.com/",
        "http://localhost:x@example.com/",
        "http://[::1]example.com/",
    ] {
        refused(|settings| settings.sp.acs_url = url.into(), "sp.acsUrl must be https");
        made(|settings| {
            settings.sp.acs_url = url.into();
            settings.policy.allow_http_acs = true;
        });
    }
    for url in [
        "http://localhost/acs",
        "http://localhost:8080/acs",
        "http://127.0.0.1:3000",
        "http://[::1]:3000/acs",
        "http://sso.localhost:8787/acs",
    ] {
        made(|settings| settings.sp.acs_url = url.into());
    }
}

/// With them nobody could sign in, and why would be found out by the first who tried.
#[test]
fn domains_of_addresses_are_domains() {
    for domain in ["", "@example.com", "*.example.com", "example.com ", "jane@example.com", "https://example.com"] {
        refused(|settings| settings.policy.allowed_email_domains = vec![domain.into()], "policy.allowedEmailDomains has");
    }
    made(|settings| settings.policy.allowed_email_domains = vec!["example.com".into(), "xn--bcher-kva.example".into()]);
}

#[test]
fn numbers_are_in_their_range() {
    refused(|settings| settings.policy.clock_skew_seconds = 301, "policy.clockSkewSeconds must be 0 to 300");
    refused(|settings| settings.policy.max_bytes = 0, "policy.maxBytes must be 1 to 4194304");
    refused(|settings| settings.policy.max_bytes = (4 << 20) + 1, "policy.maxBytes must be 1 to 4194304");
    made(|settings| settings.policy.max_bytes = 4 << 20);
}

/// Rule E13, and as many as are asked for one message.
#[test]
fn decryption_keys_are_few_and_long_enough() {
    let keys =
        |names: &[&str]| names.iter().map(|name| DecryptionKey::parse(&key(&format!("{name}.key.pem"))).unwrap()).collect::<Vec<_>>();
    let refused = |names: &[&str], connection: Connection, sentence: &str| {
        let checked = connection.check_decryption_keys(&keys(names)).unwrap_err().to_string();
        assert!(checked.contains(sentence), "{checked}");
        assert_eq!(connection.with_decryption_keys(keys(names)).unwrap_err().to_string(), checked);
    };
    made(|_| {}).with_decryption_keys(keys(&["sp"; 8])).unwrap();
    refused(&["sp"; 9], made(|_| {}), "8 are the most");
    refused(&["sp", "sp-1024"], made(|_| {}), "has 1024 bits");
    let lenient = || made(|settings| settings.policy.min_rsa_bits = 1024);
    lenient().with_decryption_keys(keys(&["sp", "sp-1024"])).unwrap();
    let strict = made(|_| {});
    assert!(strict.check_decryption_key_bits(2047).is_err() && strict.check_decryption_key_bits(2048).is_ok());
    assert!(lenient().check_decryption_key_bits(1023).is_err() && lenient().check_decryption_key_bits(1024).is_ok());
}
