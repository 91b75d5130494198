/// Told how far a long computation is, from 0 to 1, and asked whether it goes on.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    told: &'a (dyn Fn(f64) -> bool + Sync),
    from: f64,
    to: f64,
}

/// A computation was asked to end before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl<'a> Watch<'a> {
    pub fn new(told: &'a (dyn Fn(f64) -> bool + Sync)) -> Self {
        Self { told, from: 0.0, to: 1.0 }
    }

    /// Nobody watches, and nobody ends it.
    pub fn nobody() -> Self {
        Self::new(&|_| true)
    }

    /// Of a part of the computation: what is 0 to 1 for it lies between these for the whole.
    pub fn part(self, from: f64, to: f64) -> Self {
        let width = self.to - self.from;
        Self { from: self.from + from * width, to: self.from + to * width, ..self }
    }

    pub fn reached(self, share: f64) -> Result<(), Stopped> {
        let share = self.from + share * (self.to - self.from);
        if (self.told)(share) { Ok(()) } else { Err(Stopped) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_part_reports_within_the_whole() {
        let told = Mutex::new(vec![]);
        let note = |share: f64| {
            told.lock().unwrap().push(share);
            share < 0.75
        };
        let half = Watch::new(&note).part(0.5, 1.0);
        assert_eq!(half.reached(0.0), Ok(()));
        assert_eq!(half.part(0.0, 0.5).reached(1.0), Err(Stopped));
        assert_eq!(*told.lock().unwrap(), [0.5, 0.75]);
    }
}
