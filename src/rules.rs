//! The rule book as data: every check has an id that is the same in code, reports, tests and documentation.

use core::fmt;

/// How a rule behaves when nothing is configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleDefault {
    /// Always on; no setting turns it off.
    Hard,
    /// On; the named member of [`Policy`](crate::Policy) relaxes or sets it, and every result that used it says so.
    Strict(&'static str),
    /// Off until the named member of [`Policy`](crate::Policy) asks for it.
    Asked(&'static str),
}

/// One rule of the rule book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable id.
    pub id: RuleId,
    /// What holds when the rule passes, as a sentence without its full stop.
    pub title: &'static str,
    /// Where it comes from.
    pub spec: &'static str,
    /// What it does when nothing is configured.
    pub default: RuleDefault,
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! rules {
    ($($id:ident $default:expr, $spec:literal, $title:literal;)*) => {
        /// The id of a rule, such as `C06`.
        #[allow(missing_docs, reason = "the table below documents each id by its title")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum RuleId { $($id),* }

        impl RuleId {
            /// The id as text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$id => stringify!($id)),* }
            }


            /// The rule with this id.
            pub const fn rule(self) -> &'static Rule {
                match self { $(Self::$id => &Rule { id: Self::$id, title: $title, spec: $spec, default: $default }),* }
            }
        }

        /// Every rule that a message is held against, by group and number.
        pub const RULES: &[&Rule] = &[$(RuleId::$id.rule()),*];
    };
}

use RuleDefault::{Asked, Hard, Strict};

