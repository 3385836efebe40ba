//! The few sentences that the system shows instead of the page, and the language of them all.

mod notification;

use engine::wire::{Library, Speech};

#[cfg(desktop)]
pub(crate) use notification::news;
pub(crate) use notification::{AGAIN, LOOK, notification};

/// How the app is called.
pub(crate) fn name(is_korean: bool) -> &'static str {
    if is_korean { "책벗" } else { "chaekbeot" }
}

/// What Android calls the kinds of notifications, and says of them. Under test they are read everywhere.
#[cfg(any(target_os = "android", test))]
pub(crate) fn searches_channel(is_korean: bool) -> (&'static str, &'static str) {
    match is_korean {
        true => ("검색 결과", "오래 걸린 검색이 끝나면 알려요."),
        false => (
            "Search results",
            "Tells when a search that took long has ended.",
        ),
    }
}

/// The same of watched books.
#[cfg(any(target_os = "android", test))]
pub(crate) fn alerts_channel(is_korean: bool) -> (&'static str, &'static str) {
    match is_korean {
        true => ("대출가능 알림", "기다리던 책을 빌릴 수 있으면 알려요."),
        false => (
            "Availability alerts",
            "Tells when a book you watch can be borrowed.",
        ),
    }
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
    fn a_channel_is_told_from_the_other_in_both_languages() {
        let said = [true, false].map(|is_korean| {
            let [searches, alerts] = [searches_channel(is_korean), alerts_channel(is_korean)];
            assert_ne!(searches.0, alerts.0);
            [searches, alerts]
        });
        for (korean, english) in said[0].iter().zip(&said[1]) {
            assert!(korean.1.ends_with("알려요.") && english.1.is_ascii());
        }
    }

    #[test]
    fn what_is_set_decides_over_the_system() {
        assert_eq!(language(Speech::Korean), "ko");
        assert_eq!(language(Speech::English), "en");
        let system = if is_system_korean() { "ko" } else { "en" };
        assert_eq!(language(Speech::System), system);
    }
}
