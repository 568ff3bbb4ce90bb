//! CPU time of this thread, in rounds: in each round every subject has one turn, and the round after begins with another subject.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use serde::Serialize;

use crate::message::Message;
use crate::subject::Subject;

/// What the rounds of one subject came to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Measured {
    /// For one verification.
    pub microseconds: Spread,
    /// How many times as long as the first subject, in the same rounds.
    pub times: Spread,
}

/// The median of rounds, and their quartiles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

/// Of each subject on one message, in the order of the subjects.
pub fn measure(subjects: &[&dyn Subject], message: &Message, rounds: usize) -> Vec<Measured> {
    settle_allocator();
    let repeats: Vec<_> = subjects.iter().map(|subject| repeats(*subject, message)).collect();
    let mut times = vec![Vec::with_capacity(rounds); subjects.len()];
    for round in 0..rounds {
        for turn in 0..subjects.len() {
            let index = (round + turn) % subjects.len();
            times[index].push(turn_of(subjects[index], message, repeats[index]));
        }
    }
    times.iter().map(|rounds| Measured::of(rounds, &times[0])).collect()
}

/// glibc gives memory back to the system whenever much of it is free at the end of the heap, until something large was freed once: as in a server that has run
/// for a while. Else a third of the time for a large message is the kernel's, and which subject pays it depends on who came before.
pub fn settle_allocator() {
    drop(black_box(vec![1_u8; LARGE]));
}

impl Measured {
    fn of(rounds: &[f64], first: &[f64]) -> Self {
        Self {
            microseconds: Spread::of(rounds.to_vec()),
            times: Spread::of(rounds.iter().zip(first).map(|(one, first)| one / first).collect()),
        }
    }
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |part: f64| {
            let place = part * (values.len() - 1) as f64;
            let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
            below + (above - below) * place.fract()
        };
        Self { median: at(0.5), low: at(0.25), high: at(0.75) }
    }
}

/// As many as fill a turn, found by doubling, which also warms up.
fn repeats(subject: &dyn Subject, message: &Message) -> u32 {
    let mut repeats = 1;
    loop {
        let time = time(subject, message, repeats);
        if time >= TURN / 4 {
            let fitting = TURN.as_secs_f64() / time.as_secs_f64() * f64::from(repeats);
            return (fitting as u32).max(1);
        }
        repeats *= 2;
    }
}

fn turn_of(subject: &dyn Subject, message: &Message, repeats: u32) -> f64 {
    // What the subjects before have pushed out of the caches is fetched again.
    time(subject, message, repeats.div_ceil(10));
    time(subject, message, repeats).as_secs_f64() * 1e6 / f64::from(repeats)
}

fn time(subject: &dyn Subject, message: &Message, repeats: u32) -> Duration {
    let start = ThreadTime::now();
    for _ in 0..repeats {
        black_box(subject.verify(black_box(message))).expect("a message that was accepted before");
    }
    start.elapsed()
}

/// Below 32 MiB, up to which glibc learns.
const LARGE: usize = 16 << 20;
/// Long beside the clock's steps, short beside the noise of the machine.
const TURN: Duration = Duration::from_millis(20);

#[cfg(test)]
mod tests {
    use super::{Measured, Spread};

    #[test]
    fn quartiles_lie_between_values() {
        assert_eq!(Spread::of(vec![4.0, 1.0, 3.0, 2.0]), Spread { median: 2.5, low: 1.75, high: 3.25 });
        assert_eq!(Spread::of(vec![7.0]), Spread { median: 7.0, low: 7.0, high: 7.0 });
    }

    /// A machine that is slow for a round is so for both: the medians would divide to 2.5.
    #[test]
    fn ratios_are_made_within_rounds() {
        let measured = Measured::of(&[3.0, 30.0, 5.0], &[1.0, 10.0, 2.0]);
        assert_eq!((measured.times.median, measured.microseconds.median), (3.0, 5.0));
    }
}
