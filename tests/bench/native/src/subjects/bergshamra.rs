//! bergshamra: XML Signature in Rust, the signatures alone, with the settings that its README recommends for SAML.

use bergshamra::keys::loader::load_x509_cert_pem;
use bergshamra::{DsigContext, KeysManager, VerifyResult, verify_all};

use super::Prepared;
use crate::message::{CERTIFICATE, Message};
use crate::subject::Subject;

struct Bergshamra {
    context: DsigContext,
}

pub(super) fn subject() -> Prepared {
    let mut keys = KeysManager::new();
    keys.add_key(load_x509_cert_pem(CERTIFICATE.as_bytes()).map_err(|error| error.to_string())?);
    Ok(Box::new(Bergshamra { context: DsigContext::new(keys) }))
}

impl Subject for Bergshamra {
    fn verify(&self, message: &Message) -> Result<Option<String>, String> {
        let results = verify_all(&self.context, &message.xml).map_err(|error| error.to_string())?;
        if results.len() != message.signed.len() {
            return Err(format!("{} signatures instead of {}", results.len(), message.signed.len()));
        }
        results.iter().zip(message.signed).try_for_each(|(result, id)| require(result, id))?;
        Ok(None)
    }
}

/// That the signature is valid and covers the element with this ID.
fn require(result: &VerifyResult, id: &str) -> Result<(), String> {
    match result {
        VerifyResult::Invalid { reason } => Err(reason.clone()),
        VerifyResult::Valid { references, .. } => match references.as_slice() {
            [reference] if reference.digest_verified && reference.uri.strip_prefix('#') == Some(id) => Ok(()),
            _ => Err(format!("the signature covers something else than {id}")),
        },
    }
}
