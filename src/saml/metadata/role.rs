//! What an entity says of itself as an identity provider.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::reader::text;
use super::{Named, Names, Validity, named};
use crate::dsig::{SignedElement, Text};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;
use crate::xml::Name;
use crate::xml::names::{LANG, SCOPE, alg, ds, dsig11, md, mdui};

/// An IDPSSODescriptor of SAML 2.0 and its entity (metadata 2.4.3). It has been found, not judged.
pub(crate) struct IdpRole<'d> {
    pub(super) role: SignedElement<'d>,
    pub(super) entity: SignedElement<'d>,
    pub(crate) validity: Validity,
    /// There are more that speak SAML 2.0.
    pub(crate) has_siblings: bool,
}

impl<'d> IdpRole<'d> {
    pub(crate) fn span(&self) -> Span {
        self.role.span()
    }

    pub(crate) fn entity_id(&self) -> Result<Text<'d>, Fault> {
        let missing = || ErrorKind::MissingAttribute { element: "EntityDescriptor", name: "entityID", rule: RuleId::M06 };
        self.entity.attribute("entityID").map(text).ok_or_else(|| missing().at(self.entity.span()))
    }

    /// Rule M11.
    pub(crate) fn want_authn_requests_signed(&self) -> Result<bool, Fault> {
        const NAME: &str = "WantAuthnRequestsSigned";
        let Some(attribute) = self.role.attribute(NAME) else { return Ok(false) };
        boolean(attribute.value)
            .ok_or_else(|| ErrorKind::MetadataBooleanInvalid { name: NAME, found: attribute.value.into() }.at(attribute.span))
    }

    pub(crate) fn key_descriptors(&self) -> Named<'d> {
        named(self.role, md("KeyDescriptor"))
    }

    /// `SingleSignOnService` or `SingleLogoutService` (metadata 2.2.2).
    pub(crate) fn endpoints(&self, service: &'static str) -> Named<'d> {
        named(self.role, md(service))
    }

    pub(crate) fn name_id_formats(&self) -> Result<Vec<String>, Fault> {
        let mut formats = Vec::new();
        for format in named(self.role, md("NameIDFormat")) {
            push(&mut formats, format.value()?.value);
        }
        Ok(formats)
    }

    /// Rule M14: `DigestMethod` or `SigningMethod`. What the role says goes before what the entity says, as OpenSAML has it.
    pub(crate) fn algorithms(&self, local: &'static str) -> Vec<String> {
        let mut methods = Vec::new();
        for holder in [self.role, self.entity] {
            if methods.is_empty() {
                for method in extensions(holder, alg(local)) {
                    push(&mut methods, attribute(&method, "Algorithm").unwrap_or_default());
                }
            }
        }
        methods
    }

    /// Rule M15: the values that are no regular expressions, and how many are or may be.
    pub(crate) fn scopes(&self) -> (Vec<String>, usize) {
        let (mut plain, mut others) = (Vec::new(), 0);
        let mut known = Names::default();
        for holder in [self.role, self.entity] {
            for scope in extensions(holder, SCOPE) {
                let Ok(Text { value, .. }) = scope.value() else { continue };
                if attribute(&scope, "regexp").is_some_and(|regexp| boolean(regexp) != Some(false)) {
                    others += 1;
                } else if known.insert(value.trim_ascii(), 0).is_none() {
                    push(&mut plain, value);
                }
            }
        }
        (plain, others)
    }

    /// Rule M16: the name for people, in English where there is one.
    pub(crate) fn display_name(&self) -> Option<String> {
        let mut names = Vec::new();
        for info in extensions(self.role, mdui("UIInfo")) {
            for name in named(info, mdui("DisplayName")) {
                let is_english = name.attribute_ns(LANG).is_some_and(|lang| lang.value.eq_ignore_ascii_case("en"));
                if names.is_empty() || is_english {
                    push(&mut names, name.value().map_or("", |text| text.value));
                }
                if is_english {
                    return names.pop();
                }
            }
        }
        names.pop()
    }

    pub(crate) fn error_url(&self) -> Option<&'d str> {
        attribute(&self.role, "errorURL")
    }
}

/// A key as its KeyInfo has it, each value in base64.
pub(crate) enum KeyMaterial<'d> {
    Certificate(&'d str),
    RsaNumbers { modulus: &'d str, exponent: &'d str },
    EcPoint { curve: &'d str, point: &'d str },
    Der(&'d str),
    Other(&'d str),
}

impl<'d> KeyMaterial<'d> {
    /// What a KeyDescriptor has (metadata 2.4.1.1): certificates, and beside none the keys that are spelled out, since all of one KeyInfo stand for the same key
    /// (xmldsig 4.5).
    pub(crate) fn of(descriptor: SignedElement<'d>) -> Result<Vec<Self>, Fault> {
        let mut keys = Vec::new();
        for info in named(descriptor, ds("KeyInfo")) {
            let certificates = grandchildren(info, ds("X509Data"), ds("X509Certificate"));
            if certificates.is_empty() {
                Self::spelled_out(info, &mut keys)?;
            }
            for certificate in certificates {
                keys.push(Self::Certificate(certificate.value()?.value));
            }
        }
        Ok(keys)
    }

    fn spelled_out(info: SignedElement<'d>, keys: &mut Vec<Self>) -> Result<(), Fault> {
        for value in named(info, ds("KeyValue")) {
            let Some(value) = value.elements().next() else { continue };
            keys.push(if value.is(ds("RSAKeyValue")) {
                Self::RsaNumbers { modulus: part(value, ds("Modulus"))?, exponent: part(value, ds("Exponent"))? }
            } else if value.is(dsig11("ECKeyValue")) {
                let curve = named(value, dsig11("NamedCurve")).next().and_then(|curve| attribute(&curve, "URI"));
                Self::EcPoint { curve: curve.unwrap_or_default(), point: part(value, dsig11("PublicKey"))? }
            } else {
                Self::Other(value.local())
            });
        }
        for value in named(info, dsig11("DEREncodedKeyValue")) {
            keys.push(Self::Der(value.value()?.value));
        }
        Ok(())
    }
}

/// The value of a child; empty where there is none.
fn part(parent: SignedElement<'_>, name: Name) -> Result<&str, Fault> {
    named(parent, name).next().map_or(Ok(""), |part| Ok(part.value()?.value))
}

/// An attribute's value without the white space that its type collapses.
#[inline(never)]
pub(crate) fn attribute<'d>(element: &SignedElement<'d>, local: &str) -> Option<&'d str> {
    Some(element.attribute(local)?.value.trim_ascii())
}

/// What of this name stands in the Extensions of an entity or a role.
fn extensions(holder: SignedElement<'_>, name: Name) -> Vec<SignedElement<'_>> {
    grandchildren(holder, md("Extensions"), name)
}

#[inline(never)]
fn grandchildren(parent: SignedElement<'_>, child: Name, name: Name) -> Vec<SignedElement<'_>> {
    let mut found = Vec::new();
    for child in named(parent, child) {
        found.extend(named(child, name));
    }
    found
}

/// Leaves out what is empty.
fn push(texts: &mut Vec<String>, text: &str) {
    let text = text.trim_ascii();
    if !text.is_empty() {
        texts.push(text.into());
    }
}

/// xs:boolean.
fn boolean(text: &str) -> Option<bool> {
    match text.trim_ascii() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
