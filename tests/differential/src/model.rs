//! A document as it is written, taken apart so far that pieces can be left out, moved and changed.

#[derive(Clone)]
pub(crate) struct Document {
    /// A byte order mark, the XML declaration.
    pub(crate) opening: String,
    pub(crate) before: Vec<String>,
    pub(crate) root: Element,
    pub(crate) after: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// Declarations among them.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
    pub(crate) empty: Empty,
    /// White space before the end of the start tag.
    pub(crate) gap: &'static str,
}

/// How an element with nothing in it is written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Empty {
    OneTag,
    TwoTags,
}

#[derive(Clone)]
pub(crate) struct Attribute {
    pub(crate) gap: &'static str,
    pub(crate) name: String,
    /// As it is written between its quotes.
    pub(crate) value: String,
    pub(crate) quote: char,
}

#[derive(Clone)]
pub(crate) enum Node {
    Element(Element),
    /// Character data with its references.
    Text(String),
    /// A comment, an instruction or a CDATA section, whole.
    Markup(String),
}

impl Document {
    pub(crate) fn written(&self) -> String {
        let mut text = self.opening.clone();
        self.before.iter().for_each(|piece| text.push_str(piece));
        self.root.write(&mut text);
        self.after.iter().for_each(|piece| text.push_str(piece));
        text
    }
}

impl Element {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), children: Vec::new(), empty: Empty::OneTag, gap: "" }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push(Attribute { gap: " ", name: name.into(), value: value.into(), quote: '"' });
        self
    }

    fn write(&self, text: &mut String) {
        text.push('<');
        text.push_str(&self.name);
        for attribute in &self.attributes {
            text.push_str(attribute.gap);
            text.push_str(&attribute.name);
            text.push('=');
            text.push(attribute.quote);
            text.push_str(&attribute.value);
            text.push(attribute.quote);
        }
        text.push_str(self.gap);
        if self.children.is_empty() && self.empty == Empty::OneTag {
            text.push_str("/>");
            return;
        }
        text.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(text),
                Node::Text(piece) | Node::Markup(piece) => text.push_str(piece),
            }
        }
        text.push_str("</");
        text.push_str(&self.name);
        text.push('>');
    }

    /// This one and those below it.
    pub(crate) fn count(&self) -> usize {
        1 + self.elements().map(Self::count).sum::<usize>()
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Markup(_) => None,
        })
    }

    /// Every element in document order, this one first.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        self.elements().for_each(|element| all.extend(element.all()));
        all
    }

    /// That of this number in document order; this one is 0.
    pub(crate) fn nth(&mut self, number: usize) -> Option<&mut Self> {
        if number == 0 {
            return Some(self);
        }
        let mut rest = number - 1;
        for child in &mut self.children {
            let Node::Element(element) = child else { continue };
            let count = element.count();
            if rest < count {
                return element.nth(rest);
            }
            rest -= count;
        }
        None
    }

    /// The first of this local name, whatever its prefix.
    pub(crate) fn find(&mut self, local: &str) -> Option<&mut Self> {
        let number = self.all().iter().position(|element| element.local() == local)?;
        self.nth(number)
    }

    pub(crate) fn local(&self) -> &str {
        self.name.rsplit_once(':').map_or(&self.name, |(_, local)| local)
    }

    pub(crate) fn attribute(&mut self, name: &str) -> Option<&mut Attribute> {
        self.attributes.iter_mut().find(|attribute| attribute.name == name)
    }
}
