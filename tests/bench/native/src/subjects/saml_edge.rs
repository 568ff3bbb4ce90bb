//! This crate: `verify` as the README tells, and the claim.

use std::convert::Infallible;

use crate::names::{ACS, IDP, NOW, REQUEST, SP};
use saml_edge::{Connection, IdentityProvider, InResponseTo, OneTimeStore, Policy, Post, ServiceProvider, Timestamp, verify};

use super::Prepared;
use crate::message::{CERTIFICATE, Message};
use crate::subject::Subject;

struct SamlEdge {
    connection: Connection,
    now: Timestamp,
}

pub(super) fn subject() -> Prepared {
    let idp = IdentityProvider { entity_id: IDP.into(), certificates: vec![CERTIFICATE.into()] };
    let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: None };
    let connection = Connection::new(idp, sp, Policy::strict()).map_err(|error| error.to_string())?;
    Ok(Box::new(SamlEdge { connection, now: Timestamp::parse(NOW).ok_or("no time")? }))
}

impl Subject for SamlEdge {
    fn verify(&self, message: &Message) -> Result<Option<String>, String> {
        let post = Post::from_base64(message.base64.as_bytes());
        let login = verify(&post, &self.connection, InResponseTo::Request(REQUEST), self.now).map_err(|error| error.to_string())?;
        let identity = login.claim_with(&mut FirstTime).map_err(|error| error.to_string())?;
        Ok(identity.name_id().map(|name_id| name_id.value.clone()))
    }
}

/// The same message is verified again and again, and each time is the first.
struct FirstTime;

impl OneTimeStore for FirstTime {
    type Error = Infallible;

    fn put(&mut self, _: &str, _: Timestamp) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn take(&mut self, _: &str) -> Result<bool, Infallible> {
        Ok(true)
    }
}
