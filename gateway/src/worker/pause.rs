//! How long a fact rests before it is tried again.

use chrono::TimeDelta;

const FIRST: TimeDelta = TimeDelta::seconds(5);
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// Twice as long after each attempt, up to an hour; between half of it and all of it, so that
/// what failed together does not come again together.
pub fn after(attempts: i64, random: [u8; 4]) -> TimeDelta {
    let doublings = attempts.clamp(1, 20) - 1;
    let whole = (FIRST * (1_i32 << doublings)).min(LONGEST);
    let part = i64::from(u32::from_le_bytes(random) % 1_000);
    whole / 2 + TimeDelta::milliseconds(whole.num_milliseconds() / 2 * part / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour_and_differ() {
        let longest = |attempts| after(attempts, 999_u32.to_le_bytes());
        let shortest = |attempts| after(attempts, [0; 4]);
        assert_eq!(shortest(1), TimeDelta::milliseconds(2_500));
        assert!(longest(1) < FIRST && longest(1) > TimeDelta::milliseconds(4_900));
        assert!((2..10).all(|n| shortest(n) == shortest(n - 1) * 2));
        assert!(longest(20) <= LONGEST && shortest(20) == LONGEST / 2);
        assert_eq!(shortest(i64::MAX), shortest(20));
    }
}
