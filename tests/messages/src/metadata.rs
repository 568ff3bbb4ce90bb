//! Metadata of identity providers, alone and by the thousand, as federations publish them.

use crate::names::*;
use crate::signature::signature;
use crate::signer::{Signer, base64_of};

/// The identity provider's own metadata, as its administrator would send it.
pub fn metadata() -> String {
    entity(&format!(" {METADATA_NS}"), IDP)
}

/// An aggregate.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// Identity providers, each of about 4 KB. The last is [`IDP`], so that whoever looks for it sees all.
    pub entities: usize,
    /// What signs the whole; nothing does where it is absent.
    pub signer: Option<Signer>,
}

impl Aggregate {
    pub fn xml(&self) -> String {
        let others = (1..self.entities).map(|index| entity("", &format!("https://idp-{index}.university.example.org/idp/shibboleth")));
        let entities = others.chain([entity("", IDP)]).collect::<String>();
        let document = |signature: &str| {
            format!(
                "<md:EntitiesDescriptor {METADATA_NS} ID=\"_aggregate\" Name=\"https://federation.example.org\" validUntil=\"{DAY_LATER}\">\
                 {signature}{entities}</md:EntitiesDescriptor>"
            )
        };
        document(&self.signer.map(|signer| signature(&document(""), "_aggregate", signer)).unwrap_or_default())
    }
}

fn entity(declaration: &str, entity_id: &str) -> String {
    let key = |name: &str| {
        format!(
            "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo {SIGNATURE_NS}><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate>\
             </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>",
            base64_of(&crate::certificate(name))
        )
    };
    let endpoint = |service: &str, binding: &str| {
        format!(
            "<md:{service} Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" Location=\"https://idp.example.com/{binding}\"></md:{service}>"
        )
    };
    format!(
        "<md:EntityDescriptor{declaration} entityID=\"{entity_id}\"><md:IDPSSODescriptor \
         protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:Extensions>\
         <shibmd:Scope xmlns:shibmd=\"urn:mace:shibboleth:metadata:1.0\" regexp=\"false\">example.com</shibmd:Scope>\
         <mdui:UIInfo xmlns:mdui=\"urn:oasis:names:tc:SAML:metadata:ui\"><mdui:DisplayName xml:lang=\"en\">A university</mdui:DisplayName>\
         </mdui:UIInfo></md:Extensions>{}{}{}{}<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>{}{}\
         </md:IDPSSODescriptor></md:EntityDescriptor>",
        key("idp"),
        key("idp-next"),
        endpoint("SingleLogoutService", "HTTP-Redirect"),
        endpoint("SingleLogoutService", "HTTP-POST"),
        endpoint("SingleSignOnService", "HTTP-Redirect"),
        endpoint("SingleSignOnService", "HTTP-POST"),
    )
}
