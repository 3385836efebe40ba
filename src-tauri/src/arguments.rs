//! What the program is started with.

use crate::link;

/// Given by the system at log-in: the window stays hidden.
pub(crate) const HIDDEN: &str = "--hidden";

/// Given by the entry in the system's own menu of programs, for desktops without a tray.
const QUIT: &str = "--quit";

/// What a start asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// The window.
    Window,
    /// To be there without a window.
    Hidden,
    /// That the app which runs ends.
    Quit,
    /// The window, and what this link says.
    Link(String),
}

/// What these arguments ask for; the first is the program's own name. What is not known asks for the window.
pub(crate) fn read(arguments: impl IntoIterator<Item = String>) -> Start {
    let (mut start, mut quits) = (Start::Window, false);
    for argument in arguments.into_iter().skip(1) {
        match argument.as_str() {
            QUIT => quits = true,
            HIDDEN if start == Start::Window => start = Start::Hidden,
            text if link::is_ours(text) => start = Start::Link(argument),
            _ => {}
        }
    }
    // A link is a stranger's: nothing beside it may end the app.
    match start {
        Start::Link(_) => start,
        _ if quits => Start::Quit,
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(arguments: &[&str]) -> Start {
        read(arguments.iter().map(|&argument| argument.to_owned()))
    }

    #[test]
    fn a_start_is_for_the_window_unless_it_says_otherwise() {
        let link = "chaekbeot://search?library=practice&q=x";
        assert_eq!(start(&[]), Start::Window);
        assert_eq!(start(&["app"]), Start::Window);
        assert_eq!(start(&["app", "--hidden"]), Start::Hidden);
        assert_eq!(start(&["app", "--quit"]), Start::Quit);
        assert_eq!(start(&["app", link]), Start::Link(link.to_owned()));
        assert_eq!(
            start(&["app", "--what", "토지", "/etc/passwd"]),
            Start::Window
        );
    }

    #[test]
    fn a_link_is_shown_whatever_stands_beside_it() {
        let link = "chaekbeot://search?library=practice&q=x";
        for arguments in [
            ["app", link, "--hidden"],
            ["app", "--hidden", link],
            ["app", link, "--quit"],
            ["app", "--quit", link],
        ] {
            assert_eq!(start(&arguments), Start::Link(link.to_owned()));
        }
    }

    #[test]
    fn the_programs_own_name_is_no_argument() {
        assert_eq!(start(&["--quit"]), Start::Window);
    }
}
