//! samael: its service provider's `parse_base64_response`, on libxmlsec1.

use crate::names::{ACS, REQUEST, SP};
use chrono::Duration;
use samael::crypto::AllowedSignatureAlgorithm;
use samael::metadata::EntityDescriptor;
use samael::service_provider::{ServiceProvider, ServiceProviderBuilder};

use super::Prepared;
use crate::message::{Message, idp_metadata};
use crate::subject::Subject;

struct Samael {
    sp: ServiceProvider,
}

pub(super) fn subject() -> Prepared {
    let idp: EntityDescriptor = idp_metadata().parse().map_err(|error| format!("metadata: {error}"))?;
    // It asks the machine's clock, and the messages have theirs.
    let any_time = Duration::days(36_500);
    let sp = ServiceProviderBuilder::default()
        .entity_id(SP.to_owned())
        .acs_url(ACS.to_owned())
        .idp_metadata(idp)
        .allowed_signature_algorithms(vec![AllowedSignatureAlgorithm::RsaSha256])
        .max_issue_delay(any_time)
        .max_clock_skew(any_time)
        .build();
    Ok(Box::new(Samael { sp: sp.map_err(|error| error.to_string())? }))
}

impl Subject for Samael {
    fn verify(&self, message: &Message) -> Result<Option<String>, String> {
        let assertion = self.sp.parse_base64_response(&message.base64, Some(&[REQUEST])).map_err(|error| error.to_string())?;
        Ok(assertion.subject.and_then(|subject| subject.name_id).map(|name_id| name_id.value))
    }
}
