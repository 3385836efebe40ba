//! The compiler: the usual one if it has the target's standard library (`rustup target add`), otherwise one of Debian's with the
//! source of the library, which cargo then compiles, too.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::archive::unpack;
use super::cache::Cache;
use super::target::Target;
use crate::project::{cargo, root, target as target_folder, tool};
use crate::step::run as step;

/// Debian's compiler for its browsers: newer than the one for everything else, in the security archive. The other package is the source
/// of its standard library.
const PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];
const FAMILIES: [&str; 4] = ["rustc-web", "rust-web-src", "libstd-rust-web", "libllvm"];

/// What compiles for the target.
pub(super) struct Compiler {
    target: Target,
    /// `usr` of the unpacked one; none if the usual one will do.
    unpacked: Option<PathBuf>,
    /// A target folder of its own: the usual builds neither wait for it nor mix with it.
    folder: PathBuf,
}

impl Compiler {
    /// Downloads it if there is need.
    pub(super) fn get(cache: &Cache, target: Target) -> Result<Self> {
        let unpacked = match knows(target)? {
            true => None,
            false => Some(fetch(cache).with_context(|| {
                format!(
                    "no compiler for {target}; `rustup target add {}` gives one",
                    target.triple()
                )
            })?),
        };
        Ok(Self {
            target,
            unpacked,
            folder: target_folder()?.join("cross"),
        })
    }

    /// `cargo` with this subcommand for the target. Warnings about this workspace are errors.
    pub(super) fn cargo(&self, subcommand: &str) -> Result<Command> {
        let mut command = cargo([subcommand, "--target", self.target.triple()]);
        command
            .args(["-Zwarnings", "--config", "build.warnings=\"deny\""])
            .env("CARGO_TARGET_DIR", &self.folder)
            // Has the stable cargo and rustc take options beginning with Z.
            .env("RUSTC_BOOTSTRAP", "1");
        if let Some(usr) = &self.unpacked {
            command
                // `test`, too, when nothing is tested: one standard library for everything.
                .arg("-Zbuild-std=std,panic_abort,test")
                .env("RUSTC", usr.join("bin/rustc"))
                .env("RUSTDOC", usr.join("bin/rustdoc"))
                .env("LD_LIBRARY_PATH", libraries(usr)?);
        }
        if !self.target.can_link() {
            // A C compiler and an archiver that compile nothing: enough for a check.
            let stub = root().join("src-tauri/crates/xtask/src/cross/stub");
            for (name, file) in [("CC", "cc"), ("CXX", "cc"), ("AR", "ar")] {
                command.env(self.target.variable(name), stub.join(file));
            }
            // So that nobody asks Xcode for one.
            command.env("SDKROOT", stub);
        }
        Ok(command)
    }

    /// Where programs for the target are built.
    pub(super) fn built(&self) -> PathBuf {
        self.folder.join(self.target.triple()).join("debug")
    }
}

/// Whether the usual compiler has the target's standard library.
fn knows(target: Target) -> Result<bool> {
    let output = tool("rustc")
        .args(["--print", "target-libdir", "--target", target.triple()])
        .output()
        .context("asking rustc for its libraries")?;
    let folder = String::from_utf8_lossy(&output.stdout);
    Ok(output.status.success() && Path::new(folder.trim()).is_dir())
}

fn fetch(cache: &Cache) -> Result<PathBuf> {
    let folder = cache.part("rust", |folder| {
        unpack(&PACKAGES, &FAMILIES, folder)?;
        // Where rustc looks for the source.
        let sources = folder.join("usr/src");
        let source = fs::read_dir(&sources)?
            .filter_map(Result::ok)
            .find(|entry| entry.file_name().to_string_lossy().starts_with("rustc-"))
            .context("the package has no source of the standard library")?;
        let rustlib = folder.join("usr/lib/rustlib/src");
        fs::create_dir_all(&rustlib)?;
        let mut link = tool("ln");
        link.arg("-s").arg(source.path()).arg(rustlib.join("rust"));
        step("Source of the standard library", &mut link)
    })?;
    Ok(folder.join("usr"))
}

/// The unpacked compiler finds its own libraries here.
fn libraries(usr: &Path) -> Result<OsString> {
    let own = [usr.join("lib/x86_64-linux-gnu"), usr.join("lib")];
    let usual = env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let folders = own.into_iter().chain(env::split_paths(&usual));
    env::join_paths(folders).context("naming the compiler's libraries")
}