rules! {
    X01 Strict("max_bytes"), "CVE-2025-54572", "The message is no larger than the limit";
    X02 Hard, "bindings 3.5.4", "SAMLResponse is strict base64";
    X03 Hard, "bindings 3.4.4.1; CVE-2025-25293", "What HTTP-Redirect compressed is raw DEFLATE, whole and within the limit";
    X04 Hard, "XML 1.0, 2.2 and 4.3.3", "The XML is UTF-8 and holds only characters that XML allows";
    X05 Hard, "core 5.4.4; SDP-G03; IIP-G03", "There is no DOCTYPE";
    X07 Hard, "XML 1.0; Namespaces in XML 1.0", "The XML is well-formed and uses namespaces correctly";
    X08 Hard, "core 5.4.3; CVE-2017-11427", "No comment or processing instruction splits a value";
    X09 Hard, "resource exhaustion", "Depth, elements, attributes and namespaces are within bounds";
    X10 Hard, "core 3.3.3, 3.7; metadata 2.3", "The root is samlp:Response; of a logout, samlp:LogoutRequest or samlp:LogoutResponse; of metadata, md:EntityDescriptor or md:EntitiesDescriptor";
    X11 Hard, "core 1.3.4; xmldsig 4.4.3.3", "Every ID is unique in the document and made of the characters of a name";
    X12 Hard, "SAML schemas", "Elements and attributes stand where the schema has them";
    X13 Hard, "core 1.3.3", "Times are xs:dateTime in UTC";
    X14 Hard, "core 1.3.1", "Identifiers and URIs are not empty";
    X17 Hard, "signature wrapping", "There is no Assertion or Response in an unexpected place";
    X18 Hard, "SECURITY.md", "Errors carry single values, cut to 200 characters, and a fault of this library refuses";
    B02 Hard, "bindings 3.5.4", "The form carries exactly one SAMLResponse";
    B03 Hard, "bindings 3.4.4.1", "The signature of HTTP-Redirect is over the query's octets as they were received";
    B04 Hard, "bindings 3.4.4.1", "HTTP-Redirect names a signature algorithm of the list, and no encoding but DEFLATE";
    B05 Hard, "bindings 3.5.3", "RelayState is short and has no control characters";
    B06 Hard, "core E90", "The address to return to is a path on this site; RelayState is never followed";
    B07 Hard, "profiles 4.1.5; SDP-SP03", "The answer comes from the browser that was sent away with the request";
    B10 Hard, "bindings 3.5.4", "The request is a POST of a URL-encoded form";
    R01 Hard, "core 3.2.2", "The Response's Version is 2.0";
    R02 Hard, "core 3.2.2", "The Response has an ID";
    R03 Strict("max_response_age_seconds"), "core 3.2.2", "The Response was issued in the past, and not longer ago than the connection says, if it does";
    R04 Hard, "core 3.2.2.1", "The Response has a Status";
    R05 Hard, "core 3.2.2.2", "The Status is Success";
    R06 Hard, "core 3.3.3", "The Response carries an assertion";
    R07 Hard, "bindings 3.5.5.2; core 3.2.2", "Destination is this service provider's ACS URL";
    R08 Hard, "profiles 4.1.4.2, 4.1.4.3", "The Response answers the request of this browser";
    R09 Strict("idp_initiated"), "profiles 4.1.5", "Unsolicited responses are accepted only where the connection says so";
    R10 Asked("idp_initiated"), "profiles 4.1.5", "An unsolicited response is turned into a login that starts here";
    R11 Hard, "profiles 4.1.4.2", "The Response's Issuer, when present, is the connection's IdP";
    R12 Hard, "profiles 4.1.4.2", "Response and Assertion have the same Issuer";
    S01 Hard, "profiles 4.1.3.5, 4.1.4.3", "A signature covers the assertion";
    S02 Asked("require_signed"), "IIP-SP13", "The Response is signed where the connection asks for it";
    S03 Asked("require_signed"), "metadata 2.4.4", "The Assertion is signed where the connection asks for it";
    S04 Hard, "core 5.4.1, 5.4.2", "A Signature is a direct child of what it signs, one at the most";
    S05 Hard, "core 5.4; xmldsig 4", "The Signature has exactly the parts that SAML allows";
    S06 Hard, "core 5.4.2", "There is exactly one Reference";
    S07 Hard, "core 5.4.2", "The Reference names the element that holds the Signature";
    S09 Hard, "core 5.4.4", "Transforms are enveloped-signature and one canonicalisation";
    S10 Hard, "core 5.4.3", "The canonicalisation is one of the list";
    S11 Hard, "CVE-2025-66568", "Canonicalisation has a result";
    S12 Strict("allow_sha1"), "SDP-ALG01; IIP-ALG01", "The digest is SHA-256, SHA-384 or SHA-512";
    S13 Strict("allow_sha1"), "SDP-ALG01; RFC 9231", "The signature algorithm is one of the list";
    S14 Hard, "RFC 9231", "The algorithm fits the type of a configured key";
    S15 Hard, "xmldsig 3.2", "Signature value and digest verify";
    S19 Hard, "profiles 4.1.4.3", "Every signature that is present verifies";
    K01 Hard, "core 5.4.5", "The signing key is one that this connection trusts";
    K05 Asked("enforce_certificate_validity"), "IIP-MD12", "The certificate is valid today, where the connection asks for it";
    K06 Strict("min_rsa_bits"), "SDP-MD06", "The key is long enough";
    K10 Hard, "usability", "What is configured as a certificate is a certificate or a public key";
    A01 Hard, "core 2.3.3", "The Assertion has Version 2.0, an ID and an IssueInstant that has come";
    A02 Hard, "core 2.3.3; profiles 4.1.4.2", "The Assertion's Issuer is the connection's IdP";
    A03 Hard, "profiles 4.1.4.2", "There is exactly one assertion";
    A04 Hard, "profiles 4.1.4.2", "The Assertion has a Subject";
    A05 Strict("identifier_attribute"), "core 2.2", "The Subject is named";
    A06 Hard, "core 2.2.2", "The NameID is not empty and has no white space around it";
    A07 Asked("name_id_format"), "core 8.3", "The NameID has the format that the connection asks for";
    A08 Hard, "core 2.2.2, 8.3.7", "The NameID's qualifiers are this IdP and this service provider";
    A09 Hard, "core 8.3.7", "A persistent NameID has at most 256 characters";
    A10 Asked("allowed_email_domains"), "SDP-SP16, SP17", "The e-mail address lies in a domain of this connection";
    A11 Hard, "profiles 3.3, 4.1.4.2", "There is a bearer SubjectConfirmation";
    A12 Hard, "profiles 4.1.4.2", "The bearer confirmation has SubjectConfirmationData";
    A13 Hard, "profiles 4.1.4.2", "Recipient is this service provider's ACS URL";
    A14 Hard, "profiles 4.1.4.2", "The confirmation has NotOnOrAfter and has not expired";
    A15 Strict("allow_confirmation_not_before"), "profiles 4.1.4.2", "The confirmation has no NotBefore";
    A16 Hard, "profiles 4.1.4.2, 4.1.5", "The confirmation answers the request of this browser";
    C01 Hard, "profiles 4.1.4.2", "There is exactly one Conditions";
    C02 Strict("clock_skew_seconds"), "core 2.5.1.2", "Conditions NotBefore has come";
    C03 Strict("clock_skew_seconds"), "core 2.5.1.2", "Conditions NotOnOrAfter has not come";
    C04 Hard, "core 2.5.1.2", "NotBefore is earlier than NotOnOrAfter";
    C06 Hard, "core 2.5.1.4; profiles 4.1.4.2", "Every AudienceRestriction names this service provider, and there is one";
    C08 Hard, "core 2.5.1.5", "OneTimeUse stands at most once";
    C09 Hard, "core 2.5.1.6", "ProxyRestriction stands at most once";
    C10 Hard, "core 2.5.1.1", "There is no Condition that this service provider does not understand";
    C11 Asked("max_assertion_lifetime_seconds"), "core 2.5.1.2", "The assertion's validity is not longer than the connection allows";
    N01 Hard, "profiles 4.1.4.2", "There is an AuthnStatement";
    N02 Strict("max_authn_age_seconds"), "core 2.7.2", "The authentication has happened, and not longer ago than the connection says, if it does";
    N03 Hard, "core 2.7.2", "The IdP's session has not ended";
    N05 Hard, "core 2.7.2.2", "There is an AuthnContext";
    N06 Asked("authn_context"), "core 3.3.2.2.1", "The authentication context is one that the connection asks for";
    T06 Asked("required_attributes"), "SDP-SP12", "Every attribute that the connection requires is there";
    T07 Hard, "saml-subject-id-attr 3.3, 3.4", "subject-id and pairwise-id have one value of the right form";
    T08 Asked("allowed_scopes"), "SDP-SP17", "Scoped attributes lie in a scope of this connection";
    T09 Hard, "core 2.7.3.2", "No attribute is encrypted without a key to read it";
    E01 Hard, "SDP-SP10; IIP-SP08", "There is a key for what is encrypted";
    E02 Hard, "SDP-SP38; IIP-SP08", "The session key is wrapped for one of the decryption keys, each of which is tried";
    E03 Hard, "core 6.1, E43; xmlenc 3.5", "EncryptedData and EncryptedKey have the shape that SAML allows, one beside or inside the other";
    E04 Strict("allow_unauthenticated_cbc"), "SDP-ALG01; E93", "Data is encrypted by AES-GCM, or by AES-CBC where a signature covers the ciphertext";
    E05 Hard, "SDP-ALG01; IIP-ALG06", "The session key is wrapped by RSA-OAEP, with the parameters that are declared";
    E06 Hard, "xmlenc 1.1, 6.1", "What is encrypted can be decrypted (the refusal never says what failed)";
    E07 Hard, "core E93", "Signatures over a ciphertext verify before it is decrypted; where the Response must be signed and is not, nothing is";
    E08 Hard, "core 2.2.4, 2.3.4, 2.7.3.2", "What was encrypted is exactly one element of the kind that belongs there";
    E09 Hard, "core 6.2", "A signature inside what was encrypted verifies";
    E10 Asked("require_encrypted"), "core 2.3.4", "The assertion is encrypted where the connection asks for it";
    E11 Hard, "xmlenc 3.3.1", "The ciphertext is in the message";
    E12 Hard, "core 1.3.4", "No ID inside what was encrypted stands anywhere else";
    E13 Strict("min_rsa_bits"), "NIST SP 800-131A", "The decryption key is long enough";
    L01 Hard, "core 3.7.3; profiles 4.4.3, 4.4.4", "The logout message is signed: its query or its root";
    L02 Strict("max_response_age_seconds"), "core 3.7.1, 3.2; bindings 3.4.5.2", "The logout message is of version 2.0, was issued lately, by the connection's IdP, for this service provider's logout URL";
    L03 Strict("clock_skew_seconds"), "core 3.7.1", "The LogoutRequest has not expired";
    L04 Hard, "core 3.7.1", "The logout message is used for the first time";
    L05 Hard, "core 3.7.1", "The LogoutRequest names its user";
    L08 Hard, "profiles 4.4.4.2", "The LogoutResponse answers a LogoutRequest that was sent from here";
    M01 Hard, "SDP-G03", "Metadata is no larger than its own limit; the rules of group X hold for it";
    M02 Hard, "SDP-MD02; IIP-MD03", "Metadata is signed where a key to verify it with is given";
    M03 Hard, "metadata 3; IIP-MD03", "The signature covers the root of the metadata and is of a key that was given beforehand, never of one inside";
    M04 Hard, "metadata 2.3; SDP-MD03; IIP-MD04", "The metadata has not expired, give or take the skew; that of a federation says when it will, and that is not too far ahead";
    M05 Hard, "metadata 2.3, E76", "Of all validUntil and cacheDuration around the identity provider the smallest holds";
    M06 Hard, "metadata 2.3.2; core 8.3.6", "An entityID has 1 to 1024 characters, and no white space around them";
    M07 Hard, "metadata 2.3.1", "The entity is in the metadata, once, and which one is meant is clear";
    M08 Hard, "metadata 2.4.1, 2.4.3", "The entity is an identity provider that speaks SAML 2.0";
    M09 Hard, "metadata 2.4.1.1, E62; IIP-MD07, MD11, MD12", "The identity provider has a signing key that can verify here; all of them are taken";
    M10 Hard, "metadata 2.2.2", "The identity provider has a SingleSignOnService by HTTP-Redirect or HTTP-POST at an https address";
    M11 Hard, "metadata 2.4.3", "WantAuthnRequestsSigned is true or false";
    M14 Hard, "IIP-MD09, MD10", "The algorithms that the identity provider lists are handed out in its order";
    M15 Hard, "SDP-SP17", "Of the scopes that the identity provider lists no regular expression is taken";
    M16 Hard, "IIP-EXT01", "What metadata says for people, and extensions, never refuse";
    P01 Hard, "profiles 4.1.4.5", "The Assertion is used for the first time";
    P02 Hard, "profiles 4.1.4.5", "The Response is used for the first time";
    P03 Hard, "profiles 4.1.4.5", "The one-time store answers";
    P04 Hard, "profiles 4.1.4.3", "The request that is answered has not expired";
}
