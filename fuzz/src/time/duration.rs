//! A span that is read is as long as its parts are, by jiff where jiff reads it; what has the form of xs:duration and is not negative is read, and nothing else.

use jiff::Span;
use saml_edge::fuzzing::duration_seconds;

pub(super) fn hold(text: &str) {
    let read = duration_seconds(text);
    assert_eq!(read, by_its_form(text), "{text:?}");
    if let (Some(seconds), Ok(span)) = (read, text.trim_ascii().parse::<Span>()) {
        assert_eq!(i128::from(seconds), by_jiff(&span), "{text:?}");
    }
}

/// XML Schema Part 2, 3.2.6.1: `PnYnMnDTnHnMnS`. Each part may be left out, but not all, and `T` where none follows; only seconds have a fraction.
fn by_its_form(text: &str) -> Option<i64> {
    let rest = text.trim_ascii().strip_prefix('P')?;
    let (days, time) = match rest.split_once('T') {
        Some((_, "")) => return None,
        Some((days, time)) => (days, time),
        None if rest.is_empty() => return None,
        None => (rest, ""),
    };
    let days = sum(days, &[('Y', 365 * DAY), ('M', 30 * DAY), ('D', DAY)])?;
    let time = match time.split_once('.') {
        Some((whole, fraction)) => {
            let digits = fraction.strip_suffix('S')?;
            if digits.is_empty() || !digits.bytes().all(|octet| octet.is_ascii_digit()) || !whole.ends_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            sum(&format!("{whole}S"), &TIME)?
        }
        None => sum(time, &TIME)?,
    };
    Some(days.saturating_add(time).try_into().unwrap_or(i64::MAX))
}

/// Parts in this order, each at most once, and nothing beside them.
fn sum(mut text: &str, parts: &[(char, u128)]) -> Option<u128> {
    let mut seconds = 0_u128;
    for (letter, length) in parts {
        let Some((number, rest)) = text.split_once(*letter) else { continue };
        if number.is_empty() || !number.bytes().all(|octet| octet.is_ascii_digit()) {
            return None;
        }
        // Whatever is longer than this is longer than anything.
        let number = number.parse::<u64>().map_or(u128::from(u64::MAX), u128::from);
        seconds += number * length;
        text = rest;
    }
    text.is_empty().then_some(seconds)
}

fn by_jiff(span: &Span) -> i128 {
    let days = i128::from(span.get_years()) * 365
        + i128::from(span.get_months()) * 30
        + i128::from(span.get_weeks()) * 7
        + i128::from(span.get_days());
    let seconds = i128::from(span.get_hours()) * 3600 + i128::from(span.get_minutes()) * 60 + i128::from(span.get_seconds());
    let parts =
        i128::from(span.get_milliseconds()) * 1_000_000 + i128::from(span.get_microseconds()) * 1000 + i128::from(span.get_nanoseconds());
    days * 86_400 + seconds + parts / 1_000_000_000
}

const DAY: u128 = 86_400;
const TIME: [(char, u128); 3] = [('H', 3600), ('M', 60), ('S', 1)];
