//! What must be on the machine before anything can be built: checked, and installed where that needs no questions.

mod install;
mod needs;
mod page;
mod system;
mod toolchain;

pub(crate) use install::{packages, refusal};
pub(crate) use needs::Purpose;
pub(crate) use page::{build as build_page, install as install_page_packages};
pub(crate) use system::{debian_release, has_apt};
pub(crate) use toolchain::{rust, rust_and_node};
