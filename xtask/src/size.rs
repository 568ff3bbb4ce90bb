//! How large the WebAssembly is for those who download it.

use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::npm;
use crate::step;

/// One way to count the octets of the module, and how many there may be at most.
struct Form {
    name: &'static str,
    /// It may get less, and not more. A little above what it takes, for another compiler.
    ceiling: u64,
}

/// What is loaded, and what is downloaded: servers compress by the one or the other.
const FORMS: [Form; 3] =
    [Form { name: "raw", ceiling: 351_000 }, Form { name: "gzip", ceiling: 152_500 }, Form { name: "brotli", ceiling: 128_700 }];

/// What brotli is to make of it, with everything in it.
const BROTLI_AIM: u64 = 100 * 1024;

/// In octets, in the order of the forms.
pub(crate) struct Sizes([u64; FORMS.len()]);

impl Sizes {
    /// How many of the ceilings are kept, and a sentence for each that is not.
    pub(crate) fn hold(&self) -> (u64, Vec<String>) {
        let over = FORMS.iter().zip(self.0).filter(|(form, octets)| *octets > form.ceiling);
        let complaints: Vec<_> = over
            .map(|(Form { name, ceiling }, octets)| {
                format!(
                    "core.wasm, {name}: {octets} octets, {} more than the ceiling of {ceiling} (FORMS in xtask/src/size.rs)",
                    octets - ceiling
                )
            })
            .collect();
        let kept = FORMS.len() - complaints.len();
        (u64::try_from(kept).unwrap_or_default(), complaints)
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (Form { name, ceiling }, octets) in FORMS.iter().zip(self.0) {
            write!(formatter, "{octets} {name} (ceiling {ceiling}), ")?;
        }
        write!(formatter, "aim {BROTLI_AIM} brotli")
    }
}

/// Node has both compressors, so that no crate has to be built for three numbers.
pub(crate) fn measure(file: &Path) -> Result<Sizes> {
    let folder = file.parent().context("a file without a folder")?;
    let mut node = npm::node(folder);
    node.arg("-e").arg(SCRIPT).arg(file);
    let answer = step::ask(&mut node)?;
    let numbers = answer
        .split(' ')
        .map(str::parse)
        .collect::<Result<Vec<u64>, _>>()
        .with_context(|| format!("sizes of {}: {answer}", file.display()))?;
    let sizes = numbers.try_into().map_err(|_| anyhow::anyhow!("sizes of {}: {answer}", file.display()))?;
    Ok(Sizes(sizes))
}

const SCRIPT: &str = "
const octets = require('fs').readFileSync(process.argv[1]);
const { gzipSync, brotliCompressSync } = require('zlib');
console.log(octets.length, gzipSync(octets, { level: 9 }).length, brotliCompressSync(octets).length);
";

#[cfg(test)]
mod tests {
    use super::{FORMS, Sizes};

    #[test]
    fn at_its_ceilings() {
        let (kept, complaints) = Sizes(FORMS.map(|form| form.ceiling)).hold();
        assert_eq!((kept, complaints.len()), (3, 0));
    }

    #[test]
    fn over_one_of_them_by_how_much() {
        for (index, form) in FORMS.iter().enumerate() {
            let mut sizes = FORMS.map(|form| form.ceiling);
            sizes[index] += 7;
            let (kept, complaints) = Sizes(sizes).hold();
            assert_eq!(kept, 2);
            let expected = format!("core.wasm, {}: {} octets, 7 more than the ceiling of {}", form.name, sizes[index], form.ceiling);
            assert!(matches!(&complaints[..], [one] if one.starts_with(&expected)), "{complaints:?}");
        }
    }
}
