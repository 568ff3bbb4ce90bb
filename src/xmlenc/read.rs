//! The strict shape of an EncryptedData and its EncryptedKeys (xmlenc 1.1, 3). Nothing here is trusted or decrypted yet.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::base64;
use crate::crypto::{DataAlgorithm, DigestAlgorithm, OaepParameters};
use crate::dsig::{Parts, SignedElement, Text, named_certificate};
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use crate::xml::Name;
use crate::xml::names::{XENC11, ds, xenc};

/// An element of SAML that holds an EncryptedData and the EncryptedKeys for it, and nothing else.
pub(crate) struct Sealed<'d> {
    /// The element of SAML.
    pub(super) wrapper: SignedElement<'d>,
    /// The EncryptedData, in whose place the plaintext stands.
    pub(super) data: SignedElement<'d>,
    pub(super) algorithm: DataAlgorithm,
    pub(super) algorithm_span: Span,
    pub(super) value: Vec<u8>,
    /// Those that may hold the session key; at least one.
    pub(super) keys: Vec<EncryptedKey>,
}

/// One wrapping of the session key.
pub(super) struct EncryptedKey {
    pub(super) transport: Transport,
    /// For whom it is, as its maker says.
    pub(super) recipient: Option<String>,
    /// Octets of the certificate that it names: a hint for people, never a key.
    pub(super) named_certificate: Option<Vec<u8>>,
    pub(super) value: Vec<u8>,
    id: Option<String>,
}

/// How the session key is wrapped (rule E05).
pub(super) enum Transport {
    Oaep(OaepParameters),
    /// That may be no matter, where another EncryptedKey is for us.
    Forbidden {
        because: fn(String) -> ErrorKind,
        uri: String,
        span: Span,
    },
}

impl<'d> Sealed<'d> {
    /// Reads what `wrapper` holds (core 2.2.4, 2.3.4, 2.7.3.2).
    pub(crate) fn read(wrapper: SignedElement<'d>, limits: &Limits) -> Result<Self, Fault> {
        let mut parts = parts_of(wrapper)?;
        let data = parts.next(xenc("EncryptedData"), "there is no EncryptedData first")?;
        let mut siblings = Vec::new();
        while let Some(key) = parts.optional(xenc("EncryptedKey")) {
            require_few(siblings.len(), &key, limits)?;
            siblings.push(EncryptedKey::read(key)?);
        }
        parts.finish("it holds more than one EncryptedData and its EncryptedKeys")?;
        require_type(&data)?;

        let mut parts = parts_of(data)?;
        let method = parts.next(xenc("EncryptionMethod"), "EncryptedData has no EncryptionMethod")?;
        let key_info = parts.optional(ds("KeyInfo"));
        let cipher_data = parts.next(xenc("CipherData"), "EncryptedData has no CipherData")?;
        parts.optional(xenc("EncryptionProperties"));
        parts.finish("EncryptedData holds more than its four parts")?;

        let (algorithm, algorithm_span) = read_data_method(method)?;
        let keys = find_keys(key_info, siblings, data.span(), limits)?;
        Ok(Self { wrapper, data, algorithm, algorithm_span, value: read_cipher_data(cipher_data)?, keys })
    }

    pub(crate) fn span(&self) -> Span {
        self.wrapper.span()
    }

    pub(crate) fn algorithm(&self) -> &'static str {
        self.algorithm.uri()
    }

    /// Whether it says by itself that nobody altered it.
    pub(crate) fn is_authenticated(&self) -> bool {
        self.algorithm.is_authenticated()
    }

    pub(crate) fn algorithm_span(&self) -> Span {
        self.algorithm_span
    }
}

/// Core 2.2.4: it is an element that was encrypted. Where that is not said, it is found out afterwards.
fn require_type(data: &SignedElement<'_>) -> Result<(), Fault> {
    match data.attribute("Type") {
        Some(kind) if kind.value != "http://www.w3.org/2001/04/xmlenc#Element" => {
            Err(malformed("the Type of EncryptedData is not an element").at(kind.span))
        }
        _ => Ok(()),
    }
}

