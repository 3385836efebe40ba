//! The queue beside a model of it: whatever happens, in whatever order, the file is what the rules of the README say.

#[cfg(test)]
mod attempts;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod ends;
#[cfg(test)]
mod handler;
#[cfg(test)]
mod inbox;
#[cfg(test)]
mod invariants;
#[cfg(test)]
mod known;
#[cfg(test)]
mod model;
#[cfg(test)]
mod on_file;
#[cfg(test)]
mod on_model;
#[cfg(test)]
mod play;
#[cfg(test)]
mod set_back;
#[cfg(test)]
mod slots;
#[cfg(test)]
mod step;
#[cfg(test)]
mod world;
#[cfg(test)]
mod writes;

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestRunner};

    use crate::play::play;
    use crate::step::step;

    /// Always the same eighty histories, or with `CHAEKBEOT_LONG=1` two thousand others each time.
    fn config() -> Config {
        let is_long = std::env::var_os("CHAEKBEOT_LONG").is_some();
        Config {
            cases: if is_long { 2_000 } else { 80 },
            rng_seed: if is_long {
                RngSeed::Random
            } else {
                RngSeed::Fixed(20_261_122)
            },
            failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
                "tests/model/regressions.txt",
            ))),
            max_shrink_iters: 2_000,
            max_shrink_time: 600_000,
            ..Config::default()
        }
    }

    #[test]
    fn every_history_ends_as_the_rules_say() {
        let histories = vec(step(), 1..32);
        let outcome = TestRunner::new(config()).run(&histories, |steps| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(play(steps));
            Ok(())
        });
        if let Err(failed) = outcome {
            panic!("{failed}");
        }
    }
}
