//! The few sentences that the system shows instead of the page, and the language of them all.

mod notification;

use engine::wire::Speech;

pub(crate) use notification::{AGAIN, LOOK, news, notification};

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
