//! What is done to a signed document: one thing, of which some keep the signature valid and most do not.

use crate::canonical::METHODS;
use crate::model::{Document, Element, Empty, Node};
use crate::random::Random;
use crate::signing::DIGESTS;

pub(crate) struct Damage {
    pub(crate) name: &'static str,
    /// Answers whether there was anything to do it to.
    pub(crate) to: fn(&mut Random, &mut Document) -> bool,
}

const fn damage(name: &'static str, to: fn(&mut Random, &mut Document) -> bool) -> Damage {
    Damage { name, to }
}

pub(crate) const DAMAGES: &[Damage] = &[
    damage("order of attributes", |random, document| any(random, document, |random, element| random.shuffle(&mut element.attributes))),
    damage("quotes and white space of a tag", |random, document| {
        any(random, document, |_, element| {
            element.gap = "\n ";
            element.empty = if element.empty == Empty::OneTag { Empty::TwoTags } else { Empty::OneTag };
            element.attributes.iter_mut().for_each(|attribute| {
                attribute.gap = "\r\n\t";
                attribute.quote = if attribute.value.contains(['"', '\'']) { attribute.quote } else { '\'' };
            });
        })
    }),
    damage("namespace declared", |random, document| {
        any(random, document, |_, element| *element = element.clone().with("xmlns:new", "urn:new"))
    }),
    damage("default namespace declared", |random, document| {
        any_if(
            random,
            document,
            |element| element.attribute("xmlns").is_none(),
            |random, element| {
                let uri = random.pick(&["urn:new", "", "http://www.w3.org/2000/09/xmldsig#"]);
                *element = element.clone().with("xmlns", uri);
            },
        )
    }),
    damage("namespace changed", |random, document| change_attribute(random, document, |name| name.starts_with("xmlns"), "urn:other")),
    damage("declaration removed", |random, document| remove_attribute(random, document, |name| name.starts_with("xmlns"))),
    damage("attribute changed", |random, document| change_attribute(random, document, |name| !name.starts_with("xmlns"), "other")),
    damage("attribute removed", |random, document| remove_attribute(random, document, |name| !name.starts_with("xmlns"))),
    damage("attribute added", |random, document| any(random, document, |_, element| *element = element.clone().with("new", "v"))),
    damage("xml:lang added", |random, document| {
        any_if(
            random,
            document,
            |element| element.attribute("xml:lang").is_none(),
            |_, element| *element = element.clone().with("xml:lang", "xx"),
        )
    }),
    damage("text added", |random, document| insert(random, document, Node::Text("x".into()))),
    damage("white space added", |random, document| insert(random, document, Node::Text("\n".into()))),
    damage("comment added", |random, document| insert(random, document, Node::Markup("<!-- new -->".into()))),
    damage("instruction added", |random, document| insert(random, document, Node::Markup("<?new?>".into()))),
    damage("element added", |random, document| insert(random, document, Node::Element(Element::new("new").with("xmlns", "")))),
    damage("text as CDATA section", |random, document| {
        any_child(random, document, |child| match child {
            Node::Text(text) if !text.contains('&') => *child = Node::Markup(format!("<![CDATA[{text}]]>")),
            _ => {}
        })
    }),
    damage("text by references", |random, document| {
        any_child(random, document, |child| match child {
            Node::Text(text) if text.chars().all(char::is_alphanumeric) => {
                *text = text.chars().map(|character| format!("&#x{:X};", u32::from(character))).collect();
            }
            _ => {}
        })
    }),
    damage("child removed", |random, document| {
        any_if(
            random,
            document,
            |element| !element.children.is_empty(),
            |random, element| {
                element.children.remove(random.below(element.children.len()));
            },
        )
    }),
    damage("child twice", |random, document| {
        any_if(
            random,
            document,
            |element| !element.children.is_empty(),
            |random, element| {
                let at = random.below(element.children.len());
                element.children.insert(at, element.children[at].clone());
            },
        )
    }),
    damage("children in another order", |random, document| {
        any_if(random, document, |element| element.children.len() > 1, |random, element| random.shuffle(&mut element.children))
    }),
    damage("element moved", |random, document| {
        let Some(taken) = take(random, document) else { return false };
        insert(random, document, Node::Element(taken))
    }),
    damage("root wrapped", |random, document| {
        let mut outer = Element::new("outer");
        if random.percent(50) {
            outer = outer.with("xmlns", "urn:outer").with("xmlns:outer", "urn:outer").with("xml:lang", "xx");
        }
        outer.children.push(Node::Element(document.root.clone()));
        document.root = outer;
        true
    }),
    damage("DigestValue changed", |random, document| value(random, document, "DigestValue")),
    damage("SignatureValue changed", |random, document| value(random, document, "SignatureValue")),
    damage("Transforms in another order", |random, document| {
        named(document, "Transforms", |transforms| random.shuffle(&mut transforms.children))
    }),
    damage("Transform removed", |random, document| {
        named(document, "Transforms", |transforms| drop(transforms.children.remove(random.below(transforms.children.len()))))
    }),
    damage("Transform added", |random, document| {
        let algorithm = random.pick(TRANSFORMS);
        named(document, "Transforms", |transforms| {
            let transform = Element::new("Transform").with("xmlns", "http://www.w3.org/2000/09/xmldsig#").with("Algorithm", algorithm);
            transforms.children.push(Node::Element(transform));
        })
    }),
    damage("algorithm of a Transform", |random, document| algorithm(random, document, "Transform", TRANSFORMS)),
    damage("CanonicalizationMethod", |random, document| algorithm(random, document, "CanonicalizationMethod", &METHODS)),
    damage("DigestMethod", |random, document| algorithm(random, document, "DigestMethod", DIGESTS)),
    damage("SignatureMethod", |random, document| algorithm(random, document, "SignatureMethod", SIGNATURES)),
    damage("PrefixList", |random, document| {
        let list = random.pick(&["", "p", "#default", "a", "new"]);
        named(document, "InclusiveNamespaces", |parameter| set(parameter, "PrefixList", list))
    }),
    damage("URI of the Reference", |random, document| {
        let uri = random.pick(&["", "#other", "#xpointer(id('_signed'))", "#xpointer(/)", "&#x23;_signed", "#_signed ", "_signed"]);
        named(document, "Reference", |reference| set(reference, "URI", uri))
    }),
    damage("ID", |random, document| {
        let id = random.pick(&["_other", "_signed ", "&#x5F;signed", ""]);
        any_if(random, document, |element| element.attribute("ID").is_some(), |_, element| set(element, "ID", id))
    }),
    damage("ID twice", |random, document| {
        any_if(random, document, |element| element.attribute("ID").is_none(), |_, element| *element = element.clone().with("ID", "_signed"))
    }),
];