/// Rule E03, core 6.1 and E43: inside KeyInfo, beside EncryptedData where a RetrievalMethod names it, or else anywhere beside it.
fn find_keys(
    key_info: Option<SignedElement<'_>>,
    siblings: Vec<EncryptedKey>,
    span: Span,
    limits: &Limits,
) -> Result<Vec<EncryptedKey>, Fault> {
    let mut keys = Vec::new();
    let mut methods = Vec::new();
    for part in key_info.iter().flat_map(|info| info.elements()) {
        if part.is(xenc("EncryptedKey")) {
            require_few(keys.len() + siblings.len(), &part, limits)?;
            keys.push(EncryptedKey::read(part)?);
        } else if part.is(ds("RetrievalMethod")) {
            require_few(methods.len(), &part, limits)?;
            require_beside(&part, &siblings)?;
            methods.push(part);
        } else if part.is(xenc("AgreementMethod")) {
            let Text { value, span } = algorithm(&part, "AgreementMethod has no Algorithm")?;
            return Err(ErrorKind::KeyAgreementRefused { found: value.into() }.at(span));
        }
    }
    let takes_all = keys.is_empty() && methods.is_empty();
    for key in siblings {
        if takes_all || methods.iter().any(|method| names(method, &key)) {
            keys.push(key);
        }
    }
    if keys.is_empty() {
        return Err(malformed("there is no EncryptedKey").at(span));
    }
    Ok(keys)
}

/// Before any is compared with others, or tried.
fn require_few(before: usize, next: &SignedElement<'_>, limits: &Limits) -> Result<(), Fault> {
    if before < limits.encrypted_keys {
        return Ok(());
    }
    Err(ErrorKind::LimitExceeded { what: "EncryptedKeys", limit: limits.encrypted_keys }.at(next.span()))
}

/// xmlenc 1.1, 3.5.2: a same-document reference to an EncryptedKey, without transforms; here only to one right beside the EncryptedData.
fn require_beside(method: &SignedElement<'_>, siblings: &[EncryptedKey]) -> Result<(), Fault> {
    parts_of(*method)?.finish("RetrievalMethod has transforms")?;
    if siblings.iter().filter(|key| names(method, key)).count() == 1 {
        return Ok(());
    }
    Err(malformed("RetrievalMethod names no EncryptedKey beside the EncryptedData").at(method.span()))
}

fn names(method: &SignedElement<'_>, key: &EncryptedKey) -> bool {
    let uri = method.attribute("URI").and_then(|uri| uri.value.strip_prefix('#'));
    uri.is_some_and(|id| !id.is_empty() && key.id.as_deref() == Some(id))
}

impl EncryptedKey {
    fn read(element: SignedElement<'_>) -> Result<Self, Fault> {
        let mut parts = parts_of(element)?;
        let method = parts.next(xenc("EncryptionMethod"), "EncryptedKey has no EncryptionMethod")?;
        let key_info = parts.optional(ds("KeyInfo"));
        let cipher_data = parts.next(xenc("CipherData"), "EncryptedKey has no CipherData")?;
        parts.optional(xenc("EncryptionProperties"));
        parts.optional(xenc("ReferenceList"));
        parts.optional(xenc("CarriedKeyName"));
        parts.finish("EncryptedKey holds more than its six parts")?;
        if let Some(key_info) = &key_info {
            refuse_chain(key_info)?;
        }
        let text = |name| element.attribute(name).map(|attribute| attribute.value.to_owned());
        Ok(Self {
            transport: read_transport(method)?,
            recipient: text("Recipient"),
            named_certificate: key_info.map(|key_info| named_certificate(&key_info)).transpose()?.flatten(),
            value: read_cipher_data(cipher_data)?,
            id: text("Id"),
        })
    }
}

/// A key that is wrapped by a key that is wrapped: RSA needs no second, and a chain could be a loop.
fn refuse_chain(key_info: &SignedElement<'_>) -> Result<(), Fault> {
    let chained = key_info.elements().find(|part| part.is(xenc("EncryptedKey")) || part.is(ds("RetrievalMethod")));
    match chained {
        Some(part) => Err(malformed("an EncryptedKey is wrapped by another").at(part.span())),
        None => Ok(()),
    }
}

/// Rule E04.
fn read_data_method(method: SignedElement<'_>) -> Result<(DataAlgorithm, Span), Fault> {
    let Text { value, span } = algorithm(&method, "EncryptionMethod has no Algorithm")?;
    let known = DataAlgorithm::from_uri(value).ok_or_else(|| ErrorKind::EncryptionAlgorithmForbidden { found: value.into() }.at(span))?;
    let mut parts = parts_of(method)?;
    if let Some(size) = parts.optional(xenc("KeySize")) {
        let bits = known.key_length().saturating_mul(8);
        if size.value()?.value.trim_ascii().parse() != Ok(bits) {
            return Err(malformed("KeySize is not that of the algorithm").at(size.span()));
        }
    }
    parts.finish("EncryptionMethod has parameters that it does not take")?;
    Ok((known, span))
}

