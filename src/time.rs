//! Moments in UTC, read as SAML has them: xs:dateTime with no way around the zone (rule X13).

mod duration;

use alloc::string::String;
use core::fmt;

use crate::text::padded;
pub(crate) use duration::duration_seconds;

/// A moment in UTC, to the nanosecond. Leap seconds do not exist in it, as they do not in POSIX time.
///
/// It knows no clock: the caller's [`verify`](crate::verify()) says when now is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Since 1970-01-01T00:00:00Z; negative before.
    seconds: i64,
    /// Towards the future, below [`NANOSECONDS`].
    nanoseconds: u32,
}

impl Timestamp {
    /// Milliseconds since 1970-01-01T00:00:00Z, as `Date.now()` counts them. Every number is a moment.
    pub const fn from_unix_milliseconds(milliseconds: i64) -> Self {
        // A remainder below 1000 loses nothing as u32, and there is no `TryFrom` in a const fn.
        #[allow(clippy::as_conversions)]
        let part = milliseconds.rem_euclid(1000) as u32;
        Self { seconds: milliseconds.div_euclid(1000), nanoseconds: part * 1_000_000 }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z. Parts of a millisecond are cut off, and it saturates 292
    /// million years from now.
    pub fn unix_milliseconds(self) -> i64 {
        self.seconds.saturating_mul(1000).saturating_add(i64::from(self.nanoseconds / 1_000_000))
    }

    /// Reads an xs:dateTime in UTC (core 1.3.3; XML Schema Part 2, 3.2.7).
    ///
    /// The zone is `Z`, `+00:00` or `-00:00`; a fraction has one to nine digits. White space around it is no part of the value.
    /// It does not read what other parsers guess at: a missing zone or another one, signs, years before 0001 and after 9999,
    /// `24:00:00`, second 60, days that the month does not have, digits other than ASCII.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_ascii().as_bytes();
        let (date_time, rest) = text.split_at_checked("2026-11-24T10:00:00".len())?;
        let &[y1, y2, y3, y4, b'-', o1, o2, b'-', d1, d2, b'T', h1, h2, b':', m1, m2, b':', s1, s2] = date_time else { return None };
        let days = days_since_1970(number(&[y1, y2, y3, y4])?, number(&[o1, o2])?, number(&[d1, d2])?)?;
        let (hour, minute, second) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = days * DAY + i64::from(hour * 3600 + minute * 60 + second);
        Some(Self { seconds, nanoseconds: fraction_then_utc(rest)? })
    }

    /// This moment so many seconds later, or earlier where negative; the last or first there is where it would go beyond.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self { seconds: self.seconds.saturating_add(seconds), nanoseconds: self.nanoseconds }
    }

    /// Seconds from `other` to this moment, negative where `other` is the later one.
    ///
    /// A part of a second counts as a whole one, away from zero: what lies beyond a limit then never reads as equal to it.
    pub fn seconds_since(self, other: Self) -> i64 {
        if self < other {
            return other.seconds_since(self).saturating_neg();
        }
        let begun = i64::from(self.nanoseconds > other.nanoseconds);
        self.seconds.saturating_sub(other.seconds).saturating_add(begun)
    }

    /// As it is displayed.
    pub(crate) fn text(self) -> String {
        let (year, month, day) = date_of(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        let parts = [year, month, day, second / 3600, second / 60 % 60, second % 60];
        let mut text = String::new();
        for (part, (before, width)) in parts.into_iter().zip([("", 4), ("-", 2), ("-", 2), ("T", 2), (":", 2), (":", 2)]) {
            text.push_str(before);
            text.push_str(&padded(part, width));
        }
        if let milliseconds @ 1.. = self.nanoseconds / 1_000_000 {
            text.push('.');
            text.push_str(&padded(milliseconds.into(), 3));
        }
        text.push('Z');
        text
    }
}

/// As xs:dateTime with `Z`; milliseconds only where there are any.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// ASCII digits, at most nine of them.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
}

