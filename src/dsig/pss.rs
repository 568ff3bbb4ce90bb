//! The parameters that RSA-PSS brings along (RFC 9231 2.3.9).

use super::read::{parts_of, read_digest_method};
use super::signed_element::SignedElement;
use crate::crypto::{DigestAlgorithm, PssParameters};
use crate::error::{ErrorKind, Fault};
use crate::xml::Name;
use crate::xml::names::ds;

pub(super) const PARAMETERS: Name = more("RSAPSSParams");

/// What is left out has its default: SHA-256 in both places, a salt as long as the digest, and the one trailer there is.
pub(super) fn read(parameters: SignedElement<'_>) -> Result<PssParameters, Fault> {
    let mut parts = parts_of(parameters)?;
    let digest = parts.optional(ds("DigestMethod")).map(read_digest_method).transpose()?.unwrap_or(DigestAlgorithm::Sha256);
    let mask = parts.optional(more("MaskGenerationFunction")).map(read_mask).transpose()?.unwrap_or(DigestAlgorithm::Sha256);
    let salt = parts.optional(more("SaltLength")).map(read_number).transpose()?.unwrap_or(digest.length());
    let trailer = parts.optional(more("TrailerField")).map(read_number).transpose()?.unwrap_or(1);
    parts.finish("RSAPSSParams holds more than its four parts")?;
    if trailer != 1 {
        return Err(ErrorKind::SignatureMalformed { reason: "the TrailerField of RSA-PSS is not 1" }.at(parameters.span()));
    }
    Ok(PssParameters { digest, mask, salt })
}

/// RFC 9231 2.3.9: MGF1 is the default, and the only one.
fn read_mask(function: SignedElement<'_>) -> Result<DigestAlgorithm, Fault> {
    if let Some(algorithm) = function.attribute("Algorithm").filter(|algorithm| algorithm.value != MGF1) {
        return Err(ErrorKind::SignatureAlgorithmForbidden { found: algorithm.value.into() }.at(algorithm.span));
    }
    let mut parts = parts_of(function)?;
    let digest = parts.optional(ds("DigestMethod")).map(read_digest_method).transpose()?;
    parts.finish("MaskGenerationFunction holds more than a DigestMethod")?;
    Ok(digest.unwrap_or(DigestAlgorithm::Sha256))
}

fn read_number(element: SignedElement<'_>) -> Result<usize, Fault> {
    let text = element.value()?;
    let number = text.value.trim_ascii();
    let plain = number.len() < 6 && number.bytes().all(|octet| octet.is_ascii_digit());
    number
        .parse()
        .ok()
        .filter(|_| plain)
        .ok_or_else(|| ErrorKind::SignatureMalformed { reason: "a parameter of RSA-PSS is not a number" }.at(text.span))
}

const MGF1: &str = "http://www.w3.org/2007/05/xmldsig-more#MGF1";

/// Names of RFC 9231.
const fn more(local: &'static str) -> Name {
    Name { namespace: "http://www.w3.org/2007/05/xmldsig-more#", local }
}
