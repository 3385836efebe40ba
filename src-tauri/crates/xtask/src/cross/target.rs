//! The systems the app is made for besides this one.

use std::fmt;

use clap::ValueEnum;

/// Another system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Target {
    /// Check, build, and test with Wine
    Windows,
    /// Check
    Macos,
    /// Check
    Android,
}

impl Target {
    /// Its name for cargo and rustc.
    pub(super) fn triple(self) -> &'static str {
        match self {
            Self::Windows => "x86_64-pc-windows-gnu",
            Self::Macos => "aarch64-apple-darwin",
            Self::Android => "aarch64-linux-android",
        }
    }

    /// What of the workspace runs there: the app, and on a desktop the terminal.
    pub(super) fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Windows | Self::Macos => &[
                "--package",
                "chaekbeot-app",
                "--package",
                "chaekbeot-cli",
                "--lib",
                "--bins",
            ],
            Self::Android => &["--package", "chaekbeot-app", "--lib"],
        }
    }

    /// Whether its linker is here; without one its C can be no more than passed over.
    pub(super) fn can_link(self) -> bool {
        self == Self::Windows
    }

    /// `CC_x86_64_pc_windows_gnu` for `CC`.
    pub(super) fn variable(self, name: &str) -> String {
        format!("{name}_{}", self.triple().replace('-', "_"))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Windows => "Windows",
            Self::Macos => "macOS",
            Self::Android => "Android",
        })
    }
}
