//! A moment that is read is the one that jiff reads, and is printed as it is read; what has the form and is in the calendar is read. Likewise spans of time.

mod duration;

use jiff::civil::DateTime;
use saml_edge::Timestamp;

pub fn hold(octets: &[u8]) {
    let Ok(text) = std::str::from_utf8(octets) else { return };
    duration::hold(text);
    let read = Timestamp::parse(text);
    let expected = by_jiff(text);
    match (read, expected) {
        (Some(read), Some(nanoseconds)) => hold_read(read, nanoseconds),
        (None, None) => {}
        (Some(read), None) => panic!("{text:?} is read as {read}, and should not be"),
        (None, Some(_)) => panic!("{text:?} is not read"),
    }
}

fn hold_read(read: Timestamp, nanoseconds: i128) {
    let milliseconds = nanoseconds.div_euclid(1_000_000);
    assert_eq!(i128::from(read.unix_milliseconds()), milliseconds);
    let cut = Timestamp::from_unix_milliseconds(read.unix_milliseconds());
    assert_eq!(Timestamp::parse(&read.to_string()), Some(cut), "{read} is not read as it is printed");
    assert!(cut <= read && read.plus_seconds(1) > read && read.seconds_since(read.plus_seconds(-5)) == 5);
    // A part of a second counts as a whole one.
    assert_eq!(read.seconds_since(cut), i64::from(nanoseconds.rem_euclid(1_000_000) > 0));
}

/// xs:dateTime with a zone that is UTC, by its lexical form, and the calendar by jiff.
fn by_jiff(text: &str) -> Option<i128> {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\x0c']);
    let text = ["Z", "+00:00", "-00:00"].iter().find_map(|zone| text.strip_suffix(zone))?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|octet| octet.is_ascii_digit()) {
        return None;
    }
    let form = b"0000-00-00T00:00:00";
    let fits = |(octet, form): (u8, &u8)| if *form == b'0' { octet.is_ascii_digit() } else { octet == *form };
    if whole.len() != form.len() || !whole.bytes().zip(form).all(fits) {
        return None;
    }
    // It takes second 60 for 59, and there is no year 0 in xs:dateTime.
    if whole.ends_with("60") || whole.starts_with("0000") {
        return None;
    }
    let civil: DateTime = whole.parse().ok()?;
    let fraction: i128 = format!("{fraction:0<9}").parse().ok()?;
    let since = civil.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
    Some(since.as_nanos() + fraction)
}
