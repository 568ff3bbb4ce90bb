//! Documents of the generator, signed by libxmlsec1 over one of their elements.

use saml_edge::fuzzing::Keys;

use crate::canonical::METHODS;
use crate::generate::{self, Divergences};
use crate::model::{Document, Element, Node};
use crate::peer::{Key, Peer};
use crate::random::Random;

/// One key, as each side has it.
pub(crate) struct Pair {
    pub(crate) here: Keys,
    pub(crate) there: Key,
    algorithms: &'static [&'static str],
}

impl Pair {
    /// The test keys of `tests/vectors`.
    pub(crate) fn all(peer: &Peer) -> Result<Vec<Self>, String> {
        let pairs: [(&str, &str, &'static [&'static str]); 3] = [
            (include_str!("../../vectors/keys/idp.crt.pem"), include_str!("../../vectors/keys/idp.key.pem"), RSA),
            (include_str!("../../vectors/keys/ec-p256.crt.pem"), include_str!("../../vectors/keys/ec-p256.key.pem"), ECDSA),
            (include_str!("../../vectors/keys/ec-p256-next.crt.pem"), include_str!("../../vectors/keys/ec-p256-next.key.pem"), ECDSA),
        ];
        let pair = |(certificate, key, algorithms)| {
            let here = Keys::parse(&[certificate]).ok_or("a certificate is not read")?;
            Ok(Self { here, there: peer.key(key)?, algorithms })
        };
        pairs.into_iter().map(pair).collect()
    }
}

/// Answers with the number of the key too; `None` where libxmlsec1 does not sign it.
pub(crate) fn signed(peer: &Peer, random: &mut Random, pairs: &[Pair]) -> Option<(Document, usize)> {
    let mut document = generate::sound(random, 12, Divergences::None).document;
    let number = random.below(document.root.count());
    // ECDSA is made faster than RSA.
    let key = if random.percent(25) { 0 } else { 1 + random.below(pairs.len() - 1) };
    let signature = signature(random, "_signed", random_algorithm(&pairs[key]));
    let apex = document.root.nth(number)?;
    *apex = apex.clone().with("ID", "_signed");
    let place = random.below(apex.children.len() + 1);
    apex.children.insert(place, Node::Element(signature));
    let read = peer.parse(document.written().as_bytes())?;
    read.register_ids();
    let (digest, value) = read.sign(&pairs[key].there)?;
    for (local, text) in [("DigestValue", digest), ("SignatureValue", value)] {
        document.root.find(local)?.children = vec![Node::Text(text)];
    }
    Some((document, key))
}

fn random_algorithm(pair: &Pair) -> impl FnOnce(&mut Random) -> &'static str {
    let algorithms = pair.algorithms;
    move |random| random.pick(algorithms)
}

/// A Signature without its values, over the element of this ID.
fn signature(random: &mut Random, id: &str, algorithm: impl FnOnce(&mut Random) -> &'static str) -> Element {
    let prefix = random.pick(&["ds:", "ds:", "dsig:", "", "p:"]);
    let mut maker = Maker { prefix, space: random.pick(SPACES) };
    let canonicalization = maker.method(random, "CanonicalizationMethod");
    let algorithm = maker.element("SignatureMethod").with("Algorithm", algorithm(random));
    let mut transforms = vec![maker.element("Transform").with("Algorithm", ENVELOPED)];
    // Without one, it is inclusive C14N 1.0.
    if random.percent(85) {
        transforms.push(maker.method(random, "Transform"));
    }
    let digest = maker.element("DigestMethod").with("Algorithm", random.pick(DIGESTS));
    let parts = vec![maker.holding("Transforms", transforms), digest, maker.element("DigestValue")];
    let mut reference = maker.holding("Reference", parts);
    reference = reference.with("URI", &format!("#{id}"));
    let info = maker.holding("SignedInfo", vec![canonicalization, algorithm, reference]);
    let value = maker.element("SignatureValue");
    let declaration = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", prefix.trim_end_matches(':')) };
    let signature = maker.holding("Signature", vec![info, value]).with(&declaration, "http://www.w3.org/2000/09/xmldsig#");
    // On the way to SignedInfo, and so in its inclusive forms.
    if random.percent(20) { signature.with("xmlns:unused", "urn:unused").with("xml:lang", "en") } else { signature }
}

struct Maker {
    prefix: &'static str,
    space: &'static str,
}

impl Maker {
    fn element(&self, local: &str) -> Element {
        Element::new(format!("{}{local}", self.prefix))
    }

    /// With white space, or a comment, before each.
    fn holding(&mut self, local: &str, elements: Vec<Element>) -> Element {
        let mut outer = self.element(local);
        for element in elements {
            if !self.space.is_empty() {
                let space = self.space.to_owned();
                outer.children.push(if space.starts_with('<') { Node::Markup(space) } else { Node::Text(space) });
            }
            outer.children.push(Node::Element(element));
        }
        outer
    }

    fn method(&mut self, random: &mut Random, local: &str) -> Element {
        let method = random.pick(&METHODS);
        let mut element = self.element(local).with("Algorithm", method);
        if method.contains("exc-c14n") && random.percent(40) {
            let list = Element::new("ec:InclusiveNamespaces").with("xmlns:ec", "http://www.w3.org/2001/10/xml-exc-c14n#");
            // With single spaces: libxmlsec1 ends the list, or reads an empty prefix, where there are two.
            let prefixes = generate::prefixes(random).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            element.children.push(Node::Element(list.with("PrefixList", &prefixes)));
        }
        element
    }
}

const SPACES: &[&str] = &["", "\n", "\r\n  ", "<!-- between -->", "\t"];
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const RSA: &[&str] = &[
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
];
const ECDSA: &[&str] = &["http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"];
pub(crate) const DIGESTS: &[&str] = &[
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
];
