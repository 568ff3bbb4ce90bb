//! How instructions and memory grow with one thing at a time. The first figure of each is the fixed cost, and is taken off the others.

use super::Findings;
use super::figures::Figure;

/// One thing that grows.
struct Axis<'a> {
    name: &'a str,
    instructions: Vec<&'a Figure>,
    memory: Vec<&'a Figure>,
}

pub(crate) fn hold(instructions: &[Figure], memory: &[Figure]) -> Findings {
    let mut findings = Findings::default();
    for axis in axes(instructions, memory) {
        let (slope, times) = (axis.slope(), axis.most_times());
        findings.figures.push(axis.line(slope, times));
        let complaints = [axis.too_steep(slope), axis.too_large(times)];
        if complaints.iter().all(Option::is_none) {
            findings.held += 1;
        }
        findings.complaints.extend(complaints.into_iter().flatten());
    }
    findings
}

fn axes<'a>(instructions: &'a [Figure], memory: &'a [Figure]) -> Vec<Axis<'a>> {
    let mut names: Vec<&str> = Vec::new();
    for figure in instructions.iter().chain(memory) {
        if !names.contains(&figure.name.as_str()) {
            names.push(&figure.name);
        }
    }
    let of = |figures: &'a [Figure], name: &str| figures.iter().filter(|figure| figure.name == name).collect();
    names.into_iter().map(|name| Axis { name, instructions: of(instructions, name), memory: of(memory, name) }).collect()
}

impl Axis<'_> {
    fn slope(&self) -> f64 {
        let points: Vec<_> = self.instructions.iter().map(|figure| (figure.parameter, figure.value)).collect();
        slope(&points)
    }

    /// The most memory of any message, in multiples of the message, beyond what any connection and any report takes.
    #[expect(clippy::cast_precision_loss, reason = "multiples to compare with a small number")]
    fn most_times(&self) -> Option<f64> {
        let messages = self.memory.iter().filter(|figure| figure.octets > 0);
        messages.map(|figure| figure.value.saturating_sub(FIXED_MEMORY) as f64 / figure.octets as f64).reduce(f64::max)
    }

    /// The bound on it. A message that is refused may be as dense as the policy allows: a node and an attribute in every eight octets, each many times as long as its text.
    fn most_times_allowed(&self) -> f64 {
        if self.name.starts_with("refused, ") { MOST_TIMES_REFUSED } else { MOST_TIMES }
    }

    /// Each figure with the bound that it is held against.
    fn line(&self, slope: f64, times: Option<f64>) -> String {
        let memory = times.map_or_else(
            || "no message, so that no memory is held against one".to_owned(),
            |times| format!("{times:5.2} times its octets in memory (at most {})", self.most_times_allowed()),
        );
        format!("slope {slope:.3} (at most {STEEPEST}), {memory}: {}", self.name)
    }

    fn too_steep(&self, slope: f64) -> Option<String> {
        let name = self.name;
        if self.instructions.len() <= FEWEST_POINTS {
            return Some(format!(
                "{name}: {} points, of which one is the fixed cost; at least {FEWEST_POINTS} more are needed",
                self.instructions.len()
            ));
        }
        // What is no number is no slope that holds.
        let holds = slope <= STEEPEST;
        let points: Vec<_> = self.instructions.iter().map(|figure| format!("{}: {}", figure.parameter, figure.value)).collect();
        (!holds)
            .then(|| format!("{name}: instructions grow with a slope of {slope:.3}; at most {STEEPEST} is linear. {}", points.join(", ")))
    }

    fn too_large(&self, times: Option<f64>) -> Option<String> {
        let (name, times, most) = (self.name, times?, self.most_times_allowed());
        (times > most).then(|| format!("{name}: {times:.2} times the octets of the message in memory; at most {most}"))
    }
}

/// Of the least squares through the points on paper that is logarithmic both ways: 1 is linear, 2 is quadratic.
#[expect(clippy::cast_precision_loss, reason = "logarithms of counts")]
fn slope(points: &[(u64, u64)]) -> f64 {
    let Some(((fixed, cost), rest)) = points.split_first() else { return f64::NAN };
    // What does not grow at all is flat.
    let logarithm = |number: u64| (number.max(1) as f64).ln();
    let points: Vec<_> = rest.iter().map(|(x, y)| (logarithm(x.saturating_sub(*fixed)), logarithm(y.saturating_sub(*cost)))).collect();
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (mean_x, mean_y) = (mean(|point| point.0), mean(|point| point.1));
    let covariance: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let variance: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    covariance / variance
}

