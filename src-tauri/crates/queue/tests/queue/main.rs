//! The queue on real files: nothing is simulated but the clock.

#[cfg(test)]
mod control;
#[cfg(test)]
mod cut_off;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod database;
#[cfg(test)]
mod drain;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod lone;
#[cfg(test)]
mod postponed;
#[cfg(test)]
mod process;
#[cfg(test)]
mod recurring;
#[cfg(test)]
mod runner;
#[cfg(test)]
mod slots;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
#[cfg(test)]
mod upkeep;
