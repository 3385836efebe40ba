//! The practice library over its real wire: a client on loopback, and pages read as a parser of the recorded pages reads them.

#![expect(clippy::unwrap_used, reason = "what fails to come is a failed test")]

mod catalogue;
mod command;
mod copies;
mod desk;
mod faults;
mod gate;
mod wire;