/// One octet, or a few, of the text as it is written.
pub(crate) fn octets(random: &mut Random, text: &str) -> Vec<u8> {
    let mut octets = text.as_bytes().to_vec();
    let at = random.below(octets.len());
    match random.below(4) {
        0 => octets[at] ^= 1 << random.below(8),
        1 => drop(octets.remove(at)),
        2 => octets.insert(at, random.pick(b" \n\r\t<>&\"'/:a0\0\xFF")),
        _ => octets.swap(at, (at + 1).min(text.len() - 1)),
    }
    octets
}

const TRANSFORMS: &[&str] = &[
    METHODS[0],
    METHODS[1],
    METHODS[2],
    METHODS[4],
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "http://www.w3.org/2000/09/xmldsig#base64",
    "http://www.w3.org/TR/1999/REC-xpath-19991116",
    "urn:unknown",
];
const SIGNATURES: &[&str] = &[
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
];

fn any_if(
    random: &mut Random,
    document: &mut Document,
    fits: impl Fn(&mut Element) -> bool,
    change: impl FnOnce(&mut Random, &mut Element),
) -> bool {
    let mut fitting: Vec<usize> = (0..document.root.count()).collect();
    fitting.retain(|number| document.root.nth(*number).is_some_and(&fits));
    if fitting.is_empty() {
        return false;
    }
    let number = random.pick(&fitting);
    let Some(element) = document.root.nth(number) else { return false };
    change(random, element);
    true
}

fn any(random: &mut Random, document: &mut Document, change: impl FnOnce(&mut Random, &mut Element)) -> bool {
    any_if(random, document, |_| true, change)
}

fn any_child(random: &mut Random, document: &mut Document, change: impl FnOnce(&mut Node)) -> bool {
    any_if(
        random,
        document,
        |element| !element.children.is_empty(),
        |random, element| {
            let at = random.below(element.children.len());
            change(&mut element.children[at]);
        },
    )
}

fn insert(random: &mut Random, document: &mut Document, node: Node) -> bool {
    any(random, document, |random, element| element.children.insert(random.below(element.children.len() + 1), node))
}

fn take(random: &mut Random, document: &mut Document) -> Option<Element> {
    let mut taken = None;
    any_if(
        random,
        document,
        |element| element.elements().next().is_some(),
        |random, element| {
            let places = element.children.iter().enumerate().filter(|(_, child)| matches!(child, Node::Element(_)));
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            if let Node::Element(child) = element.children.remove(random.pick(&places)) {
                taken = Some(child);
            }
        },
    );
    taken
}

fn change_attribute(random: &mut Random, document: &mut Document, fits: fn(&str) -> bool, value: &str) -> bool {
    any_if(
        random,
        document,
        |element| element.attributes.iter().any(|attribute| fits(&attribute.name)),
        |random, element| {
            let mut fitting: Vec<_> = element.attributes.iter_mut().filter(|attribute| fits(&attribute.name)).collect();
            let at = random.below(fitting.len());
            fitting[at].value = value.into();
        },
    )
}

fn remove_attribute(random: &mut Random, document: &mut Document, fits: fn(&str) -> bool) -> bool {
    any_if(
        random,
        document,
        |element| element.attributes.iter().any(|attribute| fits(&attribute.name)),
        |random, element| {
            let places: Vec<usize> = (0..element.attributes.len()).filter(|at| fits(&element.attributes[*at].name)).collect();
            element.attributes.remove(random.pick(&places));
        },
    )
}

fn named(document: &mut Document, local: &str, change: impl FnOnce(&mut Element)) -> bool {
    document.root.find(local).map(change).is_some()
}

/// A character of base64 changed, white space within it, or something behind it.
fn value(random: &mut Random, document: &mut Document, local: &str) -> bool {
    let Some(element) = document.root.find(local) else { return false };
    let Some(Node::Text(text)) = element.children.first_mut() else { return false };
    let at = random.below(text.len());
    match random.below(6) {
        0 => text.insert(at, ' '),
        1 => text.insert_str(at, "&#10;"),
        2 => text.insert(at, random.pick(&['=', '-', '&', '\u{A0}', 'A'])),
        3 => text.truncate(at),
        4 => text.push_str("AAAA"),
        _ => text.replace_range(at..=at, random.pick(&["A", "B", "/", "+"])),
    }
    true
}

fn algorithm(random: &mut Random, document: &mut Document, local: &str, from: &[&str]) -> bool {
    let uri = random.pick(from);
    any_if(random, document, |element| element.local() == local, |_, element| set(element, "Algorithm", uri))
}

fn set(element: &mut Element, name: &str, value: &str) {
    if let Some(attribute) = element.attribute(name) {
        attribute.value = value.into();
    }
}
