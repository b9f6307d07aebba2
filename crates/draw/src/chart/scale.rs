//! Scales: from values to lengths, with marks at round numbers.

use pamphlet_core::chart::ChartData;
use pamphlet_core::number::{Digits, Number};

/// How many steps a scale has at most.
const STEPS: f64 = 5.0;

/// A scale between two round numbers.
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: f64,
    /// The digits of the author's numbers.
    digits: Digits,
}

impl Scale {
    /// A scale for all values of a chart; `zero` must be on it.
    pub(super) fn of(data: &ChartData, zero: bool) -> Scale {
        let values = (0..data.rows.len()).flat_map(|row| data.values(row));
        let start = if zero { Some(0.0) } else { None };
        let values: Vec<f64> = values.chain(start).collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = match low < high {
            true => (low, high),
            // One value alone, or none.
            false if low.is_finite() => (low - 1.0, low + 1.0),
            false => (0.0, 1.0),
        };
        let step = round_step((high - low) / STEPS);
        // Between whole numbers nothing says how the author writes others.
        let whole = values.iter().all(|value| value.fract() == 0.0);
        let step = if whole { step.max(1.0) } else { step };
        let mut words = data.rows.iter().flat_map(|(_, values)| values);
        let digits = words.find_map(|value| Some(Number::read(value).ok()?.digits()));
        Scale {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
            digits: digits.unwrap_or(Digits::WESTERN),
        }
    }

    /// How far along the scale a value is: 0 to 1.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The round numbers, and as numbers to print.
    pub(super) fn marks(&self) -> Vec<(f64, Number)> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count)
            .map(|i| {
                let value = self.low + i as f64 * self.step;
                (value, self.number(value))
            })
            .collect()
    }

    fn number(&self, value: f64) -> Number {
        let mut decimals = 0;
        let mut step = self.step;
        while step < 0.999 && decimals < 9 {
            step *= 10.0;
            decimals += 1;
        }
        let value = if value.abs() < self.step / 2.0 {
            0.0
        } else {
            value
        };
        Number::rounded(value, decimals, self.digits)
    }
}

/// The least of 1, 2 and 5 times a power of ten that is not below `step`. No
/// logarithm: those differ in their last digit between machines.
fn round_step(step: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= step {
        power *= 10.0;
    }
    while power > step && power > 1e-9 {
        power /= 10.0;
    }
    let steps = [1.0, 2.0, 5.0, 10.0].map(|n| n * power);
    let found = steps.into_iter().find(|round| *round >= step * 0.999_999);
    found.unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use pamphlet_core::language::Language;

    use super::*;

    fn marks(tag: &str, values: &[&str], zero: bool) -> Vec<String> {
        let rows = values
            .iter()
            .map(|value| (String::new(), vec![(*value).to_owned()]));
        let data = ChartData {
            series: vec![String::new()],
            rows: rows.collect(),
        };
        let language = Language::parse(tag).expect("a tag");
        let marks = Scale::of(&data, zero).marks().into_iter();
        marks.map(|(_, number)| number.printed(&language)).collect()
    }

    #[test]
    fn marks_are_round_and_hold_every_value() {
        let marks = |values: &[&str], zero| marks("en", values, zero);
        assert_eq!(marks(&["5.4", "1.1"], true), ["0", "2", "4", "6"]);
        assert_eq!(
            marks(&["0,25"], true),
            ["0.00", "0.05", "0.10", "0.15", "0.20", "0.25"]
        );
        assert_eq!(marks(&["-3", "4"], false), ["−4", "−2", "0", "2", "4"]);
        assert_eq!(
            marks(&["97", "103"], false),
            ["96", "98", "100", "102", "104"]
        );
        assert_eq!(marks(&["7"], false), ["6", "7", "8"]);
        assert_eq!(marks(&["0"], true), ["−1", "0", "1"]);
        assert_eq!(marks(&["1", "2"], true), ["0", "1", "2"]);
        assert_eq!(marks(&["0,5"], false), ["−0.5", "0.0", "0.5", "1.0", "1.5"]);
    }

    #[test]
    fn marks_are_printed_as_the_language_prints_numbers() {
        let half = |tag| marks(tag, &["0.5"], true).concat();
        assert_eq!(half("de"), "0,00,10,20,30,40,5");
        assert_eq!(half("de-CH"), "0.00.10.20.30.40.5");
        let last = |tag, value| marks(tag, &[value], true).pop();
        assert_eq!(last("en", "9000").as_deref(), Some("10,000"));
        assert_eq!(last("en", "7000").as_deref(), Some("8000"));
        assert_eq!(last("de", "1200000").as_deref(), Some("1.500.000"));
        assert_eq!(
            last("fr", "1200000").as_deref(),
            Some("1\u{202f}500\u{202f}000")
        );
        assert_eq!(last("hi", "1200000").as_deref(), Some("15,00,000"));
        // In the author's digits.
        assert_eq!(last("bn", "১২০০০০০").as_deref(), Some("১৫,০০,০০০"));
        assert_eq!(last("ar", "٠٫٥").as_deref(), Some("٠٫٥"));
    }
}
