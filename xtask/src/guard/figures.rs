//! What was counted, as the program that calls and callgrind say it.

use anyhow::{Context as _, Result};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    pub(crate) name: String,
    /// Of what grows: how far.
    pub(crate) parameter: u64,
    /// Of XML.
    pub(crate) octets: u64,
    /// Instructions, or octets of memory.
    pub(crate) value: u64,
}

impl Figure {
    /// From a line `name <tab> parameter <tab> octets`, and the value after them where it is not given.
    pub(crate) fn read(line: &str, value: Option<u64>) -> Result<Self> {
        let mut parts = line.split('\t');
        let name = parts.next().unwrap_or_default().to_owned();
        let mut number = || parts.next().and_then(|part| part.parse::<u64>().ok()).with_context(|| format!("no figures: {line}"));
        let (parameter, octets) = (number()?, number()?);
        let value = value.map_or_else(number, Ok)?;
        Ok(Self { name, parameter, octets, value })
    }
}

/// The names and values alone.
pub(crate) fn by_name(figures: &[Figure]) -> Vec<(String, u64)> {
    figures.iter().map(|figure| (figure.name.clone(), figure.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::Figure;

    #[test]
    fn a_line_with_its_value_and_without() {
        let figure = Figure { name: "octets, both signed".to_owned(), parameter: 6_144, octets: 7_738, value: 55_670 };
        assert_eq!(Figure::read("octets, both signed\t6144\t7738\t55670", None).unwrap(), figure);
        assert_eq!(Figure::read("octets, both signed\t6144\t7738", Some(55_670)).unwrap(), figure);
        assert!(Figure::read("octets, both signed\t6144\t7738", None).is_err());
        assert!(Figure::read("octets, both signed\tmany\t7738", Some(1)).is_err());
        assert!(Figure::read("", Some(1)).is_err());
    }
}
