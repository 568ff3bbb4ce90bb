//! What the fuzzers begin with, made of the vectors. Nothing of it is kept: it is made anew for each run.

use std::fs;
use std::io;
use std::path::Path;

use crate::material::{self, messages};
use crate::mutation::shapes;
use crate::support::vector;
use crate::{c14n, decryption, logout, metadata, redirect, sealed};

/// Writes a folder of seeds for each target.
pub fn write(into: &Path) -> io::Result<()> {
    let xml = || messages().iter().map(|message| message.xml.clone());
    let of_vectors = |wanted: &dyn Fn(&vector::Vector) -> bool| -> Vec<Vec<u8>> {
        vector::all().iter().filter(|vector| wanted(vector)).map(|vector| vector.body().to_vec()).collect()
    };
    let is_xml = |vector: &vector::Vector| matches!(vector.get("encoding"), None | Some("xml"));
    let documents = metadata::documents().into_iter().map(String::into_bytes);
    let cycled = |number: usize, of: usize| u8::try_from(number % of).unwrap_or_default();

    folder(into, "parser", of_vectors(&is_xml).into_iter().chain(documents.clone()))?;
    let numbered = xml().enumerate().map(|(number, xml)| {
        let omit = if number % 3 == 0 { 255 } else { cycled(number, 40) };
        [&[cycled(number / 6, 9), omit, cycled(number, c14n::METHODS.len()), cycled(number / 5, 8)], xml.as_slice()].concat()
    });
    folder(into, "c14n", numbered)?;
    folder(into, "signature", xml().chain(documents.clone()))?;
    let to = messages()
        .iter()
        .map(|message| [&u16::try_from(message.variant).unwrap_or_default().to_le_bytes(), message.xml.as_slice()].concat());
    folder(into, "verify", to)?;
    let edits: [&[u8]; 4] = [&[0], &[1], &[1, 1, 128, 20, 0], &[1, 0, 255, 0, 0]];
    let sealed = (0..decryption::count()).flat_map(|number| edits.map(|edit| [&[u8::try_from(number).unwrap_or(255)], edit].concat()));
    folder(into, "decryption", sealed)?;
    let is_transport = |vector: &vector::Vector| matches!(vector.get("encoding"), Some("form" | "redirect"));
    folder(into, "redirect", of_vectors(&is_transport).into_iter().chain(redirect::queries()))?;
    folder(into, "metadata", documents.flat_map(|xml| [0, 1, 2, 3, 7, 8, 15].map(|asked| [&[asked], xml.as_slice()].concat())))?;
    folder(into, "time", TIMES.iter().chain(DURATIONS).map(|time| time.as_bytes().to_vec()))?;
    let is_field = |vector: &vector::Vector| vector.get("encoding") == Some("value");
    let fields = of_vectors(&is_field).into_iter().map(|mut body| {
        // Their beginnings: what is long is only slower.
        body.truncate(200);
        body
    });
    folder(into, "base64", fields.chain(BASE64.iter().map(|text| text.as_bytes().to_vec())))?;
    folder(into, "certificate", keys()?)?;
    let unaltered =
        material::messages().iter().filter(|message| message.is_accepted).filter_map(|message| crate::mutation::unaltered(&message.name));
    folder(into, "mutation", shapes::all().iter().map(shapes::Shape::input).chain(unaltered))?;
    folder(into, "sealed", shapes::seeds(sealed::count(), "Assertion"))?;
    folder(into, "logout", shapes::seeds(logout::count(), "LogoutRequest"))
}

fn folder(into: &Path, target: &str, seeds: impl IntoIterator<Item = Vec<u8>>) -> io::Result<()> {
    let folder = into.join(target);
    fs::create_dir_all(&folder)?;
    for (number, seed) in seeds.into_iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:04}")), seed)?;
    }
    Ok(())
}

/// The test keys as they are pasted, and their DER.
fn keys() -> io::Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir(vector::folder().join("keys"))?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "pem")) {
        let text = fs::read_to_string(path)?;
        seeds.push(text.clone().into_bytes());
        for details in saml_edge::read_certificates(&text).into_iter().flatten() {
            seeds.extend(saml_edge::fuzzing::base64_of_xml(&details.certificate));
        }
    }
    Ok(seeds)
}

const TIMES: &[&str] = &[
    "2026-11-24T10:00:00Z",
    "2026-11-24T10:00:00.123456789Z",
    "2026-11-24T10:00:00.5+00:00",
    "2026-11-24T10:00:00-00:00",
    " 2024-02-29T23:59:59Z\n",
    "1900-02-28T00:00:00.000Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "2026-11-24T24:00:00Z",
    "2016-12-31T23:59:60Z",
    "2026-11-24T10:00:00+01:00",
    "2026-11-24T10:00:00",
    "2026-02-30T10:00:00Z",
    "0000-01-01T00:00:00Z",
    "-2026-11-24T10:00:00Z",
    "12026-11-24T10:00:00Z",
];

const DURATIONS: &[&str] = &[
    "PT0S",
    "P1M",
    "PT1M",
    "P2Y6M5DT12H35M30.5S",
    " P7D\n",
    "PT9223372036854775807S",
    "P99999999999999999999Y",
    "-P1D",
    "P",
    "PT",
    "P1DT",
    "PT1.S",
    "P1H",
    "P1D2Y",
    "P1W",
];

const BASE64: &[&str] =
    &["", "PA==", "PGE=", "PGE+", "PGE+\r\nPC8=", "PGE PC8=", "PB==", "PA=", "PA", "PG=+", "-_==", "====", "\t PGE+", "PGE+PGE+PGE+PGE+"];
