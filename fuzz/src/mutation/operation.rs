//! What can be done to a tree. Every wrapping that is known is made of a few of these; `shapes` shows it.

use super::pool::{ATTRIBUTES, NAMES, NAMESPACES, PIECES, VALUES};
use super::tree::{Element, Node, Place, Tree};

/// What is done, to which element, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operation {
    pub(super) what: What,
    /// An element of the message.
    pub(super) at: Choice,
    /// Another one; for copies from the other message, one of that.
    pub(super) other: Choice,
    /// A name, a value, or a place among the children.
    pub(super) with: u8,
    pub(super) more: u8,
    /// Something for a third choice.
    pub(super) third: u8,
}

/// The elements of one local name, by its number in the pool, or all of them; and which of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) name: u8,
    pub(super) number: u8,
}

macro_rules! operations {
    ($($(#[doc = $about:literal])* $name:ident,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum What {
            $($(#[doc = $about])* $name,)*
        }

        impl What {
            pub(super) const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

operations! {
    /// A copy of `other` into `at`, as the child number `with`.
    Copy,
    /// The same, of an element of the other message.
    CopyFromOther,
    /// `other` itself.
    Move,
    /// `at` and `other` change places.
    Swap,
    /// An element of the other message in the place of `at`.
    ReplaceFromOther,
    /// A new element around `at`.
    Wrap,
    /// A new and empty element in `at`.
    Insert,
    /// What is in `at` in its place.
    Unwrap,
    /// Without `at`.
    Delete,
    /// Without what is in `at`.
    Empty,
    /// Another local name, or prefix.
    Rename,
    /// A namespace declaration.
    Declare,
    /// An attribute's value from the pool.
    SetAttribute,
    /// The value of an attribute of `other`.
    CopyAttribute,
    /// The URI of a Reference: `#` and the ID of `other`.
    Refer,
    /// Another name for an attribute.
    RenameAttribute,
    /// The same attribute once more.
    RepeatAttribute,
    /// Without an attribute.
    RemoveAttribute,
    /// A text from the pool in place of all that is in `at`.
    SetText,
    /// Markup from the pool inside the text of `at`.
    Split,
    /// Markup from the pool beside the children of `at`.
    Beside,
    /// Markup from the pool outside the root.
    Outside,
    /// Another person, and an ID of its own: what every forged assertion has.
    Forge,
    /// Children in another order.
    Reverse,
}

impl Operation {
    pub(super) const OCTETS: usize = 8;

    pub(super) fn new(what: What, at: Choice, other: Choice) -> Self {
        Self { what, at, other, with: 0, more: 0, third: 0 }
    }

    pub(super) fn with(self, with: u8) -> Self {
        Self { with, ..self }
    }

    pub(super) fn more(self, more: u8) -> Self {
        Self { more, ..self }
    }

    pub(super) fn read(octets: &[u8]) -> Option<Self> {
        let &[what, name, number, other_name, other_number, with, more, third] = octets else { return None };
        let what = What::ALL[usize::from(what) % What::ALL.len()];
        let (at, other) = (Choice { name, number }, Choice { name: other_name, number: other_number });
        Some(Self { what, at, other, with, more, third })
    }

    pub(super) fn write(&self) -> [u8; Self::OCTETS] {
        let what = What::ALL.iter().position(|what| *what == self.what).unwrap_or_default();
        let Self { at, other, with, more, third, .. } = *self;
        [u8::try_from(what).unwrap_or_default(), at.name, at.number, other.name, other.number, with, more, third]
    }

    /// Does it, where it can be done.
    pub(super) fn run(&self, tree: &mut Tree, donor: &Tree) {
        // What cannot be done leaves the tree as it is.
        let _: Option<()> = self.try_run(tree, donor);
    }

    fn try_run(&self, tree: &mut Tree, donor: &Tree) -> Option<()> {
        let at = self.at.among(tree)?;
        match self.what {
            What::Copy => {
                let copy = tree.element(&self.other.among(tree)?)?.clone();
                insert(tree.children_mut(&at)?, self.with, Node::Element(copy));
            }
            What::CopyFromOther => {
                let copy = donor.element(&self.other.among(donor)?)?.clone();
                insert(tree.children_mut(&at)?, self.with, Node::Element(copy));
            }
            What::Move => self.shift(tree, at)?,
            What::Swap => self.swap(tree, &at)?,
            What::ReplaceFromOther => *tree.element_mut(&at)? = donor.element(&self.other.among(donor)?)?.clone(),
            What::Wrap => {
                let wrapper = self.element();
                let inner = std::mem::replace(tree.element_mut(&at)?, wrapper);
                tree.children_mut(&at)?.push(Node::Element(inner));
            }
            What::Insert => insert(tree.children_mut(&at)?, self.third, Node::Element(self.element())),
            What::Unwrap => {
                let children = std::mem::take(tree.children_mut(&at)?);
                let (last, above) = at.split_last()?;
                tree.children_mut(above)?.splice(*last..=*last, children);
            }
            What::Delete => drop(tree.take(&at)),
            What::Empty => tree.children_mut(&at)?.clear(),
            What::Rename => {
                let name = self.element().name;
                tree.element_mut(&at)?.name = name;
            }
            What::Declare => {
                let (prefix, uri) = NAMESPACES[usize::from(self.with) % NAMESPACES.len()];
                let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
                tree.element_mut(&at)?.set(&name, uri);
            }
            What::SetAttribute => tree.element_mut(&at)?.set(of(ATTRIBUTES, self.with), of(VALUES, self.more)),
            What::CopyAttribute => {
                let name = of(ATTRIBUTES, self.with);
                let value = tree.element(&self.other.among(tree)?)?.attribute(name)?.to_owned();
                tree.element_mut(&at)?.set(name, &value);
            }
            What::Refer => {
                let uri = format!("#{}", tree.element(&self.other.among(tree)?)?.attribute("ID")?);
                tree.element_mut(&at)?.set("URI", &uri);
            }
            What::RenameAttribute => self.attribute(tree.element_mut(&at)?)?.0 = of(ATTRIBUTES, self.more).to_owned(),
            What::RepeatAttribute => {
                let element = tree.element_mut(&at)?;
                let (name, value) = self.attribute(element)?.clone();
                let value = if self.third & 1 == 0 { value } else { of(VALUES, self.more).to_owned() };
                element.attributes.push((name, value));
            }
            What::RemoveAttribute => {
                let element = tree.element_mut(&at)?;
                let number = usize::from(self.with).checked_rem(element.attributes.len())?;
                element.attributes.remove(number);
            }
            What::SetText => *tree.children_mut(&at)? = vec![Node::Raw(of(VALUES, self.with).to_owned())],
            What::Split => self.split(tree.children_mut(&at)?)?,
            What::Beside => insert(tree.children_mut(&at)?, self.more, Node::Raw(of(PIECES, self.with).to_owned())),
            What::Outside => insert(&mut tree.nodes, self.more, Node::Raw(of(PIECES, self.with).to_owned())),
            What::Forge => forge(tree, &at)?,
            What::Reverse => tree.children_mut(&at)?.reverse(),
        }
        Some(())
    }

    /// Into an element that is not inside what is moved.
    fn shift(&self, tree: &mut Tree, at: Place) -> Option<()> {
        let from = self.other.among(tree)?;
        if at.starts_with(&from) {
            return None;
        }
        let moved = tree.take(&from)?;
        // What stood behind it has another number now.
        let mut place = at;
        let last = from.len() - 1;
        if place.len() > last && place[..last] == from[..last] && place[last] > from[last] {
            place[last] -= 1;
        }
        insert(tree.children_mut(&place)?, self.with, moved);
        Some(())
    }

    fn swap(&self, tree: &mut Tree, at: &Place) -> Option<()> {
        let other = self.other.among(tree)?;
        if other.starts_with(at) || at.starts_with(&other) {
            return None;
        }
        let (one, two) = (tree.element(at)?.clone(), tree.element(&other)?.clone());
        *tree.element_mut(at)? = two;
        *tree.element_mut(&other)? = one;
        Some(())
    }

    /// A new element with a name of the pool, in a namespace of the pool that it declares.
    fn element(&self) -> Element {
        let (prefix, uri) = NAMESPACES[usize::from(self.more) % NAMESPACES.len()];
        let local = of(NAMES, self.with);
        let (name, declaration) = if prefix.is_empty() {
            (local.to_owned(), "xmlns".to_owned())
        } else {
            (format!("{prefix}:{local}"), format!("xmlns:{prefix}"))
        };
        Element { name, attributes: vec![(declaration, uri.to_owned())], children: Vec::new() }
    }

    fn attribute<'e>(&self, element: &'e mut Element) -> Option<&'e mut (String, String)> {
        let number = usize::from(self.with).checked_rem(element.attributes.len())?;
        element.attributes.get_mut(number)
    }

    fn split(&self, children: &mut Vec<Node>) -> Option<()> {
        let at = children.iter().position(|child| matches!(child, Node::Raw(text) if !text.starts_with('<')))?;
        let Node::Raw(text) = &children[at] else { return None };
        let offset =
            text.char_indices().map(|(offset, _)| offset).nth(usize::from(self.more) % text.chars().count().max(1)).unwrap_or_default();
        let (before, after) = text.split_at(offset);
        let pieces = [before, of(PIECES, self.with), after].map(|piece| Node::Raw(piece.to_owned()));
        children.splice(at..=at, pieces);
        Some(())
    }
}

impl Choice {
    /// The first, or another, of the elements of this name; a number of no name says all of them.
    fn among(self, tree: &Tree) -> Option<Place> {
        let name = NAMES.get(usize::from(self.name)).copied();
        let found = tree.elements(&|element| name.is_none_or(|name| element.local() == name));
        let number = usize::from(self.number).checked_rem(found.len())?;
        found.into_iter().nth(number)
    }
}

/// Every value that says who somebody is, in all that is below.
fn forge(tree: &mut Tree, at: &Place) -> Option<()> {
    tree.element_mut(at)?.set("ID", "_forged");
    for name in ["NameID", "AttributeValue"] {
        for place in tree.elements(&|element| element.local() == name).into_iter().filter(|place| place.starts_with(at)) {
            *tree.children_mut(&place)? = vec![Node::Raw("attacker@example.com".to_owned())];
        }
    }
    Some(())
}

fn insert(nodes: &mut Vec<Node>, number: u8, node: Node) {
    let at = usize::from(number) % (nodes.len() + 1);
    nodes.insert(at, node);
}

fn of(pool: &[&'static str], number: u8) -> &'static str {
    pool[usize::from(number) % pool.len()]
}
