//! Messages that anybody may send, as `hostile.mjs` has written them.

use std::fs;
use std::path::Path;

use saml_edge_messages::Signer;

use crate::door::{Door, Party};
use crate::scenario::{Expects, Scenario};

/// By their names, one a line.
pub(crate) fn scenarios(folder: &Path) -> Result<Vec<Scenario>, String> {
    let path = folder.join("hostile");
    let names = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let scenario = |name: &str| Scenario {
        name: name.to_owned(),
        parameter: 0,
        door: Door::Login(Party::trusting(Signer::Rsa2048)),
        // Some are odd and good.
        expects: Expects::Either,
        make: Box::new(String::new),
    };
    Ok(names.lines().map(scenario).collect())
}
