//! Numbers of engagement, at full precision, of answers that are already in hand. Nothing here
//! leaves this crate but through the gate, which rounds; the rules are those of section 5 of the
//! domain rules, each named where it is computed.

pub(crate) mod driver;
pub(crate) mod enps;
pub(crate) mod favour;
pub(crate) mod index;
#[cfg(test)]
mod reference;
pub(crate) mod score;

/// A count as a real number; counts of people and items stay far below 2⁵².
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// Σx/n; none of no values.
pub(crate) fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / real(count))
}
