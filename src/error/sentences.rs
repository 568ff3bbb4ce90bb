//! What is said about settings that cannot work: to whoever wrote them, and never about a message.
//!
//! They stand in one table, so that who keeps sentences elsewhere carries only their numbers along.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::{ConnectionError, Said};
use crate::text::fill;

/// A sentence by its number in [`SENTENCES`], with blanks written `{}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sentence(Number);

impl Sentence {
    pub(crate) fn plain(self) -> ConnectionError {
        self.make(&[], None)
    }

    pub(crate) fn with(self, values: &[&str]) -> ConnectionError {
        self.make(values, None)
    }

    /// With another in its last blank.
    pub(crate) fn about(self, values: &[&str], inner: ConnectionError) -> ConnectionError {
        self.make(values, Some(inner))
    }

    #[cold]
    fn make(self, values: &[&str], inner: Option<ConnectionError>) -> ConnectionError {
        let values = values.iter().map(|value| String::from(*value)).collect();
        ConnectionError(Box::new(Said { sentence: self, values, inner }))
    }

    /// Its number.
    #[allow(clippy::as_conversions, reason = "numbers are few")]
    pub(crate) const fn number(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn filled(self, values: &[String], inner: Option<&str>) -> String {
        let values: Vec<&str> = values.iter().map(String::as_str).chain(inner).collect();
        fill(SENTENCES.get(self.number()).copied().unwrap_or_default(), &values)
    }
}

macro_rules! sentences {
    ($($name:ident: $text:literal;)*) => {
        /// What is said about settings that cannot work, by number.
        pub const SENTENCES: &[&str] = &[$($text),*];

        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the constants are")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Number { $($name),* }

        $(pub(crate) const $name: Sentence = Sentence(Number::$name);)*
    };
}

sentences! {
    PRIVATE_KEY: "This is a private key. Paste the certificate.";
    REQUEST: "This is a certificate request, which nobody has signed yet. Paste the IdP's signing certificate.";
    FINGERPRINT: "This is a fingerprint. Only the certificate itself can be trusted: paste it whole.";
    SSH: "This is an SSH key. Paste the IdP's signing certificate.";
    DAMAGED: "The {} is damaged: between its first and last line is something that is not base64. Copy it once more.";
    HYPHENS: "The first line is damaged: it must be -----BEGIN {}----- with five hyphens on each side. Copy the {} once more.";
    NEITHER: "This is neither PEM nor base64. Paste the IdP's signing certificate: it begins with -----BEGIN CERTIFICATE-----.";
    ENCRYPTED: "This private key is encrypted with a passphrase. Decrypt it with `openssl pkey -in FILE`, and keep what that prints as a secret.";
    NOTHING_FOR_A_KEY: "There is nothing here. Is the variable set that the private key comes from?";
    JSON_FOR_A_KEY: "This is JSON. Give the private key as PEM; a JWK can be imported as a CryptoKey.";
    NO_KEY: "This is not a private key. Paste it as PEM: it begins with -----BEGIN PRIVATE KEY-----.";
    OTHER_CURVE: "The EC key in it is not of one of the curves that are supported, by name: P-256, P-384 and P-521. Let the IdP sign with one of them, or with RSA.";
    OTHER_KIND: "This private key is not an RSA key; only those decrypt here. Make one of 2048 or more bits for the IdP to encrypt with.";
    OTHER_KEY: "The key in it is of type {}, which cannot verify here. Let the IdP sign with an RSA key of 2048 bits or more, with an EC key or with an Ed25519 key, and paste its certificate.";
    UNKNOWN_KEY: "The key in it is of an unknown type ({}), which is not supported. Let the IdP sign with an RSA key of 2048 bits or more, with an EC key or with an Ed25519 key, and paste its certificate.";
    NOTHING: "There is nothing here. Paste the IdP's signing certificate: it begins with -----BEGIN CERTIFICATE-----.";
    XML: "This is XML. From metadata, paste the text of the X509Certificate element of the signing key.";
    URL: "This is a URL, and nothing is fetched. Paste the certificate itself.";
    JSON: "This is JSON. Paste the certificate: in a JWK Set, it is the first value of x5c.";
    OPENSSL_FORM: "This is OpenSSL's own form of a certificate. Convert it with `openssl x509 -in FILE` and paste what that prints.";
    BUNDLE: "This is a PKCS#7 bundle (.p7b). Paste the IdP's signing certificate alone.";
    REVOCATION_LIST: "This is a certificate revocation list. Paste the IdP's signing certificate.";
    SEVERAL_KEYS: "There are several private keys here. Give each by itself.";
    NO_LAST_LINE: "The line {}{}{} is missing. Copy the {} once more, up to that line.";
    OTHER_BLOCK: "This PEM block is of a kind that holds no certificate. Paste the IdP's signing certificate.";
    RSA_PRIVATE_KEY_DAMAGED: "The RSA private key is damaged, or has more than two primes. Copy it once more.";
    RSA_EVEN_MODULUS: "The RSA key is damaged: its modulus is even.";
    RSA_EXPONENT: "The RSA key has a public exponent that is not an odd number from 3 to 2^64 - 1.";
    RSA_BITS: "The RSA key has {} bits; it must have {} to {}.";
    EC_KEY_DAMAGED: "The EC key in it is damaged: it is no point of its curve.";
    ED25519_KEY_DAMAGED: "The Ed25519 key in it is damaged.";
    RSA_KEY_DAMAGED: "The RSA key in it is damaged.";
    KEY_STORE: "This is a PKCS#12 file (.p12, .pfx), which holds a private key. Paste the certificate.";
    CERTIFICATE_CUT_OFF: "The certificate is cut off: its end is missing. Copy it once more, up to its last line.";
    NO_CERTIFICATE: "This is not a certificate. Paste the IdP's signing certificate, as PEM or base64.";
    CERTIFICATE_UNREADABLE: "This is not an X.509 certificate that can be read: it is damaged, or it is a certificate request or a revocation list.";
    PUBLIC_KEY_DAMAGED: "This looks like a public key, but it is damaged. Copy it once more.";
    PUBLIC_KEY: "This is a certificate or a public key. Paste the private key that belongs to it.";
    KEY_STORE_FOR_A_KEY: "This is a PKCS#12 file (.p12, .pfx). Take the key out with `openssl pkcs12 -nocerts -noenc` and paste that.";
    PRIVATE_KEY_CUT_OFF: "The private key is cut off: its end is missing. Copy it once more, up to its last line.";
    CERTIFICATE: "{}[{}]: {}";
    OWN_URL_WHITE_SPACE: "{} has white space in it.";
    OWN_URL_NOT_ABSOLUTE: "{} must be an absolute https URL.";
    OWN_URL_NOT_HTTPS: "{} must be https: a message sent over http can be read and used by others. For a test network, set allowHttpAcs.";
    SLO_URL_MISSING: "sp.sloUrl is missing: without it nobody can say for whom a logout message is.";
    CERTIFICATES_EMPTY: "{} is empty: without a certificate nothing can be verified.";
    DECRYPTION_KEYS_COUNT: "There are {} decryption keys; {} are the most.";
    DECRYPTION_KEY_BITS: "The decryption key has {} bits, and at least {} are needed. Make a new one and give its certificate to the IdP; until then set minRsaBits.";
    ENTITY_ID_MISSING: "{} is missing.";
    ENTITY_ID_LENGTH: "{} must have at most 1024 characters; it has {}.";
    ENTITY_ID_WHITE_SPACE: "{} has white space around it or control characters in it.";
    CLOCK_SKEW: "policy.clockSkewSeconds must be 0 to 300; it is {}. Set the clocks by NTP.";
    EMAIL_DOMAIN: "policy.allowedEmailDomains has “{}”, in which no address lies: it takes domains without an at sign, such as example.com, in the form that DNS has.";
    MAX_BYTES: "policy.maxBytes must be 1 to {}; it is {}.";
    MIN_RSA_BITS: "{} must be at least 1024; it is {}.";
    CERTIFICATES_COUNT: "{} holds {} keys; {} are the most.";
    CERTIFICATE_WITHOUT_DATES: "{}[{}] has no dates that can be read, and enforceCertificateValidity asks for them. Paste the certificate, not the key alone, or do not enforce dates.";
    CERTIFICATE_BITS: "{}[{}]: the key has {} bits, and at least {} are needed. Let the IdP make a new one; until then set minRsaBits.";
}
