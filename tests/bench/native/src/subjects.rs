//! One module for each subject. What a feature leaves out, and what could not be built, is named with its reason.

#[cfg(feature = "peer-bergshamra")]
mod bergshamra;
#[cfg(feature = "peer-samael")]
mod samael;
#[cfg(feature = "peer-saml")]
mod saml;
mod saml_edge;
#[cfg(feature = "peer-saml-rs")]
mod saml_rs;
#[cfg(xmlsec)]
mod xmlsec;

use crate::subject::{Entry, Scope, Subject};

/// The crate whose figures the others' are set beside.
pub const OWN: &str = "saml-edge";
/// The one that it has to be faster than.
pub const BAR: &str = "libxmlsec1";

/// Every subject, the own one first.
pub fn all() -> Vec<Entry> {
    vec![
        Entry::of_crate(OWN, Scope::Full, saml_edge::subject()),
        xmlsec(),
        Entry::of_crate("bergshamra", Scope::Signature, bergshamra()),
        Entry::of_crate("saml", Scope::Full, saml()),
        Entry::of_crate("samael", Scope::Full, samael()),
        Entry::of_crate("saml-rs", Scope::Full, saml_rs()),
    ]
}

type Prepared = Result<Box<dyn Subject>, String>;

fn xmlsec() -> Entry {
    #[cfg(xmlsec)]
    let (version, subject) = (xmlsec::version(), xmlsec::subject());
    #[cfg(not(xmlsec))]
    let (version, subject) = (String::new(), Err(env!("XMLSEC_MISSING").to_owned()));
    Entry { name: BAR, version, scope: Scope::Signature, subject }
}

macro_rules! peer {
    ($function:ident, $feature:literal) => {
        #[cfg(feature = $feature)]
        fn $function() -> Prepared {
            $function::subject()
        }

        #[cfg(not(feature = $feature))]
        fn $function() -> Prepared {
            Err(concat!("built without the feature ", $feature).to_owned())
        }
    };
}

peer!(bergshamra, "peer-bergshamra");
peer!(samael, "peer-samael");
peer!(saml, "peer-saml");
peer!(saml_rs, "peer-saml-rs");
