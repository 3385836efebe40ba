//! The real window: display, bus, driver.
