//! What the debugger page says about identity providers. `node www/guidance.mjs` writes it as JSON, and the page's own tests hold that to its source.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::page;

/// What one wording says under one rule, and where that is mended.
pub(crate) struct Decision {
    pub(crate) rule: String,
    pub(crate) name: String,
    pub(crate) decision: String,
}

pub(crate) fn json() -> &'static Value {
    static JSON: OnceLock<Value> = OnceLock::new();
    JSON.get_or_init(|| serde_json::from_str(&page::read("tests/docs/guidance.json")).unwrap())
}

pub(crate) fn text<'a>(value: &'a Value, what: &str) -> &'a str {
    value.as_str().unwrap_or_else(|| panic!("tests/docs/guidance.json: {what} is no text"))
}

pub(crate) fn decisions() -> Vec<Decision> {
    let all = json()["decisions"].as_array().unwrap().iter();
    let part = |of: &Value, name: &str| text(&of[name], name).to_owned();
    all.map(|of| Decision { rule: part(of, "rule"), name: part(of, "name"), decision: part(of, "decision") }).collect()
}

/// A sentence of a wording, with a word in each blank for what a message would have there.
pub(crate) fn unfilled(name: &str, sentence: &str) -> String {
    let words = &json()["blanks"][name];
    let mut filled = sentence.to_owned();
    for blank in ["expected", "found", "0", "1", "2"] {
        let word = words[blank].as_str().unwrap_or("value");
        // Quotation marks would stand around the word's own.
        for written in [format!("“{{{blank}}}”"), format!("{{{blank}}}")] {
            filled = filled.replace(&written, &format!("‹{word}›"));
        }
    }
    filled
}

/// Why nothing at an identity provider mends it, where that is so.
pub(crate) fn reason(decision: &str) -> Option<&'static str> {
    decision.strip_prefix("nothing: ").map(|reason| text(&json()["reasons"][reason], decision))
}

/// The heading of a topic, and what each product's administrator has to do.
pub(crate) fn topic(topic: &str) -> (&'static str, Vec<(&'static str, &'static Value)>) {
    let known = &json()["topics"][topic];
    let products = json()["products"].as_array().unwrap().iter().map(|name| text(name, "a product"));
    (text(&known["title"], topic), products.zip(known["advice"].as_array().unwrap()).collect())
}

/// By what they are in the core.
pub(crate) fn actors() -> BTreeMap<&'static str, &'static str> {
    json()["actors"].as_object().unwrap().iter().map(|(actor, words)| (actor.as_str(), text(words, actor))).collect()
}
