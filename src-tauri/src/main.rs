//! The window's program; everything is in the library so that a phone can load it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    chaekbeot_app::run();
}