/// `.5Z` and the like: the nanoseconds.
fn fraction_then_utc(rest: &[u8]) -> Option<u32> {
    let (fraction, zone) = match rest.strip_prefix(b".") {
        Some(rest) => rest.split_at(rest.iter().position(|octet| !octet.is_ascii_digit())?),
        None => (&b"0"[..], rest),
    };
    let scale = 9_u32.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let utc = matches!(zone, b"Z" | b"+00:00" | b"-00:00") && !fraction.is_empty();
    utc.then(|| number(fraction).map(|value| value * 10_u32.pow(scale)))?
}

/// None for a day that is in no calendar. The Gregorian rules hold for all years, as XML Schema has it.
fn days_since_1970(year: u32, month: u32, day: u32) -> Option<i64> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if year == 0 || day == 0 || day > length {
        return None;
    }
    // Years begin in March here: the leap day is then the last of its year, and the months before it have a regular pattern.
    let (year, month) = if month > 2 { (i64::from(year), month - 3) } else { (i64::from(year) - 1, month + 9) };
    let day_of_year = i64::from((153 * month + 2) / 5 + day - 1);
    Some(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - MARCH_OF_YEAR_0)
}

/// Year, month and day of a day counted from 1970-01-01: the inverse, for every day that seconds in an `i64` can reach.
fn date_of(days_since_1970: i64) -> (i64, i64, i64) {
    let days = days_since_1970 + MARCH_OF_YEAR_0;
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year = (day - day / 1460 + day / 36_524 - day / (ERA - 1)) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (era * 400 + year, month, day)
}

