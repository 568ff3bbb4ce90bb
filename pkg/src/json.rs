//! JSON text, as far as the boundary needs it. A general library costs 4 KB more of what is shipped after brotli.

use alloc::string::String;

/// What the answer to a login takes, about.
const USUAL: usize = 1024;

/// One text in the making. Commas come by themselves.
pub(crate) struct Json(String);

impl Json {
    /// An object with these members.
    pub(crate) fn object(members: impl FnOnce(&mut Self)) -> String {
        let mut json = Self(String::with_capacity(USUAL));
        json.braced(members);
        json.0
    }

    pub(crate) fn member(&mut self, name: &str, members: impl FnOnce(&mut Self)) {
        self.name(name);
        self.braced(members);
    }

    /// An array of what `item` makes of each.
    pub(crate) fn list<T>(&mut self, name: &str, items: impl IntoIterator<Item = T>, item: impl FnMut(&mut Self, T)) {
        self.name(name);
        self.items(items, item);
    }

    /// An array of strings.
    pub(crate) fn texts(&mut self, name: &str, texts: &[String]) {
        self.list(name, texts, |json, text| json.quoted(text));
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.quoted(text);
    }

    pub(crate) fn text_or_null(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.literal(name, "null"),
        }
    }

    /// No member where there is no text.
    pub(crate) fn some_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    pub(crate) fn number(&mut self, name: &str, number: i64) {
        self.name(name);
        if number < 0 {
            self.0.push('-');
        }
        self.digits(number.unsigned_abs());
    }

    /// As a member of an array.
    pub(crate) fn count(&mut self, number: usize) {
        self.separate();
        self.digits(number as u64);
    }

    pub(crate) fn number_or_null(&mut self, name: &str, number: Option<i64>) {
        match number {
            Some(number) => self.number(name, number),
            None => self.literal(name, "null"),
        }
    }

    pub(crate) fn flag(&mut self, name: &str, flag: bool) {
        self.literal(name, if flag { "true" } else { "false" });
    }

    pub(crate) fn literal(&mut self, name: &str, literal: &str) {
        self.name(name);
        self.put(literal);
    }

    /// As a member of an array.
    pub(crate) fn items<T>(&mut self, items: impl IntoIterator<Item = T>, mut item: impl FnMut(&mut Self, T)) {
        self.separate();
        self.put("[");
        for each in items {
            item(self, each);
        }
        self.put("]");
    }

    /// As a member of an array.
    pub(crate) fn braced(&mut self, members: impl FnOnce(&mut Self)) {
        self.separate();
        self.put("{");
        members(self);
        self.put("}");
    }

    /// As a member of an array; RFC 8259, 7. Whole runs are copied: most texts have nothing to escape.
    pub(crate) fn quoted(&mut self, text: &str) {
        self.separate();
        self.put("\"");
        let mut run = 0;
        for (at, octet) in text.bytes().enumerate() {
            if octet < b' ' || octet == b'"' || octet == b'\\' {
                self.put(text.get(run..at).unwrap_or_default());
                self.escaped(octet);
                run = at + 1;
            }
        }
        self.put(text.get(run..).unwrap_or_default());
        self.put("\"");
    }

    fn escaped(&mut self, octet: u8) {
        self.put("\\u00");
        self.0.extend([octet >> 4, octet & 15].map(|digit| char::from_digit(digit.into(), 16)).into_iter().flatten());
    }

    /// Names are the crate's own, and have nothing to escape.
    fn name(&mut self, name: &str) {
        self.separate();
        for part in ["\"", name, "\":"] {
            self.put(part);
        }
    }

    /// What ends in one of these has nothing before the next value; a string ends in its quote.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.put(",");
        }
    }

    /// Not character by character: each would be encoded on its way.
    fn put(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn digits(&mut self, number: u64) {
        if number >= 10 {
            self.digits(number / 10);
        }
        self.0.extend(char::from_digit((number % 10) as u32, 10));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn every_shape_is_read_back() {
        let found = Json::object(|json| {
            json.text("text", "");
            json.text_or_null("none", None);
            json.text_or_null("some", Some("x"));
            json.some_text("left out", None);
            json.number("zero", 0);
            json.number("least", i64::MIN);
            json.number("most", i64::MAX);
            json.number_or_null("no number", None);
            json.flag("yes", true);
            json.flag("no", false);
            json.texts("texts", &["a".into(), "[".into(), ":".into()]);
            json.texts("empty", &[]);
            json.member("object", |json| json.member("empty", |_| {}));
            json.list("list", ["a", "b"], |json, item| {
                json.items([item, "{"], |json, item| json.quoted(item));
            });
            json.list("objects", [1, 2], |json, item| json.braced(|json| json.number("n", item)));
            json.list("counted", ["a", "b"], |json, item| {
                json.quoted(item);
                json.count(10);
            });
        });
        let expected = json!({
            "text": "", "none": null, "some": "x", "zero": 0, "least": i64::MIN, "most": i64::MAX, "no number": null, "yes": true,
            "no": false, "texts": ["a", "[", ":"], "empty": [], "object": { "empty": {} }, "list": [["a", "{"], ["b", "{"]],
            "objects": [{ "n": 1 }, { "n": 2 }], "counted": ["a", 10, "b", 10],
        });
        assert_eq!(read(&found), expected);
        // In the order in which they were written, and without anything between.
        assert!(found.starts_with(r#"{"text":"","none":null,"some":"x","zero":0,"#), "{found}");
    }

    #[test]
    fn every_character_is_read_back() {
        let all: String = (0..=0x10_FFFF).filter_map(char::from_u32).collect();
        let found = Json::object(|json| json.text("all", &all));
        assert_eq!(read(&found), json!({ "all": &all }));
    }
}
