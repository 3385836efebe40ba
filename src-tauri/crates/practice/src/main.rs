//! practice
fn main() {}
