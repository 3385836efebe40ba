//! What a person tells the developers: the address of a prepared page of theirs, on which nothing is sent before the person does so.

use url::Url;
use url::form_urlencoded::Serializer;

use crate::id::SearchId;
use crate::store::search_view;
use crate::wire::{ErrorCode, Report, Search};
use crate::{Engine, Error};

/// Where a new report is written.
const PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues/new");

/// Of the name of a library that is missing so many letters are taken over.
const MOST_OF_NAME: usize = 100;

/// What a report begins with.
struct Draft {
    title: String,
    body: String,
}

impl Engine {
    /// The page on which this can be told, in Korean or English.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a search; [`Error::NotAllowed`] if this build has no page for reports; [`Error::Read`].
    pub async fn report_url(&self, report: &Report, is_korean: bool) -> Result<Url, Error> {
        let draft = match report {
            Report::Library { name } => of_library(name, is_korean),
            Report::Search { search_id } => {
                let id = SearchId(*search_id);
                let search = search_view::view(&mut *self.reader().await?, id).await?;
                of_search(&search.ok_or(Error::NotFound("search"))?, is_korean)
            }
        };
        page(&draft).ok_or_else(|| Error::NotAllowed(PAGE.to_owned()))
    }
}

fn page(draft: &Draft) -> Option<Url> {
    let mut page = Url::parse(PAGE).ok()?;
    let query = Serializer::new(String::new())
        .append_pair("title", &draft.title)
        .append_pair("body", &draft.body)
        .finish();
    // A blank as every reader of addresses takes it.
    page.set_query(Some(&query.replace('+', "%20")));
    (page.scheme() == "https").then_some(page)
}

fn of_library(name: &str, is_korean: bool) -> Draft {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(MOST_OF_NAME).collect();
    let about = about(is_korean);
    if is_korean {
        Draft {
            title: format!("도서관 추가: {name}"),
            body: format!("도서관: {name}\n자료 검색 주소: \n\n{about}"),
        }
    } else {
        Draft {
            title: format!("Add a library: {name}"),
            body: format!("Library: {name}\nAddress of its catalogue: \n\n{about}"),
        }
    }
}

/// Of the search itself nothing is told but whom it asked and what came of it.
fn of_search(search: &Search, is_korean: bool) -> Draft {
    let library = &search.library_id;
    let code = search.code.map_or("none", ErrorCode::as_str);
    let about = about(is_korean);
    if is_korean {
        Draft {
            title: format!("찾지 못함: {library} ({code})"),
            body: format!("도서관: {library}\n오류: {code}\n{about}\n\n덧붙일 말: "),
        }
    } else {
        Draft {
            title: format!("Search failed: {library} ({code})"),
            body: format!("Library: {library}\nError: {code}\n{about}\n\nAnything to add: "),
        }
    }
}

/// Which app this is, and on what.
fn about(is_korean: bool) -> String {
    let (version, system) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    if is_korean {
        format!("책벗: {version}\n시스템: {system}")
    } else {
        format!("chaekbeot: {version}\nSystem: {system}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title and the body of a page, as its reader takes them.
    fn read(url: &Url) -> (String, String) {
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        let [(title, of_title), (body, of_body)] = &pairs[..] else {
            panic!("{pairs:?}")
        };
        assert_eq!((title.as_str(), body.as_str()), ("title", "body"));
        (of_title.clone(), of_body.clone())
    }

    #[test]
    fn the_page_is_the_repositorys_whatever_is_told() {
        for name in [
            "서울 도서관",
            "a&body=x#y+z",
            "@evil.example/\r\n?q=/../",
            "",
        ] {
            for is_korean in [true, false] {
                let url = page(&of_library(name, is_korean)).unwrap();
                assert_eq!(url.scheme(), "https");
                assert_eq!(url.host_str(), Some("github.com"));
                assert_eq!(url.path(), "/chaekbeot/chaekbeot/issues/new");
                assert_eq!(url.fragment(), None);
                let query = url.query().unwrap();
                assert!(!query.contains(['+', ' ']), "{query}");
                let words: Vec<&str> = name.split_whitespace().collect();
                assert!(read(&url).0.ends_with(&format!(": {}", words.join(" "))));
            }
        }
    }

    #[test]
    fn a_name_is_one_short_line() {
        let long = "나\n".repeat(200);
        let title = of_library(&long, true).title;
        assert_eq!(title.chars().filter(|letter| *letter == '나').count(), 50);
        assert!(!title.contains('\n'));
    }

    #[test]
    fn it_says_which_app_and_which_system() {
        let (_, body) = read(&page(&of_library("서울", true)).unwrap());
        assert!(body.contains(env!("CARGO_PKG_VERSION")));
        assert!(body.contains(std::env::consts::OS));
    }
}
