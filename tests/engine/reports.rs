//! What a person tells the developers about a search that failed.

use engine::Error;
use engine::wire::{ErrorCode, Report};
use practice::{Fault, Kind, What};
use support::library::World;

#[tokio::test]
async fn a_report_tells_the_library_and_the_error_and_not_what_was_asked() {
    let world = World::with(vec![Fault::new(Kind::List, What::EmptyPage)]).await;
    let search = world.find("아무도 몰라야 할 책").await;
    let code = ErrorCode::CutPage;
    assert_eq!(search.code, Some(code));
    let report = Report::Search {
        search_id: search.id,
    };
    for is_korean in [true, false] {
        let url = world.engine.report_url(&report, is_korean).await.unwrap();
        assert_eq!(url.host_str(), Some("github.com"));
        let told: Vec<String> = url.query_pairs().map(|(_, text)| text.into()).collect();
        let [title, body] = &told[..] else {
            panic!("{told:?}")
        };
        for text in [title, body] {
            assert!(text.contains("practice") && text.contains(code.as_str()));
            assert!(!text.contains("아무도"), "{text}");
        }
    }
    let unknown = Report::Search { search_id: 99 };
    let unknown = world.engine.report_url(&unknown, true).await;
    assert!(matches!(unknown, Err(Error::NotFound("search"))));
}
