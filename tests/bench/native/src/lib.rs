//! This crate beside its native peers, on the same messages, in one process.

pub mod measure;
pub mod message;
/// Who talks to whom, and when.
#[allow(dead_code, reason = "the messages are made elsewhere")]
#[path = "../../../messages/src/names.rs"]
pub mod names;
pub mod proof;
pub mod report;
pub mod subject;
pub mod subjects;
