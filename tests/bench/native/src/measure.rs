//! CPU time of this thread, in rounds: in each round every subject has one turn, and the round after begins with another subject.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use serde::Serialize;

use crate::message::Message;
use crate::subject::Subject;

/// Microseconds for one verification.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Microseconds {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

/// Of each subject on one message, in the order of the subjects.
pub fn measure(subjects: &[&dyn Subject], message: &Message, rounds: usize) -> Vec<Microseconds> {
    settle_allocator();
    let repeats: Vec<_> = subjects.iter().map(|subject| repeats(*subject, message)).collect();
    let mut times = vec![Vec::with_capacity(rounds); subjects.len()];
    for round in 0..rounds {
        for turn in 0..subjects.len() {
            let index = (round + turn) % subjects.len();
            times[index].push(turn_of(subjects[index], message, repeats[index]));
        }
    }
    times.into_iter().map(Microseconds::of).collect()
}

/// glibc gives memory back to the system whenever much of it is free at the end of the heap, until something large was freed once: as in a server that has run
/// for a while. Else a third of the time for a large message is the kernel's, and which subject pays it depends on who came before.
pub fn settle_allocator() {
    drop(black_box(vec![1_u8; LARGE]));
}

impl Microseconds {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self { median: times[times.len() / 2], low: times[0], high: times[times.len() - 1] }
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
