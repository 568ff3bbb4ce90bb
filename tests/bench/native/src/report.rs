//! What was measured, as a table and as JSON.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::measure::{Measured, Spread, measure};
use crate::message::{Message, messages};
use crate::proof::prove;
use crate::subject::{Entry, Scope, Subject};
use crate::subjects::{BAR, OWN, all};

/// The whole comparison.
pub struct Report {
    rows: Vec<Row>,
    messages: Vec<(&'static str, usize)>,
}

struct Row {
    name: &'static str,
    version: String,
    scope: Scope,
    missing: Option<String>,
    cells: Vec<(&'static str, Cell)>,
}

/// One subject on one message.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Cell {
    Measured(Measured),
    Refusal(String),
}

impl Report {
    /// # Errors
    /// The own crate does not verify what it should: then no figure says anything.
    pub fn make(rounds: usize) -> Result<Self, String> {
        let messages = messages();
        let entries = all();
        let mut rows: Vec<_> = entries.iter().map(Row::of).collect();
        for message in &messages {
            run(&entries, message, rounds, &mut rows)?;
        }
        Ok(Self { rows, messages: messages.iter().map(|message| (message.name, message.xml.len())).collect() })
    }

    pub fn json(&self) -> Value {
        let octets: Map<String, Value> = self.messages.iter().map(|(message, octets)| ((*message).to_owned(), json!(octets))).collect();
        json!({ "octets": octets, "subjects": self.rows.iter().map(Row::json).collect::<Vec<_>>() })
    }

    pub fn table(&self) -> String {
        let mut text = format!(
            "Microseconds of CPU time for one verification: median (quartiles), and how many times as long as {OWN} in the same rounds.\n\
             The medians of the times do not divide to the medians of these ratios.\n\n"
        );
        for (message, octets) in &self.messages {
            let _ = writeln!(text, "{message}: {octets} octets");
            for row in &self.rows {
                let _ = writeln!(text, "  {:<22} {:<10} {}", format!("{} {}", row.name, row.version), row.scope_name(), row.cell(message));
            }
            let _ = writeln!(text, "  all rules faster than {BAR}'s signatures alone: {}\n", self.verdict(message));
        }
        text
    }

    /// Whether the own crate is faster with all rules than the bar's signatures alone, on every message that both were measured on.
    pub fn bar_is_kept(&self) -> bool {
        self.messages.iter().all(|(message, _)| self.is_kept(message) != Some(false))
    }

    fn verdict(&self, message: &str) -> &'static str {
        match self.is_kept(message) {
            Some(true) => "kept",
            Some(false) => "NOT KEPT",
            None => "not measured",
        }
    }

    fn is_kept(&self, message: &str) -> Option<bool> {
        Some(self.rows.iter().find(|row| row.name == BAR)?.times(message)?.median > 1.0)
    }
}

/// Who proves that he verifies this message is measured on it.
fn run(entries: &[Entry], message: &Message, rounds: usize, rows: &mut [Row]) -> Result<(), String> {
    let mut measured: Vec<(usize, &dyn Subject)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let subject = match &entry.subject {
            Ok(subject) => subject,
            // The first, which all others are set beside.
            Err(reason) if entry.name == OWN => return Err(format!("{OWN}: {reason}")),
            Err(_) => continue,
        };
        match prove(subject.as_ref(), entry.scope, message) {
            Ok(()) => measured.push((index, subject.as_ref())),
            Err(reason) if entry.name == OWN => return Err(format!("{OWN} on {}: {reason}", message.name)),
            Err(reason) => rows[index].cells.push((message.name, Cell::Refusal(reason))),
        }
    }
    let subjects: Vec<_> = measured.iter().map(|(_, subject)| *subject).collect();
    for ((index, _), figures) in measured.iter().zip(measure(&subjects, message, rounds)) {
        rows[*index].cells.push((message.name, Cell::Measured(figures)));
    }
    Ok(())
}

impl Row {
    fn of(entry: &Entry) -> Self {
        let Entry { name, version, scope, subject } = entry;
        Self { name, version: version.clone(), scope: *scope, missing: subject.as_ref().err().cloned(), cells: Vec::new() }
    }

    fn json(&self) -> Value {
        let cells: Map<String, Value> = self.cells.iter().map(|(message, cell)| ((*message).to_owned(), json!(cell))).collect();
        let mut row = json!({ "name": self.name, "version": self.version, "scope": self.scope, "messages": cells });
        if let Some(reason) = &self.missing {
            row["missing"] = json!(reason);
        }
        row
    }

    fn scope_name(&self) -> &'static str {
        match self.scope {
            Scope::Full => "full",
            Scope::Signature => "signature",
        }
    }

    fn find(&self, message: &str) -> Option<&Cell> {
        self.cells.iter().find(|(name, _)| *name == message).map(|(_, cell)| cell)
    }

    fn times(&self, message: &str) -> Option<Spread> {
        match self.find(message)? {
            Cell::Measured(measured) => Some(measured.times),
            Cell::Refusal(_) => None,
        }
    }

    fn cell(&self, message: &str) -> String {
        match (self.find(message), &self.missing) {
            (Some(Cell::Measured(Measured { microseconds, times })), _) => format!(
                "{:9.1} ({:.1} to {:.1})  {:.2} ({:.2} to {:.2})",
                microseconds.median, microseconds.low, microseconds.high, times.median, times.low, times.high
            ),
            (Some(Cell::Refusal(reason)), _) => format!("refuses: {reason}"),
            (None, Some(reason)) => format!("missing: {reason}"),
            (None, None) => String::from("not measured"),
        }
    }
}
