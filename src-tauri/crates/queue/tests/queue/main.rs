//! The queue on real files: nothing is simulated but the clock.

#[cfg(test)]
mod database;
#[cfg(test)]
mod process;
#[cfg(test)]
mod runner;
#[cfg(test)]
mod slots;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
