//! What the library must hold to, whatever octets come: one module for each target, each with a function `hold` that panics where something does not.
//!
//! It is compiled with `--cfg fuzzing`, which opens the library's door for fuzzers. `README.md` says what each target holds, and how to run it.

pub mod base64;
pub mod c14n;
pub mod certificate;
pub mod decryption;
pub mod logout;
pub mod metadata;
pub mod mutation;
pub mod parser;
pub mod redirect;
pub mod sealed;
pub mod seeds;
pub mod signature;
pub mod time;
pub mod verify;

mod material;
mod unwrapped;

#[path = "../../tests/support/mod.rs"]
mod support;
