//! What is called with what: the groups, and the files that hold their messages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::door::{Door, Verdict};
use crate::{cost, hostile, oracles, scaling};

pub(crate) struct Scenario {
    /// Where something grows: what that is.
    pub(crate) name: String,
    /// How far it has grown.
    pub(crate) parameter: usize,
    pub(crate) door: Door,
    pub(crate) expects: Expects,
    /// Writes what goes in; nothing where another program does.
    pub(crate) make: Box<dyn Fn() -> String>,
}

/// What must come out, so that a door that refuses where it should not is not taken for a fast one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expects {
    Accepted,
    Refused,
    Either,
}

impl Expects {
    pub(crate) fn allow(self, verdict: Verdict) -> bool {
        match self {
            Self::Accepted => verdict == Verdict::Accepted,
            Self::Refused => verdict == Verdict::Refused,
            Self::Either => true,
        }
    }
}

/// What goes into a door, and how long the XML in it is.
pub(crate) struct Input {
    pub(crate) xml_octets: usize,
    pub(crate) octets: Vec<u8>,
}

pub(crate) enum Group {
    Cost,
    Scaling,
    Oracles,
    Hostile,
}

impl Group {
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        match name {
            "cost" => Ok(Self::Cost),
            "scaling" => Ok(Self::Scaling),
            "oracles" => Ok(Self::Oracles),
            "hostile" => Ok(Self::Hostile),
            _ => Err(format!("no such group: {name}")),
        }
    }

    pub(crate) fn scenarios(&self, folder: &Path) -> Result<Vec<Scenario>, String> {
        match self {
            Self::Cost => Ok(cost::scenarios()),
            Self::Scaling => Ok(scaling::scenarios()),
            Self::Oracles => Ok(oracles::scenarios()),
            Self::Hostile => hostile::scenarios(folder),
        }
    }

    /// Writes a file for each scenario: the number of octets of XML, a line break, and what goes in.
    pub(crate) fn make(&self, folder: &Path) -> Result<(), String> {
        for (number, scenario) in self.scenarios(folder)?.iter().enumerate() {
            let path = self.path(folder, number);
            let xml = (scenario.make)();
            let text = format!("{}\n{}", xml.len(), scenario.door.wrap(xml));
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(())
    }

    pub(crate) fn input(&self, folder: &Path, number: usize) -> Result<Input, String> {
        let path = self.path(folder, number);
        let octets = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let end = octets.iter().position(|octet| *octet == b'\n').ok_or("no line break")?;
        let xml_octets = str::from_utf8(&octets[..end]).ok().and_then(|number| number.parse().ok());
        Ok(Input { xml_octets: xml_octets.ok_or("no number of octets")?, octets: octets[end + 1..].to_vec() })
    }

    fn path(&self, folder: &Path, number: usize) -> PathBuf {
        let group = match self {
            Self::Cost => "cost",
            Self::Scaling => "scaling",
            Self::Oracles => "oracles",
            Self::Hostile => "hostile",
        };
        folder.join(format!("{group}-{number}"))
    }
}
