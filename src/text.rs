//! Sentences and numbers as text. The formatter of `core` would cost 2 KB of the shipped WebAssembly after brotli, and its search
//! for text in text another.

use alloc::string::String;

/// `sentence` with `values` in the place of its `{}`, in order.
pub(crate) fn fill(sentence: &str, values: &[&str]) -> String {
    let mut filled = String::new();
    let mut values = values.iter();
    let mut rest = sentence;
    while let Some((text, after)) = split_once(rest, "{}") {
        filled.push_str(text);
        filled.push_str(values.next().copied().unwrap_or_default());
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// In decimal. Numbers beyond 64 bits become the largest.
pub(crate) fn number<N: TryInto<i64>>(number: N) -> String {
    padded(number.try_into().unwrap_or(i64::MAX), 0)
}

/// In decimal, with zeros before it up to `width` digits.
pub(crate) fn padded(number: i64, width: usize) -> String {
    let mut text = String::new();
    if number < 0 {
        text.push('-');
    }
    put_digits(&mut text, number.unsigned_abs(), 10, width);
    text
}

/// In hexadecimal capitals, with zeros before it up to four digits: as code points are written.
pub(crate) fn code_point(number: u32) -> String {
    let mut text = String::new();
    put_digits(&mut text, number.into(), 16, 4);
    text.to_ascii_uppercase()
}

/// The depth of the recursion is the number of digits.
fn put_digits(text: &mut String, number: u64, radix: u32, width: usize) {
    let above = number / u64::from(radix);
    if above > 0 || width > 1 {
        put_digits(text, above, radix, width.saturating_sub(1));
    }
    let digit = u32::try_from(number % u64::from(radix)).ok().and_then(|digit| char::from_digit(digit, radix));
    text.extend(digit);
}

/// How many there are: those octets begin one that do not go on with one.
pub(crate) fn characters(text: &str) -> usize {
    text.bytes().filter(|octet| octet & 0xC0 != 0x80).count()
}

/// What stands before the first `mark`, and the rest with it.
pub(crate) fn split_before<'a>(text: &'a str, mark: &str) -> (&'a str, &'a str) {
    let Some((before, _)) = split_once(text, mark) else { return (text, "") };
    (before, text.get(before.len()..).unwrap_or_default())
}

pub(crate) fn contains(text: &str, part: &str) -> bool {
    split_once(text, part).is_some()
}

/// What stands before the first `part`, and what stands behind it. The part is not empty.
pub(crate) fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let (octets, part) = (text.as_bytes(), part.as_bytes());
    let first = part.first()?;
    let begins = |at: usize| octets.get(at..).is_some_and(|rest| rest.starts_with(part));
    let (at, _) = octets.iter().enumerate().find(|(at, octet)| *octet == first && begins(*at))?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

#[cfg(test)]
mod tests {
    use std::format;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blanks_are_filled_in_order() {
        assert_eq!(fill("", &["x"]), "");
        assert_eq!(fill("{}", &[]), "");
        assert_eq!(fill("a {} b {}", &["{}", "2"]), "a {} b 2");
        assert_eq!(fill("{}{}ä{", &["1", "ö"]), "1öä{");
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_core(value in any::<i64>(), width in 0..12_usize, point in any::<u32>()) {
            prop_assert_eq!(number(value), format!("{value}"));
            let sign = usize::from(value < 0);
            prop_assert_eq!(padded(value, width), format!("{value:0width$}", width = width + sign));
            prop_assert_eq!(code_point(point), format!("{point:04X}"));
        }

        #[test]
        fn parts_are_found_as_core_finds_them(text in "[ab€]{0,12}", part in "[ab€]{1,3}") {
            prop_assert_eq!(split_once(&text, &part), text.split_once(part.as_str()));
            prop_assert_eq!(contains(&text, &part), text.contains(part.as_str()));
            prop_assert_eq!(split_before(&text, &part), text.split_at(text.find(part.as_str()).unwrap_or(text.len())));
            prop_assert_eq!(characters(&text), text.chars().count());
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        for value in [0, i64::MIN, i64::MAX] {
            assert_eq!(number(value), format!("{value}"));
        }
        assert_eq!(number(u64::MAX), format!("{}", i64::MAX));
    }
}
