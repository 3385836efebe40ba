//! The libraries that come with the program.

use catalog::{Standing, libraries};

#[test]
fn all_files_load_friends_first() {
    let libraries = libraries().expect("the library files are valid");
    let order: Vec<_> = libraries
        .iter()
        .map(|library| (library.id.as_str(), library.standing))
        .collect();
    assert_eq!(
        order,
        [
            ("sejong", Standing::Friend),
            ("practice", Standing::Practice),
            ("ut", Standing::Unconfirmed),
            ("cbnul", Standing::Unconfirmed),
            ("skuniv", Standing::Unconfirmed),
            ("hufs", Standing::Unconfirmed),
            ("skhu", Standing::Unconfirmed),
            ("snue", Standing::Unconfirmed),
        ]
    );
}

#[test]
fn libraries_are_asked_politely() {
    for library in libraries().expect("the library files are valid") {
        assert!(
            library.page_size <= 50 && library.in_flight <= 6,
            "{}",
            library.id
        );
        assert_eq!(
            library.base_url.is_none(),
            library.standing == Standing::Practice,
            "{}",
            library.id
        );
    }
}
