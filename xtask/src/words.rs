//! What the core keeps for people, as a JavaScript module: the WebAssembly names a wording by its number and fills its blanks.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use saml_edge::{NearMiss, RULES, SENTENCES, WORDINGS};
use serde_json::{Value, json};

pub(crate) fn write(folder: &Path) -> Result<()> {
    let wordings = WORDINGS
        .iter()
        .map(|wording| json!([wording.name, wording.code, wording.actor.as_str(), wording.expected, wording.message, wording.hint]));
    let near_misses = NearMiss::ALL.iter().map(|near| json!(near.to_string()));
    let rules = RULES.iter().map(|rule| (rule.id.as_str().to_owned(), json!([rule.title, rule.spec])));
    let mut module = String::new();
    for (name, value) in [
        ("WORDINGS", Value::Array(wordings.collect())),
        ("SENTENCES", json!(SENTENCES)),
        ("NEAR_MISSES", Value::Array(near_misses.collect())),
        ("RULES", Value::Object(rules.collect())),
    ] {
        writeln!(module, "export const {name} = {value};")?;
    }
    Ok(fs::write(folder.join("words.js"), module)?)
}
