//! Every sentence of every refusal: of each kind its name, code, rule, who must act, what would have passed, what is wrong and what to change;
//! then what the IdP's own status means.

use super::Wording;
use crate::error::Actor::{Attack, IdpAdmin, SpAdmin, User};
use crate::error::ErrorKind;
use crate::rules::RuleId;

const REPORT: &str = "No identity provider sends this. If yours does, report it to its vendor with this message.";
const BROKEN: &str = "The message was altered or cut on its way, or was not made by an identity provider.";
const METADATA: &str = "Take the metadata as the identity provider makes it. If it is like that, report it to its vendor.";
const PASTE: &str =
    "Paste the metadata of the identity provider (in Okta: Sign On > SAML Signing Certificates > Actions > View IdP metadata).";

wordings! {{
    AlreadyUsed: "ERR_REPLAYED", P01, User, _,
        "This login was already used.",
        "Start again from the sign-in page. If nobody pressed Back or Refresh, somebody replays a login.";
    AssertionMissing: "ERR_ASSERTION_MISSING", R06, IdpAdmin, _,
        "The Response is a success but carries no assertion.",
        "Look at the IdP's log of this login: it answered without saying who signed in.";
    AssertionNotSigned: "ERR_ASSERTION_NOT_SIGNED", S03, IdpAdmin, _,
        "The Assertion itself must be signed, and it is not.",
        "At the IdP, sign the Assertion (in Okta: Assertion Signature = Signed).";
    AttributeMissing: "ERR_ATTRIBUTE_MISSING", T06, IdpAdmin, _,
        "Your organisation did not send an attribute that is needed here.",
        "At the IdP, add the attribute “{expected}” to this application's attribute statements.";
    AudienceMismatch: "ERR_AUDIENCE_MISMATCH", C06, IdpAdmin, _,
        "The IdP made this login for {0}; this service provider is “{expected}”.",
        "Set the audience (in Okta: Audience URI, SP Entity ID) at the IdP to “{expected}”.";
    AudienceMissing: "ERR_AUDIENCE_MISSING", C06, IdpAdmin, _,
        "The assertion does not say for which service provider it is.",
        "Set the audience (in Okta: Audience URI, SP Entity ID) at the IdP to “{expected}”.";
    AuthnTooOld: "ERR_AUTHN_TOO_OLD", N02, User, _,
        "The sign-in at the IdP lies {found} back.",
        "Sign in at the IdP again.";
    AuthnContextMismatch: "ERR_AUTHN_CONTEXT_MISMATCH", N06, IdpAdmin, _,
        "The IdP signed the user in with another strength than this application needs.",
        "At the IdP, let this application's sign-on policy ask for the expected method, or list the found one in the connection.";
    AuthnContextMissing: "ERR_AUTHN_CONTEXT_MISSING", N05, IdpAdmin, _,
        "The AuthnStatement has no AuthnContext.",
        REPORT;
    AuthnStatementMissing: "ERR_AUTHN_STATEMENT_MISSING", N01, IdpAdmin, _,
        "The assertion does not say that anybody signed in: it has no AuthnStatement.",
        "Use the IdP's single sign-on for this application; an attribute query or a token service does not sign people in.";
    Base64Invalid: "ERR_BASE64", X02, IdpAdmin, _,
        "SAMLResponse is not valid base64: {0} at offset {1}.",
        "Post the form as the IdP made it: standard base64 with padding, percent-encoded in the form.";
    BaseIdRefused: "ERR_BASE_ID", A05, IdpAdmin, _,
        "The Subject is named by a BaseID, which says nothing that this service provider can use.",
        "Let the IdP send a NameID.";
    BearerMissing: "ERR_BEARER_MISSING", A11, IdpAdmin, "urn:oasis:names:tc:SAML:2.0:cm:bearer",
        "The Subject has no bearer SubjectConfirmation.",
        "Use the IdP's browser single sign-on profile for this application.";
    CanonicalizationForbidden: "ERR_CANONICALIZATION_FORBIDDEN", S10, IdpAdmin, "http://www.w3.org/2001/10/xml-exc-c14n#",
        "The canonicalisation is not one of those accepted.",
        "Let the IdP use exclusive canonicalisation.";
    CanonicalizationFailed: "ERR_CANONICALIZATION_FAILED", S11, Attack, _,
        "What is signed has no canonical form: {0}.",
        REPORT;
    CertificateNotValid: "ERR_CERTIFICATE_NOT_VALID", K05, IdpAdmin, _,
        "The IdP's certificate {0} is not valid now, but from {1} to {2}, and this connection enforces that.",
        "Renew the certificate at the IdP and configure the new one here, or do not enforce certificate dates.";
    CharacterForbidden: "ERR_CHARACTER_FORBIDDEN", X04, IdpAdmin, _,
        "XML does not allow the character U+{0}.",
        BROKEN;
    CipherReferenceRefused: "ERR_CIPHER_REFERENCE", E11, Attack, _,
        "The ciphertext is said to be elsewhere, and nothing is fetched.",
        REPORT;
    ConditionUnknown: "ERR_CONDITION_UNKNOWN", C10, IdpAdmin, _,
        "The assertion has a condition that this service provider does not know, so it cannot be met.",
        "Remove the condition at the IdP.";
    ConditionRepeated: "ERR_CONDITION_REPEATED", C08, IdpAdmin, _,
        "{0} stands more than once.",
        REPORT;
    ConditionsMissing: "ERR_CONDITIONS_MISSING", C01, IdpAdmin, _,
        "The assertion has no Conditions: it would be valid for everybody and for ever.",
        "At the IdP, use the browser single sign-on profile, which limits time and audience.";
    ConfirmationDataMissing: "ERR_CONFIRMATION_DATA_MISSING", A12, IdpAdmin, _,
        "The bearer confirmation has no SubjectConfirmationData.",
        REPORT;
    ConfirmationNotBefore: "ERR_CONFIRMATION_NOT_BEFORE", A15, IdpAdmin, _,
        "The bearer confirmation has a NotBefore, which the profile forbids.",
        "If the IdP cannot leave it out, set allowConfirmationNotBefore for this connection; the time is then checked.";
    DecryptionFailed: "ERR_DECRYPTION_FAILED", E06, SpAdmin, _,
        "What is encrypted cannot be decrypted.",
        "The certificate that the IdP encrypts with (in Okta: Encryption Certificate) and the decryption key do not belong together, or the message was altered. Give the IdP the certificate of the key, or the verifier the key of the certificate.";
    DecryptionKeyMissing: "ERR_DECRYPTION_KEY_MISSING", E01, SpAdmin, _,
        "The message has an {found}, and there is no decryption key.",
        "Give the verifier the private key of the certificate that the IdP encrypts with, or switch the encryption off at the IdP.";
    DestinationMismatch: "ERR_DESTINATION_MISMATCH", R07, IdpAdmin, _,
        "The Response was made for “{found}”, but arrived at “{expected}”.",
        "At the IdP, set the ACS URL (in Okta: Single sign-on URL and Destination URL) to “{expected}”.";
    DestinationMissing: "ERR_DESTINATION_MISSING", R07, IdpAdmin, _,
        "The Response is signed but does not say for which address it is.",
        "At the IdP, let the Response carry its Destination.";
    DigestAlgorithmForbidden: "ERR_DIGEST_ALGORITHM_FORBIDDEN", S12, IdpAdmin, "http://www.w3.org/2001/04/xmlenc#sha256",
        "The digest algorithm is not one of those accepted.",
        "At the IdP, set the digest algorithm to SHA-256.";
    DigestMismatch: "ERR_DIGEST_MISMATCH", S15, Attack, _,
        "The signed element was changed after it was signed: the digest differs.",
        "Post the message exactly as the IdP made it. If nothing on the way rewrites it, somebody tampered with it.";
    DoctypeForbidden: "ERR_DOCTYPE", X05, Attack, _,
        "The message contains a DOCTYPE, which SAML forbids.",
        REPORT;
    DuplicateId: "ERR_DUPLICATE_ID", X11, Attack, _,
        "Two elements carry the same ID (possible signature wrapping).",
        REPORT;
    EmailDomainNotAllowed: "ERR_EMAIL_DOMAIN_NOT_ALLOWED", A10, SpAdmin, _,
        "The user's address is not in a domain verified for this connection.",
        "Verify the domain for this connection, or let the IdP send the address in a verified one.";
    EmailMalformed: "ERR_EMAIL_MALFORMED", A10, IdpAdmin, _,
        "The user's identifier is not one e-mail address.",
        "At the IdP, send the user's e-mail address (in Okta: Name ID format EmailAddress, Application username Email).";
    EncodingDeclared: "ERR_ENCODING", X04, IdpAdmin, "UTF-8",
        "The XML declares another encoding than UTF-8.",
        "Let the IdP send UTF-8.";
    EncryptedForOtherCertificate: "ERR_DECRYPTION_KEY_UNKNOWN", E02, SpAdmin, _,
        "It is encrypted for the key of another certificate (SHA-256 {found}).",
        "Give the IdP the certificate of this service provider's decryption key (in Okta: Encryption Certificate), or give the verifier the key of that certificate.";
    EncryptedForOtherKey: "ERR_DECRYPTION_KEY_UNKNOWN", E02, SpAdmin, _,
        "No decryption key takes how it is encrypted: for an RSA key of {0} bits, by RSA-OAEP with {1} and MGF1 with {2}.",
        "If the sizes differ, give the IdP the certificate of the decryption key (in Okta: Encryption Certificate). A CryptoKey takes only the digest that it was imported for, as both; the text of a key takes all.";
    EncryptionAlgorithmForbidden: "ERR_ENCRYPTION_ALGORITHM_FORBIDDEN", E04, IdpAdmin, "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "The encryption algorithm is not one of those accepted.",
        "At the IdP, set the encryption algorithm (in Okta: Encryption Algorithm) to AES256-GCM, or to AES256-CBC and sign the Response.";
    EncryptionMalformed: "ERR_ENCRYPTION_MALFORMED", E03, Attack, _,
        "What is encrypted is malformed: {0}.",
        REPORT;
    EncryptionRequired: "ERR_ENCRYPTION_REQUIRED", E10, IdpAdmin, _,
        "This connection takes encrypted assertions only, and this one is not.",
        "At the IdP, switch assertion encryption on (in Okta: Assertion Encryption = Encrypted).";
    Expired: "ERR_EXPIRED", C03, User, _,
        "The message expired {0} ago ({1}).",
        "Start again. If it happens at once, the clock of the IdP is behind or this one ahead: compare both with the true time.";
    FormBothMessages: "ERR_FORM_PARAMETER", B02, Attack, _,
        "The request carries two SAML messages.",
        REPORT;
    FormMalformed: "ERR_FORM_PARAMETER", B02, IdpAdmin, _,
        "What should be URL-encoded is not: bad escape at offset {0}.",
        BROKEN;
    FormParameterRepeated: "ERR_FORM_PARAMETER", B02, Attack, _,
        "The request carries {found} more than once.",
        REPORT;
    FormParameterMissing: "ERR_FORM_PARAMETER", B02, IdpAdmin, "SAMLResponse",
        "The form carries no SAMLResponse.",
        "The ACS URL takes the IdP's POST only. Start from the sign-in page.";
    IdInvalid: "ERR_ID_INVALID", X11, IdpAdmin, _,
        "An ID has characters that no ID can have.",
        "An ID is made of letters, digits, `_`, `-` and `.`, and has no white space or colon.";
    IdMissing: "ERR_ID_MISSING", A01, IdpAdmin, _,
        "The {0} has no ID.",
        REPORT;
    InResponseToMismatch: "ERR_IN_RESPONSE_TO_MISMATCH", R08, User, _,
        "This answer belongs to another login attempt, or the attempt has expired.",
        "Start again from the sign-in page, in one window.";
    InResponseToMissing: "ERR_IN_RESPONSE_TO_MISSING", R08, User, _,
        "A login was started here, but this answer belongs to none.",
        "Start again from the sign-in page, not from the IdP's dashboard.";
    Internal: "ERR_INTERNAL", X18, SpAdmin, _,
        "The verifier failed, and the login was refused.",
        "This is a fault of saml-edge. Report it, without the message.";
    IssuedInFuture: "ERR_ISSUED_IN_FUTURE", R03, IdpAdmin, "a time that has come",
        "The IdP's clock is {0} ahead of this one ({1}).",
        "Set both clocks by NTP.";
    IssuerFormat: "ERR_ISSUER_FORMAT", A02, IdpAdmin, "urn:oasis:names:tc:SAML:2.0:nameid-format:entity",
        "The Issuer has a Format other than entity.",
        "Let the IdP name itself by its entity id.";
    IssuerMismatch: "ERR_ISSUER_MISMATCH", A02, SpAdmin, _,
        "The message comes from “{found}”; this connection trusts “{expected}”.",
        "Set the connection's IdP entity id to exactly what the IdP calls itself (in Okta: Identity Provider Issuer).";
    IssuersDiffer: "ERR_ISSUERS_DIFFER", R12, Attack, _,
        "Response and Assertion name different issuers.",
        REPORT;
    KeyAgreementRefused: "ERR_KEY_TRANSPORT_FORBIDDEN", E05, IdpAdmin, "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
        "The session key is agreed upon with an EC key, and only RSA keys decrypt here.",
        "Give the IdP a certificate with an RSA key to encrypt with.";
    KeyTransportForbidden: "ERR_KEY_TRANSPORT_FORBIDDEN", E05, IdpAdmin, "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
        "The session key is not wrapped in one of the accepted ways.",
        "At the IdP, set the key transport algorithm (in Okta: Key Transport Algorithm) to RSA-OAEP. RSA 1.5 lets attackers decrypt.";
    KeyTypeMismatch: "ERR_KEY_TYPE_MISMATCH", S14, SpAdmin, _,
        "No configured certificate can have made a signature of this algorithm.",
        "Configure the certificate that the IdP signs with now.";
    LifetimeTooLong: "ERR_LIFETIME_TOO_LONG", C11, IdpAdmin, _,
        "The IdP issues logins that stay valid for {found}; this connection allows {expected}.",
        "Shorten the assertion's validity at the IdP.";
    LimitExceeded: "ERR_LIMIT", X09, Attack, _,
        "The XML is too large: {0}, limit {1}.",
        "Real login messages stay far below. The numbers of elements and of namespace declarations in all follow from maxBytes; the other limits are fixed.";
    LogoutAlreadyUsed: "ERR_REPLAYED", L04, User, _,
        "This logout message was already used.",
        "Start again from the sign-out link. If nobody pressed Back or Refresh, somebody replays it.";
    LogoutDestinationMismatch: "ERR_DESTINATION_MISMATCH", L02, IdpAdmin, _,
        "The logout message was made for “{found}”, but arrived at “{expected}”.",
        "At the IdP, set the single logout URL of this application to “{expected}”.";
    LogoutDestinationMissing: "ERR_DESTINATION_MISSING", L02, IdpAdmin, _,
        "The logout message does not say for which address it is.",
        "At the IdP, let logout messages carry their Destination.";
    LogoutMessageMissing: "ERR_FORM_PARAMETER", B02, IdpAdmin, "SAMLRequest or SAMLResponse",
        "The request carries neither SAMLRequest nor SAMLResponse.",
        "This address takes the IdP's logout messages only.";
    LogoutNotSigned: "ERR_LOGOUT_NOT_SIGNED", L01, IdpAdmin, _,
        "The logout message is not signed: anybody could sign this user out with it.",
        "At the IdP, sign logout requests and logout responses.";
    LogoutNotPending: "ERR_IN_RESPONSE_TO_MISMATCH", L08, User, _,
        "This logout answer belongs to no logout that was started here, or to one that has ended.",
        "Nothing is left to do: who started no logout is not signed out by it.";
    LogoutTooOld: "ERR_LOGOUT_TOO_OLD", L02, User, _,
        "The logout message was issued {found} ago.",
        "Start again. If it happens at once, compare both clocks with the true time.";
    MarkupInValue: "ERR_MARKUP_IN_VALUE", X08, Attack, _,
        "A comment or processing instruction stands inside the value of {found}.",
        REPORT;
    MessageTooLarge: "ERR_TOO_LARGE", X01, IdpAdmin, _,
        "The login message is larger than allowed.",
        "Send fewer attributes (groups, above all), or raise maxBytes for this connection.";
    MetadataBooleanInvalid: "ERR_METADATA_BOOLEAN", M11, IdpAdmin, "true or false",
        "{0} in the metadata is neither true nor false.",
        METADATA;
    MetadataDurationInvalid: "ERR_METADATA_DURATION", M05, IdpAdmin, "a duration such as PT6H",
        "cacheDuration in the metadata is no span of time.",
        METADATA;
    MetadataEntitiesSeveral: "ERR_METADATA_ENTITIES", M07, SpAdmin, _,
        "The metadata has {0} identity providers: {1}.",
        "Say which of them is meant, by its entity id.";
    MetadataEntityIdInvalid: "ERR_METADATA_ENTITY_ID", M06, IdpAdmin, "1 to 1024 characters, no white space around them",
        "The entityID in the metadata is none.",
        METADATA;
    MetadataEntityMissing: "ERR_METADATA_ENTITY_MISSING", M07, SpAdmin, _,
        "“{expected}” is not among the entities of the metadata ({0} in all).",
        "Set the entity id to exactly what the metadata has as entityID, or take the metadata that has this entity.";
    MetadataEntityRepeated: "ERR_METADATA_ENTITY_REPEATED", M07, IdpAdmin, _,
        "The metadata has “{found}” more than once.",
        "Take metadata in which each entity stands once: nothing says which one holds.";
    MetadataExpired: "ERR_METADATA_EXPIRED", M04, IdpAdmin, _,
        "The metadata expired {0} ago, on {1}.",
        "Get it anew from where it is published. If what is published there has expired, its publisher must renew it.";
    MetadataIdpMissing: "ERR_METADATA_IDP_MISSING", M08, SpAdmin, "IDPSSODescriptor",
        "The metadata is not that of an identity provider.",
        PASTE;
    MetadataKeyMissing: "ERR_METADATA_KEY_MISSING", M09, IdpAdmin, _,
        "The identity provider has no signing key in its metadata that can verify here.",
        "Let it sign with an RSA key of 2048 bits or more, an EC key or an Ed25519 key, and publish its certificate in a KeyDescriptor.";
    MetadataNotSigned: "ERR_METADATA_NOT_SIGNED", M02, IdpAdmin, _,
        "The metadata is not signed, and a key to verify it with was given.",
        "Take the signed metadata: its root holds the Signature. Metadata that is never signed is fetched over https from its publisher, without a key.";
    MetadataOfServiceProvider: "ERR_METADATA_SERVICE_PROVIDER", M08, SpAdmin, "IDPSSODescriptor",
        "This is the metadata of a service provider.",
        PASTE;
    MetadataProtocolUnsupported: "ERR_METADATA_PROTOCOL", M08, IdpAdmin, "urn:oasis:names:tc:SAML:2.0:protocol",
        "The identity provider does not speak SAML 2.0.",
        "Switch SAML 2.0 on at the identity provider; SAML 1.1 is another protocol.";
    MetadataSignatureInvalid: "ERR_SIGNATURE_INVALID", M03, SpAdmin, _,
        "The signature of the metadata does not verify with any key that was given for it.",
        "Compare the key with the one that the publisher names. If they are equal, the metadata was altered: take it octet for octet as it is published.";
    MetadataSignedByUnknownKey: "ERR_UNKNOWN_KEY", M03, SpAdmin, _,
        "The metadata is signed with a key that was not given for it (certificate SHA-256 {found}).",
        "If the publisher changed its key, get the new one from the publisher, not from the metadata.";
    MetadataSsoMissing: "ERR_METADATA_SSO_MISSING", M10, IdpAdmin, _,
        "The identity provider has no SingleSignOnService that can be used: by HTTP-Redirect or HTTP-POST, at an https address.",
        "Switch one of them on at the identity provider, with https. For a test network, set allowHttp.";
    MetadataTooLarge: "ERR_TOO_LARGE", M01, SpAdmin, _,
        "The metadata is larger than allowed.",
        "Take the metadata of the one identity provider (by MDQ, where the federation has it), or raise maxBytes.";
    MetadataValidUntilMissing: "ERR_METADATA_VALID_UNTIL_MISSING", M04, IdpAdmin, "validUntil",
        "The metadata does not say until when it is valid, and that of a federation must.",
        "Metadata without an end can be kept from being renewed. If it is that of one vendor, read it as such.";
    MetadataValidUntilTooFar: "ERR_METADATA_VALID_TOO_LONG", M04, IdpAdmin, _,
        "The metadata is valid until {found}, which is longer than is accepted.",
        "Whoever gets hold of a key that was taken out could use it until then. Ask the publisher, or accept a longer time.";
    MisplacedAssertion: "ERR_MISPLACED_ASSERTION", X17, Attack, _,
        "An assertion or message stands in an unexpected place (possible signature wrapping).",
        REPORT;
    MissingAttribute: "ERR_SCHEMA", A01, IdpAdmin, _,
        "{0} has no {expected}.",
        REPORT;
    MissingElement: "ERR_SCHEMA", R04, IdpAdmin, _,
        "{0} has no {expected}.",
        REPORT;
    MultipleAssertions: "ERR_MULTIPLE_ASSERTIONS", A03, Attack, "1",
        "The answer holds {found} assertions.",
        "A login has one assertion. If the IdP really sends several, let it send one.";
    NameIdEmpty: "ERR_NAME_ID_EMPTY", A06, IdpAdmin, _,
        "The user's identifier is empty.",
        "At the IdP, map the application username to a field that every assigned user has.";
    NameIdFormatMismatch: "ERR_NAME_ID_FORMAT_MISMATCH", A07, IdpAdmin, _,
        "The NameID has another format than this connection asks for.",
        "At the IdP, set the Name ID format to “{expected}”.";
    NameIdMissing: "ERR_NAME_ID_MISSING", A05, IdpAdmin, _,
        "The IdP sent no NameID.",
        "At the IdP, send a NameID (in Okta: Name ID format EmailAddress), or set identifierAttribute for this connection.";
    NameIdTooLong: "ERR_NAME_ID_TOO_LONG", A09, IdpAdmin, "at most 256",
        "The persistent NameID has {found} characters.",
        "Persistent identifiers have at most 256 characters.";
    NameIdWhiteSpace: "ERR_NAME_ID_WHITE_SPACE", A06, IdpAdmin, _,
        "There is white space around the user's identifier, or something in it that cannot be seen: it could be taken for another user.",
        "Remove it from the user's name at the IdP, and do not pretty-print signed messages.";
    NotInflated: "ERR_INFLATE", X03, IdpAdmin, _,
        "The message in the query could not be decompressed: {0}.",
        "HTTP-Redirect carries raw DEFLATE, without the headers of zlib or gzip. What comes by POST is not compressed.";
    NotYetValid: "ERR_NOT_YET_VALID", C02, IdpAdmin, _,
        "The login is not valid yet: the IdP's clock is {0} ahead ({1}).",
        "Set both clocks by NTP.";
    NotUtf8: "ERR_NOT_UTF8", X04, IdpAdmin, _,
        "The XML is not UTF-8 (octet {0}).",
        "Let the IdP send UTF-8.";
    NotWellFormed: "ERR_NOT_WELL_FORMED", X07, Attack, _,
        "The XML is not well-formed: {0}.",
        BROKEN;
    NothingSigned: "ERR_NOTHING_SIGNED", S01, IdpAdmin, _,
        "Nothing in the answer is signed.",
        "At the IdP, sign the Response, the Assertion, or both (in Okta: Response = Signed, Assertion Signature = Signed).";
    OaepDigestForbidden: "ERR_KEY_TRANSPORT_FORBIDDEN", E05, IdpAdmin, "http://www.w3.org/2001/04/xmlenc#sha256",
        "RSA-OAEP is used with a digest that is not one of those accepted.",
        "At the IdP, set the digest of RSA-OAEP, and that of its MGF1, to SHA-256 or SHA-1.";
    PlaintextUnexpected: "ERR_PLAINTEXT", E08, Attack, _,
        "What was encrypted is “{found}”, and only {expected} belongs there.",
        REPORT;
    QualifierMismatch: "ERR_QUALIFIER_MISMATCH", A08, IdpAdmin, _,
        "The NameID's {0} says that it was made for somebody else.",
        "Let the IdP name this service provider, or leave the qualifier out.";
    QuerySignatureInvalid: "ERR_SIGNATURE_INVALID", B03, SpAdmin, _,
        "The signature in the query does not verify with any key of this connection.",
        "Compare the certificate at the IdP with the configured one. If they are equal, the query was altered, or encoded anew by something on its way: hand it on octet for octet.";
    RecipientMismatch: "ERR_RECIPIENT_MISMATCH", A13, IdpAdmin, _,
        "The login was made for “{found}”, but arrived at “{expected}”.",
        "At the IdP, set the ACS URL (in Okta: Single sign-on URL and Recipient URL) to “{expected}”.";
    RecipientMissing: "ERR_RECIPIENT_MISSING", A13, IdpAdmin, _,
        "The bearer confirmation does not say for which address it is.",
        "At the IdP, set the Recipient to “{expected}”.";
    RedirectMalformed: "ERR_REDIRECT", B03, Attack, _,
        "The query is not as HTTP-Redirect has it: {0}.",
        REPORT;
    ReferenceCount: "ERR_REFERENCE_COUNT", S06, Attack, "1",
        "The signature has {found} references.",
        REPORT;
    ReferenceUri: "ERR_REFERENCE_URI", S07, Attack, _,
        "The signature does not cover the element that holds it.",
        REPORT;
    RelayStateInvalid: "ERR_RELAY_STATE", B05, IdpAdmin, _,
        "RelayState is longer than 1024 octets or has control characters.",
        "Leave the IdP's Default RelayState blank.";
    RequestExpired: "ERR_REQUEST_EXPIRED", P04, User, _,
        "The attempt took too long: this answer came after its request had expired.",
        "Start again.";
    RequestOfOtherBrowser: "ERR_REQUEST_OF_OTHER_BROWSER", B07, User, _,
        "The attempt was started in another browser, or this one lost its cookie.",
        "Start again, in this browser. If it always happens, something removes the cookie __Host-saml-…: it must come back with the IdP's POST, so it needs SameSite=None, Secure and https.";
    RequestNotPending: "ERR_IN_RESPONSE_TO_MISMATCH", R08, User, _,
        "This answer belongs to a login attempt that was not started here, has expired, or was answered before.",
        "Start again from the sign-in page.";
    ResponseNotSigned: "ERR_RESPONSE_NOT_SIGNED", S02, IdpAdmin, _,
        "The Response itself must be signed, and it is not.",
        "At the IdP, sign the Response (in Okta: Response = Signed).";
    ResponseTooOld: "ERR_RESPONSE_TOO_OLD", R03, User, _,
        "The Response was issued {found} ago.",
        "Sign in again. If it happens at once, compare both clocks with the true time.";
    ReturnAddressRefused: "ERR_RETURN_ADDRESS", B06, Attack, "a path on this site",
        "The address to return to is not on this site.",
        "Give a path such as /reports. Whoever makes a link to the sign-in page could lead people elsewhere with a whole address.";
    ScopeNotAllowed: "ERR_SCOPE_NOT_ALLOWED", T08, SpAdmin, _,
        "This organisation may not assert the scope of “{0}”.",
        "Add the scope to the connection's allowedScopes if it belongs to this organisation.";
    SessionEnded: "ERR_SESSION_ENDED", N03, User, _,
        "The session at the IdP ended {0} ago.",
        "Sign in at the IdP again.";
    SignedInBefore: "ERR_AUTHN_TOO_OLD", N02, IdpAdmin, _,
        "A fresh sign-in was asked for, and the IdP reports one from {found}, before that.",
        "Let the IdP honour ForceAuthn for this application (in Okta: Honor Force Authentication), or do not ask for it.";
    Sha1Forbidden: "ERR_SHA1_FORBIDDEN", S13, IdpAdmin, "SHA-256",
        "SHA-1 is not accepted: collisions can be made.",
        "At the IdP, set signature and digest algorithm to RSA-SHA256 and SHA-256 (in Okta: Signature Algorithm, Digest Algorithm).";
    SignatureAlgorithmForbidden: "ERR_SIGNATURE_ALGORITHM_FORBIDDEN", S13, IdpAdmin, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "The signature algorithm is not one of those accepted.",
        "At the IdP, set the signature algorithm to RSA-SHA256.";
    SignatureDuplicated: "ERR_SIGNATURE_DUPLICATED", S04, Attack, _,
        "{found} holds more than one Signature.",
        REPORT;
    SignatureInvalid: "ERR_SIGNATURE_INVALID", S15, SpAdmin, _,
        "The signature does not verify with any key of this connection.",
        "Compare the certificate at the IdP with the configured one. If they are equal, the message was altered.";
    SignatureMalformed: "ERR_SIGNATURE_MALFORMED", S05, Attack, _,
        "The Signature is malformed: {0}.",
        REPORT;
    SignatureMisplaced: "ERR_SIGNATURE_MISPLACED", S04, Attack, _,
        "A Signature stands in {found}, where it signs nothing.",
        REPORT;
    SignedByUnknownKey: "ERR_UNKNOWN_KEY", K01, SpAdmin, _,
        "Signed with a key that this connection does not know (certificate SHA-256 {found}).",
        "If the IdP rotated its certificate, get the new one from the IdP, compare this fingerprint, and configure it here.";
    StoreUnavailable: "ERR_STORE_UNAVAILABLE", P03, SpAdmin, _,
        "The store of used logins did not answer, so the login was refused.",
        "Look at the one-time store; then sign in again.";
    SubjectIdMalformed: "ERR_SUBJECT_ID_MALFORMED", T07, IdpAdmin, _,
        "“{0}” is not one identifier of the form name@scope.",
        "See saml-subject-id-attr 3.3 for the form.";
    SubjectMissing: "ERR_SUBJECT_MISSING", A04, IdpAdmin, _,
        "The assertion has no Subject: it is about nobody.",
        "Use the IdP's browser single sign-on profile for this application.";
    TimeInvalid: "ERR_TIME_INVALID", X13, IdpAdmin, "a moment such as 2026-11-24T10:00:00Z",
        "{0} is not a time in UTC.",
        "SAML times are xs:dateTime with Z.";
    TransformForbidden: "ERR_TRANSFORM_FORBIDDEN", S09, Attack, _,
        "The signature's transforms are not enveloped-signature and one canonicalisation.",
        REPORT;
    UnauthenticatedCbc: "ERR_CBC_NOT_AUTHENTICATED", E04, IdpAdmin, "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "AES-CBC without a signed Response is not safe: an attacker could alter what is encrypted, and read it.",
        "At the IdP, set the encryption algorithm to AES256-GCM or sign the Response (in Okta: Encryption Algorithm = AES256-GCM, or Response = Signed). Where neither can be, set allowUnauthenticatedCbc for this connection.";
    UnexpectedElement: "ERR_SCHEMA", X12, Attack, _,
        "“{found}” is not allowed in this place in {0}.",
        REPORT;
    UnexpectedRoot: "ERR_UNEXPECTED_ROOT", X10, IdpAdmin, "{urn:oasis:names:tc:SAML:2.0:protocol}Response",
        "Expected a SAML 2.0 Response, found “{found}”.",
        "This address takes login responses only. WS-Federation and SAML 1.1 are other protocols: choose SAML 2.0 at the IdP.";
    UnexpectedLogoutRoot: "ERR_UNEXPECTED_ROOT", X10, IdpAdmin, _,
        "Expected a SAML 2.0 {expected}, found “{found}”.",
        "This address takes logout messages only; login responses go to the ACS URL.";
    UnexpectedMetadataRoot: "ERR_UNEXPECTED_ROOT", X10, SpAdmin, "EntityDescriptor or EntitiesDescriptor",
        "This is not SAML metadata: its root is “{found}”.",
        PASTE;
    UnexpectedText: "ERR_SCHEMA", X12, Attack, _,
        "There is text between the elements of {0}.",
        REPORT;
    UnsolicitedConvert: "ERR_UNSOLICITED_CONVERT", R10, User, _,
        "The login was started at the IdP; this connection starts it again from here.",
        "Answer with a fresh AuthnRequest to this IdP.";
    UnsolicitedInResponseTo: "ERR_IN_RESPONSE_TO_MISMATCH", R09, User, _,
        "This answer belongs to a login attempt, but none is open in this browser.",
        "Start again from the sign-in page, in one window.";
    UnsolicitedRefused: "ERR_UNSOLICITED", R09, SpAdmin, _,
        "IdP-initiated login is not enabled for this connection.",
        "Start at this application's sign-in page, or set idpInitiated to convert or accept for this connection.";
    ValueEmpty: "ERR_VALUE_EMPTY", X14, IdpAdmin, _,
        "{0} is empty.",
        REPORT;
    VersionUnsupported: "ERR_VERSION", R01, IdpAdmin, "2.0",
        "The {0} is not SAML 2.0.",
        "Choose SAML 2.0 at the IdP.";
    WindowImpossible: "ERR_WINDOW_IMPOSSIBLE", C04, IdpAdmin, _,
        "The assertion ends before it begins: NotBefore is not earlier than NotOnOrAfter.",
        REPORT;
    WrongContentType: "ERR_WRONG_CONTENT_TYPE", B10, IdpAdmin, "application/x-www-form-urlencoded",
        "The request is not a URL-encoded form.",
        "The ACS URL takes the IdP's form only.";
    WrongMethod: "ERR_WRONG_METHOD", B10, User, "POST",
        "A login response comes by POST.",
        "Start again from the sign-in page.";
} {
    AuthnFailed "AuthnFailed": User, "Your organisation could not sign you in.", "Try again at the IdP; its log says why.";
    NoPassive "NoPassive": User, "You are not signed in at your organisation.", "Start an interactive login.";
    NoAuthnContext "NoAuthnContext": IdpAdmin,
        "Your organisation cannot provide the sign-in strength that was asked for.",
        "Offer the requested method at the IdP, or ask for none in the connection.";
    InvalidNameIdPolicy "InvalidNameIDPolicy": SpAdmin,
        "The IdP does not support the identifier format that was asked for.",
        "Ask for the format that is configured at the IdP, or for none.";
    RequestDenied "RequestDenied": IdpAdmin,
        "You are not assigned to this application.",
        "Assign the user or a group to the application at the IdP.";
    RequestUnsupported "RequestUnsupported" "UnsupportedBinding": SpAdmin,
        "The IdP refused this kind of request.",
        "Look at the bindings and options that the IdP supports.";
    UnknownPrincipal "UnknownPrincipal": IdpAdmin, "The IdP does not know this user.", "Create or assign the user at the IdP.";
    NoIdp "NoSupportedIDP" "NoAvailableIDP": IdpAdmin,
        "The IdP found no identity source that could sign you in.",
        "Look at the identity sources behind the IdP.";
    ProxyCountExceeded "ProxyCountExceeded": IdpAdmin,
        "The login passed through too many identity providers.",
        "Shorten the chain of identity providers.";
    VersionMismatch "VersionMismatch" "RequestVersionTooHigh" "RequestVersionTooLow" "RequestVersionDeprecated": SpAdmin,
        "The IdP does not speak this version of SAML.",
        "Choose SAML 2.0 at the IdP.";
    Other: IdpAdmin, "The IdP refused the login.", "Look at the IdP's log of this login.";
}}
