//! Metadata (metadata 2): its entities, and what one of them says as an identity provider.
//!
//! Names, places and namespaces are those of the schema, exactly; the order of elements is not looked at, since vendors do not keep it, and what stands where the
//! schema has extensions is read only where it is known. Nothing is read by descending: every value has one way to it.

mod role;

use alloc::string::String;
use alloc::vec::Vec;

use super::Names;
use super::reader::{Instant, expanded, instant};
use super::response::only_signature;
use crate::dsig::{SignedElement, SignedElements};
use crate::error::{ErrorKind, Fault, NearMiss};
use crate::rules::RuleId;
use crate::time::duration_seconds;
use crate::xml::names::md;
use crate::xml::{Document, Element, Name};
pub(crate) use role::{IdpRole, KeyMaterial, attribute};

/// Rules X10 and S04: the root, and the Signature over all of it, where it has one.
pub(crate) fn locate_metadata<'d>(document: &'d Document<'_>) -> Result<(Element<'d>, Option<Element<'d>>), Fault> {
    let root = document.root();
    if !root.is(ENTITY) && !root.is(ENTITIES) {
        let found = expanded(root.namespace(), root.local());
        return Err(ErrorKind::UnexpectedMetadataRoot { found }.at(root.span()));
    }
    Ok((root, only_signature(root, "the root")?))
}

/// Rule X11 for the attribute that is an ID here; extensions may call theirs what they like. No ID is ever looked up.
pub(crate) fn require_unique_ids(root: Element<'_>) -> Result<(), Fault> {
    let mut known = Names::default();
    for id in root.descendants().filter_map(|element| element.attribute("ID")) {
        if known.insert(id.value, 0).is_some() {
            return Err(ErrorKind::DuplicateId { id: id.value.into(), rule: RuleId::X11 }.at(id.span));
        }
    }
    Ok(())
}

/// Whether anything below `element` can be of use to who looks for this entity.
pub(crate) fn is_useful(element: Element<'_>, entity_id: &str) -> bool {
    !element.is(ENTITY) || element.parent().is_none() || element.attribute("entityID").is_some_and(|id| id.value == entity_id)
}

const ENTITIES: Name = md("EntitiesDescriptor");
const ENTITY: Name = md("EntityDescriptor");
const IDP: Name = md("IDPSSODescriptor");
const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";

/// All entities of a document, in its order.
pub(crate) struct Entities<'d> {
    all: Vec<Entity<'d>>,
    /// The EntitiesDescriptors, each with the position of the one that it stands in.
    groups: Vec<(SignedElement<'d>, Option<usize>)>,
}

/// An EntityDescriptor.
#[derive(Clone, Copy)]
struct Entity<'d> {
    element: SignedElement<'d>,
    group: Option<usize>,
}

impl<'d> Entities<'d> {
    pub(crate) fn read(root: SignedElement<'d>) -> Self {
        let mut entities = Self { all: Vec::new(), groups: Vec::new() };
        entities.add(root, None);
        entities
    }

    /// The depth of the recursion is that of the document, which the parser limits.
    fn add(&mut self, element: SignedElement<'d>, group: Option<usize>) {
        if element.is(ENTITY) {
            self.all.push(Entity { element, group });
        } else if element.is(ENTITIES) {
            let own = self.groups.len();
            self.groups.push((element, group));
            element.elements().for_each(|child| self.add(child, Some(own)));
        }
    }

