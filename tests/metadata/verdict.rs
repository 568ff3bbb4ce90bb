//! What is said of a document.

use saml_edge::{Error, ErrorKind, IdpMetadata, MetadataOptions, Timestamp, read_metadata};

pub(crate) const VENDOR: MetadataOptions<'static> = MetadataOptions::vendor();

pub(crate) fn now() -> Timestamp {
    Timestamp::parse("2026-11-24T10:00:00Z").unwrap()
}

#[track_caller]
pub(crate) fn accepted_with(xml: &str, options: MetadataOptions<'_>) -> IdpMetadata {
    read_metadata(xml.as_bytes(), &options, now()).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
pub(crate) fn accepted(xml: &str) -> IdpMetadata {
    accepted_with(xml, VENDOR)
}

#[track_caller]
pub(crate) fn refusal(xml: &str, options: MetadataOptions<'_>) -> Error {
    read_metadata(xml.as_bytes(), &options, now()).map(|read| panic!("accepted: {read:?}")).unwrap_err()
}

#[track_caller]
pub(crate) fn refused_with(xml: &str, options: MetadataOptions<'_>, kind: ErrorKind) {
    assert_eq!(refusal(xml, options).kind, kind);
}

#[track_caller]
pub(crate) fn refused(xml: &str, kind: ErrorKind) {
    refused_with(xml, VENDOR, kind);
}

pub(crate) fn choosing(entity_id: &str) -> MetadataOptions<'_> {
    MetadataOptions { entity_id: Some(entity_id), ..VENDOR }
}

pub(crate) fn codes(metadata: &IdpMetadata) -> Vec<&str> {
    metadata.warnings.iter().map(|warning| warning.code).collect()
}

#[track_caller]
pub(crate) fn warns(metadata: &IdpMetadata, code: &str, part: &str) {
    assert!(metadata.warnings.iter().any(|warning| warning.code == code && warning.message.contains(part)), "{:?}", metadata.warnings);
}