/// Seconds.
const DAY: i64 = 86_400;
/// Days in 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const MARCH_OF_YEAR_0: i64 = 719_468;

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::*;

    #[track_caller]
    fn read(text: &str, milliseconds: i64) {
        assert_eq!(Timestamp::parse(text).map(Timestamp::unix_milliseconds), Some(milliseconds), "{text}");
    }

    #[test]
    fn moments_are_those_of_posix() {
        read("1970-01-01T00:00:00Z", 0);
        read("2026-11-24T10:00:00Z", 1_795_514_400_000);
        read("2000-02-29T23:59:59Z", 951_868_799_000);
        read("0001-01-01T00:00:00Z", -62_135_596_800_000);
        read("9999-12-31T23:59:59.999Z", 253_402_300_799_999);
        read("1969-12-31T23:59:59.5Z", -500);
        read("2026-11-24T10:00:00+00:00", 1_795_514_400_000);
        read("2026-11-24T10:00:00.25-00:00", 1_795_514_400_250);
        read("\n\t 2026-11-24T10:00:00Z\r ", 1_795_514_400_000);
    }

    #[test]
    fn every_day_of_the_calendar_goes_there_and_back() {
        for day in -719_162..=2_932_896 {
            let (year, month, of_month) = date_of(day);
            let part = |value: i64| u32::try_from(value).unwrap();
            assert_eq!(days_since_1970(part(year), part(month), part(of_month)), Some(day));
        }
    }

    #[test]
    fn fractions_have_one_to_nine_digits() {
        let nanoseconds = |text: &str| Timestamp::parse(text).map(|time| time.nanoseconds);
        assert_eq!(nanoseconds("2026-11-24T10:00:00.123456789Z"), Some(123_456_789));
        assert_eq!(nanoseconds("2026-11-24T10:00:00.000000001Z"), Some(1));
        assert_eq!(nanoseconds("2026-11-24T10:00:00.1Z"), Some(100_000_000));
        assert_eq!(nanoseconds("2026-11-24T10:00:00.1234567890Z"), None);
        assert_eq!(nanoseconds("2026-11-24T10:00:00.0000000000Z"), None);
        assert_eq!(nanoseconds("2026-11-24T10:00:00.Z"), None);
        assert_eq!(nanoseconds("2026-11-24T10:00:00,5Z"), None);
        assert_eq!(nanoseconds("2026-11-24T10:00:00."), None);
        assert_eq!(nanoseconds("2026-11-24T10:00:00.5"), None);
    }

    #[test]
    fn what_other_parsers_guess_at_is_refused() {
        let refused = [
            "",
            "Z",
            "2026-11-24",
            "2026-11-24T10:00Z",
            "2026-11-24T10:00:00",
            "2026-11-24T10:00:00z",
            "2026-11-24t10:00:00Z",
            "2026-11-24 10:00:00Z",
            "2026-11-24T10:00:00 Z",
            "2026-11-24T10:00:00+01:00",
            "2026-11-24T10:00:00-00:01",
            "2026-11-24T10:00:00+0000",
            "2026-11-24T10:00:00+00",
            "2026-11-24T10:00:00GMT",
            "2026-11-24T10:00:00ZZ",
            "2026-11-24T10:00:00Z0",
            "2026-11-24T24:00:00Z",
            "2026-11-24T10:60:00Z",
            "2026-12-31T23:59:60Z",
            "2026-02-29T10:00:00Z",
            "2100-02-29T10:00:00Z",
            "2026-02-30T10:00:00Z",
            "2026-04-31T10:00:00Z",
            "2026-00-10T10:00:00Z",
            "2026-13-10T10:00:00Z",
            "2026-11-00T10:00:00Z",
            "2026-11-32T10:00:00Z",
            "0000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "+2026-11-24T10:00:00Z",
            "-2026-11-24T10:00:00Z",
            "10000-01-01T00:00:00Z",
            "02026-11-24T10:00:00Z",
            "26-11-24T10:00:00Z",
            "2026-1-24T10:00:00Z",
            "2026-11-24T1:00:00Z",
            "2026/11/24T10:00:00Z",
            "20261124T100000Z",
            "2026-W48-2T10:00:00Z",
            "Tue, 24 Nov 2026 10:00:00 GMT",
            "1795514400",
            "2026-11-24T10:00:0\u{660}Z",
            "２026-11-24T10:00:00Z",
            "2026-11-24T10:00:00\u{2212}00:00",
            "\u{A0}2026-11-24T10:00:00Z",
            "2026-11-24T10:00:00Z\0",
        ];
        for text in refused {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn it_is_printed_as_it_is_read() {
        for text in [
            "2026-11-24T10:00:00Z",
            "1969-12-31T23:59:59.500Z",
            "0001-01-01T00:00:00Z",
            "2000-02-29T00:00:00.001Z",
            "9999-12-31T23:59:59.999Z",
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Timestamp::parse("2026-11-24T10:00:00.0009Z").unwrap().to_string(), "2026-11-24T10:00:00Z");
    }

    #[test]
    fn every_number_of_milliseconds_is_a_moment() {
        for milliseconds in [0, -1, 1, 999, -1000, -8_640_000_000_000_000, 8_640_000_000_000_000, i64::MAX] {
            assert_eq!(Timestamp::from_unix_milliseconds(milliseconds).unix_milliseconds(), milliseconds);
        }
        assert_eq!(Timestamp::from_unix_milliseconds(i64::MAX).to_string(), "292278994-08-17T07:12:55.807Z");
    }

    #[test]
    fn seconds_saturate() {
        let (first, last) =
            (Timestamp::from_unix_milliseconds(0).plus_seconds(i64::MIN), Timestamp::from_unix_milliseconds(0).plus_seconds(i64::MAX));
        assert_eq!(last.plus_seconds(1), last);
        assert_eq!(first.plus_seconds(-1), first);
        assert_eq!(last.seconds_since(first), i64::MAX);
        assert_eq!(first.seconds_since(last), -i64::MAX);
        assert_eq!(last.unix_milliseconds(), i64::MAX);
        assert_eq!(first.to_string(), "-292277022657-01-27T08:29:52Z");
    }

    #[test]
    fn begun_seconds_count_away_from_zero() {
        let at = Timestamp::from_unix_milliseconds;
        assert_eq!(at(300_000).seconds_since(at(0)), 300);
        assert_eq!(at(300_001).seconds_since(at(0)), 301);
        assert_eq!(at(1_000).seconds_since(at(999)), 1);
        assert_eq!(at(1_000).seconds_since(at(1)), 1);
        assert_eq!(at(0).seconds_since(at(1)), -1);
        assert_eq!(at(5).seconds_since(at(5)), 0);
    }

    #[test]
    fn later_is_greater() {
        let at = Timestamp::from_unix_milliseconds;
        assert!(at(-1) < at(0) && at(0) < at(1) && at(999) < at(1000) && at(-1001) < at(-1000));
    }
}
