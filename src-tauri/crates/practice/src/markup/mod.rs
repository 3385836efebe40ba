//! The pages of this library. The structure, down to tabs, unclosed comments and relative links, is the recorded one
//! (`ut`, catalogs.md 1.4, 1.5 and 1.7); the words say everywhere that this is practice data.
//!
//! A page is a template with `{{name}}` places. Values are escaped by whoever passes them, because some are markup.

mod copies;
mod detail;
mod list;
mod people;

pub(crate) use copies::{full_tables, simple_table};
pub(crate) use detail::detail_page;
pub(crate) use list::{ListPage, list_page};
pub(crate) use people::{
    error_page, front_page, log_in_page, message_page, portal_page, session_ended,
};

/// Appends a template to `page`, each `{{name}}` replaced by its value; an unknown name becomes nothing.
fn fill(page: &mut String, template: &str, values: &[(&str, &str)]) {
    let mut parts = template.split("{{");
    page.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, text) = part.split_once("}}").unwrap_or((part, ""));
        page.push_str(
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("", |(_, value)| value),
        );
        page.push_str(text);
    }
}

/// Makes a text safe in element content and quoted attributes. Apostrophes stay, as in the recorded pages.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The page after a new design: other class names and ids, and no tables. The words are the same, nothing is where it was.
pub(crate) fn rename_classes(page: &str) -> String {
    let names = [
        ("class=\"", "class=\"v6-"),
        ("id=\"", "id=\"v6-"),
        ("name=\"", "name=\"v6-"),
        ("search.goDetail(", "view.open("),
    ];
    let page = names
        .iter()
        .fold(page.to_owned(), |page, (old, new)| page.replace(old, new));
    let elements = [
        ("table", "div"),
        ("thead", "div"),
        ("tbody", "div"),
        ("tr", "div"),
        ("th", "span"),
        ("td", "span"),
    ];
    elements.iter().fold(page, |page, (old, new)| {
        page.replace(&format!("<{old}"), &format!("<{new}"))
            .replace(&format!("</{old}"), &format!("</{new}"))
    })
}
