//! Chance that can be had again: SplitMix64 from a seed.

use std::hash::{BuildHasher, RandomState};
use std::ops::RangeInclusive;

/// The numbers that follow from a seed.
pub(crate) struct Chance(u64);

impl Chance {
    /// Those of one crawl.
    pub(crate) fn new(seed: u64, number: usize) -> Self {
        let mut chance = Self(seed ^ number as u64);
        Self(chance.next())
    }

    /// A number of this range.
    pub(crate) fn of(&mut self, range: RangeInclusive<u64>) -> u64 {
        let size = range.end() - range.start() + 1;
        range.start() + self.next() % size
    }

    /// The same of a range of counts.
    pub(crate) fn small(&mut self, range: RangeInclusive<usize>) -> usize {
        let drawn = self.of(*range.start() as u64..=*range.end() as u64);
        usize::try_from(drawn).expect("a number of the range")
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// `CHAEKBEOT_SEED`, else another one every time.
pub(crate) fn seed() -> u64 {
    match std::env::var("CHAEKBEOT_SEED") {
        Ok(seed) => seed.parse().expect("CHAEKBEOT_SEED is a number"),
        Err(_) => RandomState::new().hash_one(0),
    }
}
