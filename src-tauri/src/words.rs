//! The few sentences that the system shows instead of the page, and the language of them all.

mod notification;

use engine::wire::{Library, Speech};

pub(crate) use notification::{AGAIN, LOOK, news, notification};

/// How the app is called.
pub(crate) fn name(is_korean: bool) -> &'static str {
    if is_korean { "책벗" } else { "chaekbeot" }
}

/// How the library with this id is called; one that is not known any more, as the app.
pub(crate) fn library_name(libraries: &[Library], id: &str, is_korean: bool) -> String {
    match libraries.iter().find(|library| library.id == id) {
        Some(library) if is_korean => library.name.clone(),
        Some(library) => library.name_en.clone(),
        None => name(is_korean).to_owned(),
    }
}

/// Whether the person reads Korean: as they have set, else as the system has it.
pub(crate) fn is_korean(speech: Speech) -> bool {
    match speech {
        Speech::Korean => true,
        Speech::English => false,
        Speech::System => is_system_korean(),
    }
}

/// Yes, unless the locale names another language.
fn is_system_korean() -> bool {
    sys_locale::get_locale().is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.starts_with("ko") || locale == "c" || locale.starts_with("c.") || locale == "posix"
    })
}

/// The language the person reads, as the page names it.
pub(crate) fn language(speech: Speech) -> &'static str {
    if is_korean(speech) { "ko" } else { "en" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_decides_over_the_system() {
        assert_eq!(language(Speech::Korean), "ko");
        assert_eq!(language(Speech::English), "en");
        let system = if is_system_korean() { "ko" } else { "en" };
        assert_eq!(language(Speech::System), system);
    }
}
