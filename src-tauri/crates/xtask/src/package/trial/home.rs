//! What may be in the home of whoever used the app, once its package is gone.

use super::listing::is_below;

/// The home.
const HOME: &str = "home/reader";

/// The app's own: conversations, settings, the web view's data. They are the person's, and stay.
pub(super) const DATA: &str = "home/reader/.local/share/io.github.chaekbeot";

/// What parts of the system keep there for every program with a window.
const OF_THE_SYSTEM: [&str; 6] = [
    // Where screen readers are met, without an XDG_RUNTIME_DIR.
    "home/reader/.cache/at-spi",
    // What GTK asks for its settings; here for the same reason.
    "home/reader/.cache/dconf",
    // The fonts, where the lists of the system cannot be written.
    "home/reader/.cache/fontconfig",
    // The list of plug-ins that the web view can play films with.
    "home/reader/.cache/gstreamer-1.0",
    // Programs for the graphics card, with Mesa: in one file or in many.
    "home/reader/.cache/mesa_shader_cache",
    "home/reader/.cache/mesa_shader_cache_db",
];

/// The paths of these in the home that nothing accounts for.
pub(super) fn strays(came: Vec<String>) -> Vec<String> {
    let known = || OF_THE_SYSTEM.iter().chain([&DATA]);
    let is_known = |path: &String| {
        let is_parent = known().any(|known| is_below(known, path));
        is_parent || known().any(|known| is_below(path, known))
    };
    came.into_iter().filter(|path| !is_known(path)).collect()
}

/// Whether a path is in the home.
pub(super) fn is_in(path: &str) -> bool {
    path != HOME && is_below(path, HOME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_may_stay() {
        let came = [
            ".local",
            ".local/share",
            ".local/share/io.github.chaekbeot",
            ".local/share/io.github.chaekbeot/chaekbeot.db",
            ".local/share/io.github.chaekbeot.old",
            ".cache",
            ".cache/dconf/user",
            ".cache/dconfiguration",
            ".config/autostart/chaekbeot.desktop",
            "Downloads",
        ];
        let came = came.map(|path| format!("{HOME}/{path}"));
        assert!(came.iter().all(|path| is_in(path)));
        let strays = strays(came.into());
        let names = strays.iter().map(|path| &path[HOME.len() + 1..]);
        let expected = [
            ".local/share/io.github.chaekbeot.old",
            ".cache/dconfiguration",
            ".config/autostart/chaekbeot.desktop",
            "Downloads",
        ];
        assert_eq!(names.collect::<Vec<_>>(), expected);
        assert!(!is_in("home/reader"));
        assert!(!is_in("home/readers"));
    }
}
