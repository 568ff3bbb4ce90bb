//! A document that can be altered: markup and text as they were written, so that what is left alone keeps its spelling.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Element(Element),
    /// Anything else, as written: text, references, comments, instructions, CDATA sections, a DOCTYPE.
    Raw(String),
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// Names and values as written, namespace declarations included.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// What stands in a document, from its declaration to its end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

/// Where a node is: its number among the children of each element on the way.
pub(crate) type Place = Vec<usize>;

impl Tree {
    /// None where quick-xml does not read it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Element> = Vec::new();
        let mut tree = Self::default();
        loop {
            let node = match reader.read_event().ok()? {
                Event::Start(start) => {
                    open.push(Element::of(&start)?);
                    continue;
                }
                Event::End(_) => Node::Element(open.pop()?),
                Event::Empty(start) => Node::Element(Element::of(&start)?),
                Event::Text(text) => Node::Raw(text.to_string()),
                Event::GeneralRef(name) => Node::Raw(format!("&{};", &*name)),
                Event::CData(text) => Node::Raw(format!("<![CDATA[{}]]>", &*text)),
                Event::Comment(text) => Node::Raw(format!("<!--{}-->", &*text)),
                Event::PI(pi) => Node::Raw(format!("<?{}?>", &*pi)),
                Event::Decl(declaration) => Node::Raw(format!("<?{}?>", &*declaration)),
                Event::DocType(text) => Node::Raw(format!("<!DOCTYPE {}>", &*text)),
                Event::Eof => return open.is_empty().then_some(tree),
            };
            open.last_mut().map_or(&mut tree.nodes, |element| &mut element.children).push(node);
        }
    }

    /// Without what stands outside the root: a declaration, comments, a DOCTYPE.
    pub(crate) fn bare(&self) -> Self {
        Self { nodes: self.nodes.iter().filter(|node| matches!(node, Node::Element(_))).cloned().collect() }
    }

    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        write(&self.nodes, &mut text);
        text
    }

    /// Nodes in all.
    pub(crate) fn len(&self) -> usize {
        count(&self.nodes)
    }

    /// The places of the elements, in document order, that `wanted` names.
    pub(crate) fn elements(&self, wanted: &dyn Fn(&Element) -> bool) -> Vec<Place> {
        let mut places = Vec::new();
        find(&self.nodes, &mut Vec::new(), wanted, &mut places);
        places
    }

    pub(crate) fn element(&self, place: &[usize]) -> Option<&Element> {
        let (last, above) = place.split_last()?;
        let around = above.iter().try_fold(&self.nodes, |nodes, at| match nodes.get(*at)? {
            Node::Element(element) => Some(&element.children),
            Node::Raw(_) => None,
        })?;
        match around.get(*last)? {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        }
    }

    pub(crate) fn element_mut(&mut self, place: &[usize]) -> Option<&mut Element> {
        let (last, above) = place.split_last()?;
        match self.children_mut(above)?.get_mut(*last)? {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        }
    }

    /// What stands in the element at this place, or outside the root.
    pub(crate) fn children_mut(&mut self, place: &[usize]) -> Option<&mut Vec<Node>> {
        place.iter().try_fold(&mut self.nodes, |nodes, at| match nodes.get_mut(*at)? {
            Node::Element(element) => Some(&mut element.children),
            Node::Raw(_) => None,
        })
    }

    pub(crate) fn take(&mut self, place: &[usize]) -> Option<Node> {
        let (last, above) = place.split_last()?;
        let around = self.children_mut(above)?;
        (*last < around.len()).then(|| around.remove(*last))
    }
}

impl Element {
    fn of(start: &quick_xml::events::BytesStart<'_>) -> Option<Self> {
        let mut attributes = start.attributes();
        // A message may have an attribute twice.
        let attributes = attributes.with_checks(false).map(|attribute| attribute.ok().map(|a| (a.key.0.to_owned(), a.value.into_owned())));
        Some(Self { name: start.name().0.to_owned(), attributes: attributes.collect::<Option<_>>()?, children: Vec::new() })
    }

    pub(crate) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Gives an attribute this value, or makes one.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(found, _)| found == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }
}

fn write(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Raw(raw) => *text += raw,
            Node::Element(element) => {
                *text += &format!("<{}", element.name);
                for (name, value) in &element.attributes {
                    let quote = if value.contains('"') { '\'' } else { '"' };
                    *text += &format!(" {name}={quote}{value}{quote}");
                }
                text.push('>');
                write(&element.children, text);
                *text += &format!("</{}>", element.name);
            }
        }
    }
}

fn count(nodes: &[Node]) -> usize {
    let below = |node: &Node| if let Node::Element(element) = node { count(&element.children) } else { 0 };
    nodes.iter().map(|node| 1 + below(node)).sum()
}

fn find(nodes: &[Node], above: &mut Place, wanted: &dyn Fn(&Element) -> bool, places: &mut Vec<Place>) {
    for (at, node) in nodes.iter().enumerate() {
        let Node::Element(element) = node else { continue };
        above.push(at);
        if wanted(element) {
            places.push(above.clone());
        }
        find(&element.children, above, wanted, places);
        above.pop();
    }
}
