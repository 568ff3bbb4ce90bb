//! The same tree in other words: what canonicalisation makes equal again, so that signatures hold and whatever reads them goes on.

use super::mutator::Random;
use super::tree::{Element, Node, Place, Tree};

/// None where there is nothing of the kind.
pub(super) fn respell(tree: &mut Tree, random: &mut Random) -> Option<()> {
    match random.below(8) {
        0 => reorder(random.element(tree)?, random),
        1 => refer_in_value(random.element(tree)?, random),
        2 => refer_in_text(random.element(tree)?, random),
        3 => section(random.element(tree)?, random),
        4 => beside(random.element(tree)?, random),
        5 => hoist(tree, random),
        6 => sink(tree, random),
        _ => outside(tree, random),
    }
}

/// Canonical XML 1.0, 2.2: attributes have an order of their own.
fn reorder(element: &mut Element, random: &mut Random) -> Option<()> {
    let count = Some(element.attributes.len()).filter(|count| *count > 1)?;
    element.attributes.swap(random.below(count), random.below(count));
    Some(())
}

fn refer_in_value(element: &mut Element, random: &mut Random) -> Option<()> {
    let count = Some(element.attributes.len()).filter(|count| *count > 0)?;
    let (name, value) = &mut element.attributes[random.below(count)];
    let _ = name;
    refer(value, random)
}

fn refer_in_text(element: &mut Element, random: &mut Random) -> Option<()> {
    refer(text_of(element)?, random)
}

/// A character as a reference to it.
fn refer(text: &mut String, random: &mut Random) -> Option<()> {
    if text.contains('&') {
        return None;
    }
    let count = Some(text.chars().count()).filter(|count| *count > 0)?;
    let (at, character) = text.char_indices().nth(random.below(count))?;
    let code = u32::from(character);
    let reference = if random.below(2) == 0 { format!("&#{code};") } else { format!("&#x{code:X};") };
    text.replace_range(at..at + character.len_utf8(), &reference);
    Some(())
}

fn section(element: &mut Element, random: &mut Random) -> Option<()> {
    let text = text_of(element)?;
    if text.contains(['&', ']']) {
        return None;
    }
    let (at, _) = text.char_indices().nth(random.below(text.chars().count().max(1)))?;
    let (before, after) = text.split_at(at);
    *text = format!("{before}<![CDATA[{after}]]>");
    Some(())
}

/// Comments are left out of what most signatures are over.
fn beside(element: &mut Element, random: &mut Random) -> Option<()> {
    let at = random.below(element.children.len() + 1);
    element.children.insert(at, Node::Raw(PIECES[random.below(PIECES.len())].to_owned()));
    Some(())
}

/// A declaration moves to the element around.
fn hoist(tree: &mut Tree, random: &mut Random) -> Option<()> {
    let place = inner(tree, random)?;
    let element = tree.element_mut(&place)?;
    let at = element.attributes.iter().position(|(name, _)| name.starts_with("xmlns"))?;
    let (name, uri) = element.attributes.remove(at);
    tree.element_mut(place.split_last()?.1)?.set(&name, &uri);
    Some(())
}

/// A declaration of the element around stands once more.
fn sink(tree: &mut Tree, random: &mut Random) -> Option<()> {
    let place = inner(tree, random)?;
    let around = tree.element(place.split_last()?.1)?;
    let declarations: Vec<_> = around.attributes.iter().filter(|(name, _)| name.starts_with("xmlns")).cloned().collect();
    let (name, uri) = declarations.get(random.below(declarations.len().max(1)))?;
    let element = tree.element_mut(&place)?;
    if element.attribute(name).is_none() {
        element.set(name, uri);
    }
    Some(())
}

fn inner(tree: &Tree, random: &mut Random) -> Option<Place> {
    let mut places = tree.elements(&|_| true);
    places.retain(|place| place.len() > 1);
    (!places.is_empty()).then(|| places.swap_remove(random.below(places.len())))
}

fn outside(tree: &mut Tree, random: &mut Random) -> Option<()> {
    let at = random.below(tree.nodes.len() + 1);
    tree.nodes.insert(at, Node::Raw(PIECES[random.below(PIECES.len())].to_owned()));
    Some(())
}

/// The first text, if it is no markup.
fn text_of(element: &mut Element) -> Option<&mut String> {
    element.children.iter_mut().find_map(|child| match child {
        Node::Raw(text) if !text.starts_with(['<', '&']) => Some(text),
        _ => None,
    })
}

const PIECES: [&str; 5] = ["<!---->", "<!-- x -->", "<?x?>", "\n", " "];