const STEEPEST: f64 = 1.1;

const MOST_TIMES: f64 = 12.0;

const MOST_TIMES_REFUSED: f64 = 30.0;

/// Octets for what does not depend on the message: what a key takes while it verifies, the list of the checks of a report.
const FIXED_MEMORY: u64 = 8 << 10;

/// Beyond the fixed cost.
const FEWEST_POINTS: usize = 4;

#[cfg(test)]
mod tests {
    use super::{Figure, hold, slope};

    const PARAMETERS: [u64; 5] = [10, 110, 510, 2_510, 10_010];

    fn figures(octets: u64, value: impl Fn(u64) -> u64) -> Vec<Figure> {
        let figure = |parameter| Figure { name: "octets".to_owned(), parameter, octets: octets * parameter, value: value(parameter) };
        PARAMETERS.into_iter().map(figure).collect()
    }

    fn complaints(instructions: &[Figure], memory: &[Figure]) -> Vec<String> {
        hold(instructions, memory).complaints
    }

    fn linear() -> Vec<Figure> {
        figures(1_000, |x| 5_000_000 + 300 * x)
    }

    fn small() -> Vec<Figure> {
        figures(1_000, |x| 8_192 + 9_000 * x)
    }

    #[test]
    fn slopes() {
        let of = |cost: fn(u64) -> u64| slope(&PARAMETERS.map(|x| (x, cost(x))));
        assert!((of(|x| 1_000_000 + 7 * x) - 1.0).abs() < 1e-9);
        assert!((of(|x| 1_000_000 + (x - 10).pow(2)) - 2.0).abs() < 1e-9);
        assert!(of(|_| 1_000_000).abs() < 1e-9);
        assert!((1.1..1.3).contains(&of(|x| x * u64::from(x.ilog2()))));
        assert!(slope(&[]).is_nan() && slope(&[(1, 1)]).is_nan());
    }

    #[test]
    fn what_grows_in_a_straight_line_holds() {
        let findings = hold(&linear(), &figures(1_000, |x| 8_192 + 11_900 * x));
        assert_eq!((findings.held, findings.complaints.len(), findings.figures.len()), (1, 0, 1));
    }

    #[test]
    fn what_is_quadratic_does_not() {
        let found = complaints(&figures(1_000, |x| 5_000_000 + x * x), &small());
        assert!(matches!(&found[..], [one] if one.starts_with("octets: instructions grow with a slope of 1.9")), "{found:?}");
        // A hundredth of it is enough where it is the larger part in the end.
        let found = complaints(&figures(1_000, |x| 5_000_000 + 300 * x + x * x), &small());
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn memory_beyond_its_bound_does_not() {
        let found = complaints(&linear(), &figures(1_000, |x| 8_192 + 12_001 * x));
        assert_eq!(found, ["octets: 12.00 times the octets of the message in memory; at most 12"]);
    }

    #[test]
    fn what_is_refused_has_a_bound_of_its_own() {
        let refused = |memory: u64| {
            let named = |figures: Vec<Figure>| figures.into_iter().map(|figure| Figure { name: "refused, dense".to_owned(), ..figure });
            let (instructions, memory) = (linear(), figures(1_000, move |x| 8_192 + memory * x));
            hold(&named(instructions).collect::<Vec<_>>(), &named(memory).collect::<Vec<_>>()).complaints
        };
        assert!(refused(29_999).is_empty());
        assert_eq!(refused(30_001), ["refused, dense: 30.00 times the octets of the message in memory; at most 30"]);
    }

    #[test]
    fn too_few_points_say_nothing() {
        let four = &linear()[..4];
        assert!(matches!(&complaints(four, &[])[..], [one] if one.contains("4 points")));
        // Memory alone was measured.
        assert_eq!(complaints(&[], &small()).len(), 1);
    }

    #[test]
    fn each_line_has_its_bounds() {
        let line = "slope 1.000 (at most 1.1),  9.00 times its octets in memory (at most 12): octets";
        assert_eq!(hold(&linear(), &small()).figures, [line]);
    }
}