/// Rule E05, xmlenc 1.1, 5.5.2. What is declared is honoured; what is left out is SHA-1, in both places, and no label.
fn read_transport(method: SignedElement<'_>) -> Result<Transport, Fault> {
    let Text { value: uri, span } = algorithm(&method, "EncryptionMethod has no Algorithm")?;
    let takes_mask = uri == OAEP_11;
    if !takes_mask && uri != OAEP_MGF1P {
        let because = |found| ErrorKind::KeyTransportForbidden { found };
        return Ok(Transport::Forbidden { because, uri: uri.into(), span });
    }
    let mut parts = parts_of(method)?;
    parts.optional(xenc("KeySize"));
    let label = parts.optional(xenc("OAEPparams")).map(|label| label.value()).transpose()?;
    // The schema has no order for these two, and both are in use.
    let mask = parts.optional(MGF);
    let digest = parts.optional(ds("DigestMethod"));
    let mask = mask.or_else(|| parts.optional(MGF));
    parts.finish("EncryptionMethod has parameters that it does not take")?;
    let label = match label {
        Some(Text { value, span }) if !value.trim_ascii().is_empty() => {
            base64::decode_xml(value).ok_or_else(|| malformed("OAEPparams is not base64").at(span))?
        }
        _ => Vec::new(),
    };
    let digest = match digest.map(|digest| algorithm(&digest, "DigestMethod has no Algorithm")).transpose()? {
        Some(Text { value, span }) => match DigestAlgorithm::from_uri(value) {
            Some(digest) => digest,
            None => return Ok(Transport::Forbidden { because: oaep_digest, uri: value.into(), span }),
        },
        None => DigestAlgorithm::Sha1,
    };
    let mask = match mask.map(|mask| algorithm(&mask, "MGF has no Algorithm")).transpose()? {
        // With the older algorithm it is fixed.
        Some(Text { value, span }) => match mask_of(value).filter(|mask| takes_mask || mask.is_sha1()) {
            Some(mask) => mask,
            None => return Ok(Transport::Forbidden { because: oaep_digest, uri: value.into(), span }),
        },
        None => DigestAlgorithm::Sha1,
    };
    Ok(Transport::Oaep(OaepParameters { digest, mask, label }))
}

fn oaep_digest(found: String) -> ErrorKind {
    ErrorKind::OaepDigestForbidden { found }
}

fn mask_of(uri: &str) -> Option<DigestAlgorithm> {
    match uri.strip_prefix(XENC11)? {
        "mgf1sha1" => Some(DigestAlgorithm::Sha1),
        "mgf1sha256" => Some(DigestAlgorithm::Sha256),
        "mgf1sha384" => Some(DigestAlgorithm::Sha384),
        "mgf1sha512" => Some(DigestAlgorithm::Sha512),
        _ => None,
    }
}

/// Rule E11: what is elsewhere is not fetched.
fn read_cipher_data(data: SignedElement<'_>) -> Result<Vec<u8>, Fault> {
    let mut parts = parts_of(data)?;
    if let Some(reference) = parts.optional(xenc("CipherReference")) {
        return Err(ErrorKind::CipherReferenceRefused.at(reference.span()));
    }
    let value = parts.next(xenc("CipherValue"), "CipherData has no CipherValue")?;
    parts.finish("CipherData holds more than one value")?;
    base64::decode_xml(value.value()?.value).ok_or_else(|| malformed("CipherValue is not base64").at(value.span()))
}

fn algorithm<'d>(element: &SignedElement<'d>, missing: &'static str) -> Result<Text<'d>, Fault> {
    let algorithm = element.attribute("Algorithm").ok_or_else(|| malformed(missing).at(element.span()))?;
    Ok(Text { value: algorithm.value, span: algorithm.span })
}

fn parts_of(element: SignedElement<'_>) -> Result<Parts<'_>, Fault> {
    Parts::of(element, malformed)
}

fn malformed(reason: &'static str) -> ErrorKind {
    ErrorKind::EncryptionMalformed { reason }
}

const OAEP_MGF1P: &str = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
const OAEP_11: &str = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
const MGF: Name = Name { namespace: XENC11, local: "MGF" };
