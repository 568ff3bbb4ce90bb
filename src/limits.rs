//! Bounds on the work that a message may cause before its first signature is checked (rules X01 and X09).
//!
//! A message from anyone reaches this code, so every loop over input ends at one of these numbers.

/// The largest message that any setting allows: 4 MiB of XML.
pub const MAX_BYTES_CEILING: usize = 4 << 20;

/// Largest message by default, 256 KiB: ruby-saml's limit after CVE-2025-54572 is 250 kB, and the largest real
/// login messages (hundreds of group attributes) stay below 160 kB.
pub const DEFAULT_MAX_BYTES: usize = 256 << 10;

/// The largest metadata that any setting allows, 128 MiB: the aggregates of whole federations have tens of megabytes.
pub const METADATA_MAX_BYTES_CEILING: usize = 128 << 20;

/// Largest metadata by default, 32 MiB: room for the identity providers of a large federation. What it takes in memory,
/// [`MetadataOptions::max_bytes`](crate::MetadataOptions::max_bytes) says.
pub const DEFAULT_METADATA_MAX_BYTES: usize = 32 << 20;

/// How far clocks may differ by default, in seconds (SDP-G01 asks for three to five minutes).
pub(crate) const DEFAULT_CLOCK_SKEW_SECONDS: u32 = 180;

/// The most that any setting allows.
pub(crate) const MAX_CLOCK_SKEW_SECONDS: u32 = 300;

/// Bounds for one XML document. Made from the one number that a connection sets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Octets of XML.
    pub(crate) bytes: usize,
    /// Elements. A signed login has about 60; the densest real attribute lists need one element per 30 octets.
    pub(crate) elements: usize,
    /// Elements, texts, comments and processing instructions together: each takes memory.
    pub(crate) nodes: usize,
    /// Depth of nesting. Real messages stay below 20, eIDAS and encrypted ones below 30.
    pub(crate) depth: usize,
    /// Attributes on one element, namespace declarations not counted. Real messages stay below 12.
    pub(crate) attributes: usize,
    /// Attributes in the whole document: in memory each is many times as long as its shortest text.
    pub(crate) attributes_in_all: usize,
    /// Namespace declarations in scope at one place: each is looked at for each name.
    pub(crate) namespaces_in_scope: usize,
    /// Namespace declarations in the whole document.
    pub(crate) namespaces: usize,
    /// Octets of one name. Those of SAML have less than 30.
    pub(crate) name: usize,
    /// Octets of one namespace name: they are compared for each element and attribute in it. Real ones stay below 100.
    pub(crate) namespace_name: usize,
    /// Octets of a canonical form, which repeats namespace declarations: an attacker multiplies his message with it. Real
    /// ones are shorter than twice the message.
    pub(crate) canonical: usize,
    /// EncryptedKeys for one EncryptedData: each may cost one private-key operation for each decryption key.
    pub(crate) encrypted_keys: usize,
    /// EncryptedAttributes of one assertion, each with keys of its own.
    pub(crate) encrypted_parts: usize,
    /// Prefixes in an `InclusiveNamespaces` list; each is looked up for each element.
    pub(crate) prefix_list: usize,
}

impl Limits {
    /// The bounds for messages of up to `bytes` octets; more than [`MAX_BYTES_CEILING`] is cut to it.
    pub(crate) fn for_bytes(bytes: usize) -> Self {
        Self::of(bytes.min(MAX_BYTES_CEILING))
    }

    /// The bounds for metadata of up to `bytes` octets; more than [`METADATA_MAX_BYTES_CEILING`] is cut to it. Real aggregates have 120 octets or more for each
    /// element and 45 for each node, and are as long when they are canonical.
    pub(crate) fn for_metadata(bytes: usize) -> Self {
        let bytes = bytes.min(METADATA_MAX_BYTES_CEILING);
        let (elements, nodes, attributes_in_all) = (bytes / 48, bytes / 24, bytes / 24);
        Self { elements, nodes, attributes_in_all, canonical: bytes.saturating_mul(2), ..Self::of(bytes) }
    }

    fn of(bytes: usize) -> Self {
        Self {
            bytes,
            elements: bytes / 16,
            nodes: bytes / 8,
            depth: 64,
            attributes: 128,
            attributes_in_all: bytes / 8,
            namespaces_in_scope: 48,
            namespaces: bytes / 64,
            name: 1024,
            namespace_name: 256,
            canonical: bytes.saturating_mul(4),
            encrypted_keys: 4,
            encrypted_parts: 32,
            prefix_list: 48,
        }
    }

    /// Longest base64 text that can hold a message of `bytes` octets, line breaks of MIME and PEM included.
    pub(crate) fn base64_characters(&self) -> usize {
        let plain = self.bytes.div_ceil(3).saturating_mul(4);
        plain.saturating_add(plain / 32).saturating_add(4)
    }
}