    /// Rules M07 and M08: the role of the one identity provider that is meant.
    pub(crate) fn choose(&self, entity_id: Option<&str>) -> Result<IdpRole<'d>, Fault> {
        let chosen = match entity_id {
            Some(entity_id) => self.all.iter().find(|entity| entity.id() == Some(entity_id)).ok_or_else(|| self.missing(entity_id))?,
            None => self.only_idp()?,
        };
        let mut same = self.all.iter().filter(|entity| entity.id() == chosen.id());
        if let (Some(_), Some(second)) = (same.next(), same.next()) {
            return Err(ErrorKind::MetadataEntityRepeated { found: chosen.id().unwrap_or_default().into() }.at(second.element.span()));
        }
        self.role(chosen)
    }

    fn only_idp(&self) -> Result<&Entity<'d>, Fault> {
        let mut idps: Vec<&Entity<'d>> = Vec::new();
        idps.extend(self.all.iter().filter(|entity| named(entity.element, IDP).next().is_some()));
        let first = *idps.first().ok_or_else(|| no_idp(&self.all))?;
        // The same one several times is reported as that.
        let Some(other) = idps.iter().find(|idp| idp.id() != first.id()) else { return Ok(first) };
        let mut found: Vec<String> = Vec::new();
        for idp in idps.iter().take(5) {
            found.push(idp.id().unwrap_or_default().into());
        }
        Err(ErrorKind::MetadataEntitiesSeveral { found, count: idps.len() }.at(other.element.span()))
    }

    fn missing(&self, entity_id: &str) -> Fault {
        let (mut near, mut found) = (None, None);
        for name in self.all.iter().filter_map(Entity::id) {
            if near.is_none() {
                near = NearMiss::between(entity_id, name);
                found = Some(name).filter(|_| near.is_some() || self.all.len() == 1);
            }
        }
        ErrorKind::MetadataEntityMissing { expected: entity_id.into(), found: found.map(Into::into), near, entities: self.all.len() }
            .nowhere()
    }

    fn role(&self, chosen: &Entity<'d>) -> Result<IdpRole<'d>, Fault> {
        let Entity { element: entity, group } = chosen;
        let mut current = named(*entity, IDP).filter(speaks_saml_2);
        let Some(role) = current.next() else {
            return Err(match named(*entity, IDP).next() {
                Some(role) => ErrorKind::MetadataProtocolUnsupported { found: protocols(&role).into() }.at(role.span()),
                None => no_idp(core::slice::from_ref(chosen)),
            });
        };
        let mut validity = Validity::default();
        validity.narrow(&role)?;
        validity.narrow(entity)?;
        let mut around = *group;
        while let Some((element, above)) = around.and_then(|group| self.groups.get(group)) {
            validity.narrow(element)?;
            around = *above;
        }
        Ok(IdpRole { role, entity: *entity, validity, has_siblings: current.next().is_some() })
    }
}

impl<'d> Entity<'d> {
    fn id(&self) -> Option<&'d str> {
        self.element.attribute("entityID").map(|id| id.value)
    }
}

fn speaks_saml_2(role: &SignedElement<'_>) -> bool {
    protocols(role).split_ascii_whitespace().any(|protocol| protocol == PROTOCOL)
}

fn protocols<'d>(role: &SignedElement<'d>) -> &'d str {
    role.attribute("protocolSupportEnumeration").map_or("", |protocols| protocols.value)
}

fn no_idp(entities: &[Entity<'_>]) -> Fault {
    let sp = entities.iter().find_map(|entity| named(entity.element, md("SPSSODescriptor")).next());
    sp.map_or_else(|| ErrorKind::MetadataIdpMissing.nowhere(), |sp| ErrorKind::MetadataOfServiceProvider.at(sp.span()))
}

/// For how long something holds (metadata 2.3.1, 2.3.2, 2.4.1): the smallest of what all elements around say (E76).
#[derive(Clone, Copy, Default)]
pub(crate) struct Validity {
    pub(crate) valid_until: Option<Instant>,
    pub(crate) cache_seconds: Option<i64>,
}

impl Validity {
    pub(crate) fn narrow(&mut self, element: &SignedElement<'_>) -> Result<(), Fault> {
        if let Some(attribute) = element.attribute("validUntil") {
            let until = instant(attribute, "validUntil")?;
            self.valid_until = Some(self.valid_until.filter(|other| other.time <= until.time).unwrap_or(until));
        }
        if let Some(attribute) = element.attribute("cacheDuration") {
            let invalid = || ErrorKind::MetadataDurationInvalid { found: attribute.value.into() }.at(attribute.span);
            let seconds = duration_seconds(attribute.value).ok_or_else(invalid)?;
            self.cache_seconds = Some(self.cache_seconds.map_or(seconds, |other| other.min(seconds)));
        }
        Ok(())
    }
}

/// The children of one name.
#[derive(Clone)]
pub(crate) struct Named<'d> {
    rest: SignedElements<'d>,
    name: Name,
}

fn named(parent: SignedElement<'_>, name: Name) -> Named<'_> {
    Named { rest: parent.elements(), name }
}

impl<'d> Iterator for Named<'d> {
    type Item = SignedElement<'d>;

    /// One copy for all readers: this is cold code in a module that is downloaded.
    #[inline(never)]
    fn next(&mut self) -> Option<SignedElement<'d>> {
        self.rest.find(|child| child.is(self.name))
    }
}
