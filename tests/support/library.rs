//! The practice library and an engine on it.
