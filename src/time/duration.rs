//! Spans of time as metadata has them: xs:duration (XML Schema Part 2, 3.2.6).

use super::DAY;

/// In seconds, of which a part is cut off; the largest number there is where it would be larger. A month counts as 30 days and a year as 365.
///
/// None for what is negative, and for what is no xs:duration: parts out of their order, none at all, a `T` before none.
pub(crate) fn duration_seconds(text: &str) -> Option<i64> {
    let mut rest = text.trim_ascii().as_bytes().strip_prefix(b"P")?;
    let mut parts = PARTS.into_iter();
    let (mut in_time, mut seconds) = (false, 0_i64);
    loop {
        if let Some(after) = rest.strip_prefix(b"T").filter(|_| !in_time) {
            (in_time, rest) = (true, after);
        }
        let (digits, after) = split_digits(rest)?;
        let (has_fraction, after) = match after.strip_prefix(b".") {
            Some(after) => (true, split_digits(after)?.1),
            None => (false, after),
        };
        let (letter, after) = after.split_first().filter(|(letter, _)| !has_fraction || **letter == b'S')?;
        // Only the parts behind the last one are left: each stands once, in this order.
        let (_, _, length) = parts.find(|(known, of_time, _)| known == letter && *of_time == in_time)?;
        let number = digits.iter().fold(0_i64, |number, digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
        seconds = seconds.saturating_add(number.saturating_mul(length));
        if after.is_empty() {
            return Some(seconds);
        }
        rest = after;
    }
}

/// Letter, whether it stands behind the `T`, seconds.
const PARTS: [(u8, bool, i64); 6] =
    [(b'Y', false, 365 * DAY), (b'M', false, 30 * DAY), (b'D', false, DAY), (b'H', true, 3600), (b'M', true, 60), (b'S', true, 1)];

/// At least one.
fn split_digits(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let count = text.iter().take_while(|octet| octet.is_ascii_digit()).count();
    text.split_at_checked(count).filter(|_| count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        for (text, seconds) in [
            ("PT0S", 0),
            ("PT1H", 3600),
            ("PT15M", 900),
            ("P1M", 30 * DAY),
            ("P2Y6M5DT12H35M30S", (2 * 365 + 6 * 30 + 5) * DAY + 12 * 3600 + 35 * 60 + 30),
            ("P1Y", 365 * DAY),
            ("P0Y0M0DT0H0M0S", 0),
            ("P7D", 604_800),
            ("PT1.9S", 1),
            ("PT0.000000000000001S", 0),
            ("PT1594475551S", 1_594_475_551),
            ("\n P1D ", DAY),
            ("P999999999Y999999999M999999999DT999999999H999999999M999999999S", 999_999_999 * (396 * DAY + 3661)),
            ("PT9223372036854775808S", i64::MAX),
            ("P99999999999999999999999Y1D", i64::MAX),
        ] {
            assert_eq!(duration_seconds(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_none() {
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1D",
            "-P1D",
            "+P1D",
            "P-1D",
            "P1DT",
            "PT1D",
            "P1H",
            "P1S",
            "P1D1Y",
            "P1D1D",
            "PT1S1H",
            "PT1M1M",
            "P1.5D",
            "PT1.5H",
            "PT.5S",
            "PT1.S",
            "PT1,5S",
            "PTT1S",
            "P1DT1HT1M",
            "PT1H ",
            "P 1D",
            "p1d",
            "P1W",
            "P١D",
            "10:00:00:00",
            "PT1S0",
            "P1D2",
            "PT1.5.5S",
        ] {
            let expected = (text.trim() == "PT1H").then_some(3600);
            assert_eq!(duration_seconds(text), expected, "{text}");
        }
    }
}
