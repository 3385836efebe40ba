//! Which system this is, as far as the names of its packages go.

use std::{env, fs};

/// A family of systems that share package names and the program that installs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    Debian,
    /// Debian's names but for the browser, which comes as a snap.
    Ubuntu,
    Fedora,
    Arch,
    Suse,
    /// A Linux (or BSD) whose package names are not known here.
    Other,
    MacOs,
    Windows,
}

impl System {
    /// The system this runs on.
    pub(super) fn current() -> System {
        match env::consts::OS {
            "macos" => System::MacOs,
            "windows" => System::Windows,
            _ => {
                System::from_os_release(&fs::read_to_string("/etc/os-release").unwrap_or_default())
            }
        }
    }

    /// Reads `/etc/os-release`: its own `ID` first, then the systems it says it is like, nearest first.
    pub(super) fn from_os_release(text: &str) -> System {
        let value = |name: &str| {
            let line = text
                .lines()
                .find_map(|line| line.trim().strip_prefix(name)?.strip_prefix('='));
            line.unwrap_or_default().trim_matches(['"', '\''])
        };
        let names = value("ID")
            .split_whitespace()
            .chain(value("ID_LIKE").split_whitespace());
        names
            .filter_map(Self::named)
            .next()
            .unwrap_or(System::Other)
    }

    fn named(id: &str) -> Option<System> {
        Some(match id {
            "debian" => System::Debian,
            "ubuntu" => System::Ubuntu,
            "fedora" | "rhel" | "centos" => System::Fedora,
            "arch" => System::Arch,
            "suse" | "opensuse" | "opensuse-tumbleweed" | "opensuse-leap" => System::Suse,
            _ => return None,
        })
    }

    /// Whether xtask installs packages itself here.
    pub(super) fn has_apt(self) -> bool {
        matches!(self, System::Debian | System::Ubuntu)
    }

    /// What a person types to install these packages.
    pub(super) fn by_hand(self, packages: &[&str]) -> String {
        let list = packages.join(" ");
        match self {
            System::Debian | System::Ubuntu => {
                format!(
                    "(as root) apt-get update && apt-get install --yes --no-install-recommends {list}"
                )
            }
            System::Fedora => format!("(as root) dnf install {list}"),
            System::Arch => format!("(as root) pacman -S --needed {list}"),
            System::Suse => format!("(as root) zypper install {list}"),
            System::Windows => format!("winget install {list}"),
            // The one thing needed has a command of its own, which stands in the place of a package.
            System::MacOs => list,
            System::Other => format!("(Debian's names; yours may differ) {list}"),
        }
    }
}

/// Whether this system's packages are Debian's kind.
pub(crate) fn has_apt() -> bool {
    System::current().has_apt()
}

/// The name of the Debian this is, such as `bookworm`; none on other systems.
pub(crate) fn debian_release() -> Option<String> {
    release_of(&fs::read_to_string("/etc/os-release").ok()?)
}

fn release_of(os_release: &str) -> Option<String> {
    let mut lines = os_release.lines().map(str::trim);
    let is_debian = lines.clone().any(|line| line == "ID=debian");
    let name = lines.find_map(|line| line.strip_prefix("VERSION_CODENAME="))?;
    is_debian.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_debian_itself_has_a_release_of_debian() {
        let debian = "VERSION_CODENAME=bookworm\nID=debian\n";
        assert_eq!(release_of(debian).as_deref(), Some("bookworm"));
        assert_eq!(
            release_of("ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n"),
            None
        );
        assert_eq!(release_of("ID=debian\n"), None);
    }

    #[test]
    fn os_release_is_read_from_the_name_to_the_likeness() {
        let cases = [
            (
                "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n",
                System::Debian,
            ),
            (
                "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n",
                System::Ubuntu,
            ),
            (
                "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
                System::Ubuntu,
            ),
            (
                "NAME=\"Raspbian\"\nID=raspbian\nID_LIKE=debian\n",
                System::Debian,
            ),
            ("NAME=\"Fedora Linux\"\nID=fedora\n", System::Fedora),
            (
                "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
                System::Fedora,
            ),
            ("ID=arch\n", System::Arch),
            ("ID=manjaro\nID_LIKE=arch\n", System::Arch),
            (
                "ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n",
                System::Suse,
            ),
            ("ID=nixos\n", System::Other),
            ("VERSION_ID=\"1\"\n", System::Other),
            ("", System::Other),
        ];
        for (text, expected) in cases {
            assert_eq!(System::from_os_release(text), expected, "{text}");
        }
    }
}
