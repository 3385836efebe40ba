//! The packages of the system this project needs, for what, and how to see that they are there.

use std::env;

use super::system::System;
use crate::step::succeeds;

/// What a package is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To compile the app.
    Build,
    /// To look right when it runs.
    Run,
    /// To be tested from outside.
    Test,
    /// To be compiled for Windows.
    Windows,
    /// To be tested as on Windows.
    Wine,
    /// To be put into packages.
    Package,
    /// For the packages to be tried; only on Debian and Ubuntu.
    Trial,
}

/// One thing the machine must have.
#[derive(Debug)]
pub(super) struct Need {
    pub(super) purpose: Purpose,
    /// The thing in words.
    pub(super) what: &'static str,
    pub(super) probe: Probe,
    /// Its package on this system.
    pub(super) package: &'static str,
}

/// How to see that a thing is there, whatever package brought it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Probe {
    /// One of these programs is in the search path.
    Program(&'static [&'static str]),
    /// This program with these arguments ends with 0.
    Succeeds(&'static str, &'static [&'static str]),
}

impl Probe {
    pub(super) fn holds(self) -> bool {
        match self {
            Probe::Program(names) => names.iter().any(|name| in_path(name)),
            Probe::Succeeds(program, arguments) => succeeds(program, arguments),
        }
    }
}

/// Whether a program is in the search path.
pub(super) fn in_path(name: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

/// A row of [`LINUX`]: the package's name by system, in the order Debian, Ubuntu, Fedora, Arch, openSUSE.
/// A path instead of a name is the file the package brings; dnf and zypper find its package by themselves.
type Row = (Purpose, &'static str, Probe, [&'static str; 5]);

const LINUX: [Row; 16] = [
    (
        Purpose::Build,
        "a C compiler",
        Probe::Program(&["cc"]),
        [
            "build-essential",
            "build-essential",
            "gcc",
            "base-devel",
            "gcc",
        ],
    ),
    (
        Purpose::Build,
        "pkg-config",
        Probe::Program(&["pkg-config"]),
        [
            "pkg-config",
            "pkg-config",
            "pkgconf-pkg-config",
            "pkgconf",
            "pkgconf-pkg-config",
        ],
    ),
    (
        Purpose::Build,
        "the web view (webkit2gtk-4.1)",
        Probe::Succeeds("pkg-config", &["--exists", "webkit2gtk-4.1"]),
        [
            "libwebkit2gtk-4.1-dev",
            "libwebkit2gtk-4.1-dev",
            "webkit2gtk4.1-devel",
            "webkit2gtk-4.1",
            "webkit2gtk3-devel",
        ],
    ),
    (
        Purpose::Run,
        "a Korean font",
        Probe::Succeeds("fc-list", &["-q", ":lang=ko"]),
        [
            "fonts-noto-cjk",
            "fonts-noto-cjk",
            "google-noto-sans-cjk-fonts",
            "noto-fonts-cjk",
            "google-noto-sans-cjk-fonts",
        ],
    ),
    (
        Purpose::Run,
        "an emoji font",
        Probe::Succeeds("fc-list", &["-q", ":lang=und-zsye"]),
        [
            "fonts-noto-color-emoji",
            "fonts-noto-color-emoji",
            "google-noto-color-emoji-fonts",
            "noto-fonts-emoji",
            "google-noto-coloremoji-fonts",
        ],
    ),
    (
        Purpose::Test,
        "a display without a screen (Xvfb)",
        Probe::Program(&["Xvfb"]),
        [
            "xvfb",
            "xvfb",
            "xorg-x11-server-Xvfb",
            "xorg-server-xvfb",
            "/usr/bin/Xvfb",
        ],
    ),
    (
        Purpose::Test,
        "a message bus (dbus-daemon)",
        Probe::Program(&["dbus-daemon"]),
        [
            "dbus",
            "dbus",
            "dbus-daemon",
            "dbus",
            "/usr/bin/dbus-daemon",
        ],
    ),
    (
        Purpose::Test,
        "the web view's driver (WebKitWebDriver)",
        Probe::Program(&["WebKitWebDriver"]),
        [
            "webkit2gtk-driver",
            "webkit2gtk-driver",
            "/usr/bin/WebKitWebDriver",
            "webkit2gtk-4.1",
            "/usr/bin/WebKitWebDriver",
        ],
    ),
    (
        Purpose::Test,
        "Chromium",
        Probe::Program(&["chromium", "google-chrome"]),
        [
            "chromium",
            "chromium-browser",
            "chromium",
            "chromium",
            "chromium",
        ],
    ),
    (
        Purpose::Windows,
        "a C compiler and a linker for Windows",
        Probe::Program(&["x86_64-w64-mingw32-gcc"]),
        [
            "gcc-mingw-w64-x86-64-posix",
            "gcc-mingw-w64-x86-64-posix",
            "mingw64-gcc",
            "mingw-w64-gcc",
            "mingw64-cross-gcc",
        ],
    ),
    (
        Purpose::Wine,
        "Wine",
        Probe::Program(&["wine"]),
        ["wine", "wine", "wine-core", "wine", "wine"],
    ),
    (
        Purpose::Package,
        "what tells the libraries an rpm needs (elfdeps)",
        Probe::Succeeds("test", &["-x", "/usr/lib/rpm/elfdeps"]),
        ["rpm", "rpm", "rpm-build", "rpm-tools", "rpm-build"],
    ),
    (
        Purpose::Trial,
        "the judge of Debian packages (lintian)",
        Probe::Program(&["lintian"]),
        ["lintian"; 5],
    ),
    (
        Purpose::Trial,
        "the judge of desktop entries",
        Probe::Program(&["desktop-file-validate"]),
        ["desktop-file-utils"; 5],
    ),
    (
        Purpose::Trial,
        "the judge of AppStream data",
        Probe::Program(&["appstreamcli"]),
        ["appstream"; 5],
    ),
    (
        Purpose::Trial,
        "what makes a bare Debian (mmdebstrap)",
        Probe::Program(&["mmdebstrap"]),
        ["mmdebstrap"; 5],
    ),
];

/// Everything needed on this system for these purposes.
pub(super) fn needs(system: System, purposes: &[Purpose]) -> Vec<Need> {
    let mut needs: Vec<Need> = match system {
        System::Windows => vec![Need {
            purpose: Purpose::Run,
            what: "the web view (WebView2)",
            probe: Probe::Succeeds("reg", &["query", WEBVIEW2]),
            package: "Microsoft.EdgeWebView2Runtime",
        }],
        System::MacOs => vec![Need {
            purpose: Purpose::Build,
            what: "Apple's command line tools",
            probe: Probe::Succeeds("xcode-select", &["-p"]),
            package: "xcode-select --install",
        }],
        System::Debian | System::Other => linux(0),
        System::Ubuntu => linux(1),
        System::Fedora => linux(2),
        System::Arch => linux(3),
        System::Suse => linux(4),
    };
    needs.retain(|need| purposes.contains(&need.purpose));
    needs
}

/// Where WebView2's installer leaves its version, as Microsoft documents it for 64-bit Windows.
const WEBVIEW2: &str = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";

fn linux(column: usize) -> Vec<Need> {
    let row = |&(purpose, what, probe, packages): &Row| {
        Some(Need {
            purpose,
            what,
            probe,
            package: packages.get(column)?,
        })
    };
    LINUX.iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packages(system: System, purposes: &[Purpose]) -> Vec<&'static str> {
        needs(system, purposes)
            .iter()
            .map(|need| need.package)
            .collect()
    }

    #[test]
    fn debian_gets_the_set_that_was_tried() {
        assert_eq!(
            packages(System::Debian, &[Purpose::Build]),
            ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"]
        );
        assert_eq!(
            packages(System::Debian, &[Purpose::Run]),
            ["fonts-noto-cjk", "fonts-noto-color-emoji"]
        );
        assert_eq!(
            packages(System::Debian, &[Purpose::Test]),
            ["xvfb", "dbus", "webkit2gtk-driver", "chromium"]
        );
    }

    #[test]
    fn other_systems_get_their_own_names() {
        let web_view = |text: &str| packages(System::from_os_release(text), &[Purpose::Build])[2];
        assert_eq!(web_view("ID=fedora"), "webkit2gtk4.1-devel");
        assert_eq!(web_view("ID=arch"), "webkit2gtk-4.1");
        assert_eq!(web_view("ID=opensuse-tumbleweed"), "webkit2gtk3-devel");
        assert_eq!(
            packages(System::MacOs, &[Purpose::Build, Purpose::Test]),
            ["xcode-select --install"]
        );
    }

    #[test]
    fn a_probe_tells_what_is_there_from_what_is_not() {
        assert!(!Probe::Program(&["no-such-program-anywhere"]).holds());
        assert!(!Probe::Succeeds("no-such-program-anywhere", &[]).holds());
        assert!(Probe::Succeeds("cargo", &["--version"]).holds());
        assert!(!Probe::Succeeds("cargo", &["no-such-subcommand"]).holds());
    }
}
