//! How large the WebAssembly is for those who download it.

use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::npm;
use crate::step;

/// What it is to take with everything in it.
const BROTLI_AIM: u64 = 100 * 1024;

/// What it takes since single logout, metadata and certificates are in it, and a little for another compiler: it may get less, and not more.
pub(crate) const BROTLI_CEILING: u64 = 128_000;

pub(crate) struct Sizes {
    raw: u64,
    gzip: u64,
    pub(crate) brotli: u64,
}

impl fmt::Display for Sizes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} octets, {} gzip, {} brotli (ceiling {BROTLI_CEILING}, aim {BROTLI_AIM})", self.raw, self.gzip, self.brotli)
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
    let [raw, gzip, brotli] = numbers[..] else {
        anyhow::bail!("sizes of {}: {answer}", file.display());
    };
    Ok(Sizes { raw, gzip, brotli })
}

const SCRIPT: &str = "
const octets = require('fs').readFileSync(process.argv[1]);
const { gzipSync, brotliCompressSync } = require('zlib');
console.log(octets.length, gzipSync(octets, { level: 9 }).length, brotliCompressSync(octets).length);
";
