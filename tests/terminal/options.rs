//! What the options of a search do.

use practice::{Fault, Kind, What};
use support::terminal::{Output, Terminal, chaekbeot, run};

fn with(output: &Output, key: &str) -> usize {
    output
        .of("card")
        .iter()
        .filter(|card| card.get(key).is_some())
        .count()
}

#[tokio::test]
async fn ten_books_are_checked_unless_told_otherwise() {
    let terminal = Terminal::new().await;
    for (options, count) in [
        ([].as_slice(), 10),
        (&["--copies", "0"], 0),
        (&["--copies", "3"], 3),
        (&["--copies", "all"], 24),
    ] {
        let output = run(terminal.search("토지", options)).await;
        assert_eq!(output.code, Some(0), "{}", output.complaints);
        assert_eq!(with(&output, "items"), count, "{options:?}");
    }
}

#[tokio::test]
async fn pages_bound_the_list() {
    let terminal = Terminal::with(vec![Fault::new(Kind::List, What::ManyHits)]).await;
    for (options, pages) in [
        (["--copies", "0", "--pages", "1"].as_slice(), 1),
        (&["--copies", "0", "--pages", "2"], 2),
        (&["--copies", "0", "--pages", "all"], 10),
    ] {
        let output = run(terminal.search("토지", options)).await;
        assert_eq!(output.of("list").len(), pages, "{options:?}");
        assert_eq!(output.cids().len(), 50 * pages, "{options:?}");
    }
}

#[tokio::test]
async fn details_are_read_with_the_copies_or_of_every_book() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("토지", &["--copies", "2", "--details"])).await;
    assert_eq!((with(&output, "items"), with(&output, "detail")), (2, 2));
    let output = run(terminal.search("토지", &["--copies", "0", "--details"])).await;
    assert_eq!((with(&output, "items"), with(&output, "detail")), (0, 24));
}

#[tokio::test]
async fn literal_commas_belong_to_the_title() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("총, 균, 쇠", &["--literal"])).await;
    assert_eq!(output.sorted_cids(), ["1601161", "1601168", "1601175"]);
    assert_eq!(terminal.asked(Kind::List), 1, "it is one title at once");
}

#[tokio::test]
async fn three_fields_without_hits_are_searched_as_one_title() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("총, 균, 쇠", &[])).await;
    assert_eq!(output.sorted_cids(), ["1601161", "1601168", "1601175"]);
    assert_eq!(terminal.asked(Kind::List), 2, "as fields first");
    let output = run(terminal.readable("총, 균, 쇠", &[])).await;
    let text = output.lines.join("\n");
    assert!(
        text.contains("‘총, 균, 쇠’ 전체를 제목으로"),
        "the answer says so: {text}"
    );
}

#[tokio::test]
async fn an_isbn_finds_its_book() {
    let terminal = Terminal::new().await;
    for isbn in ["9788936434120", "978-89-364-3412-0"] {
        let output = run(terminal.search(isbn, &[])).await;
        assert_eq!(output.cids(), ["1601273"], "{isbn}");
    }
}

#[tokio::test]
async fn fields_narrow_the_search() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("토지,솔,", &["--copies", "0"])).await;
    assert_eq!(output.sorted_cids(), ["1600160", "1600167", "1600174"]);
}

#[tokio::test]
async fn so_many_requests_are_in_flight_and_no_more() {
    let terminal = Terminal::new().await;
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let options = ["--copies", "12", "--in-flight", "8"];
    let running = support::terminal::Running::start(terminal.search("토지", &options));
    support::library::in_time("eight at once", gate.wait_held(8)).await;
    gate.release_all();
    assert_eq!(running.finish().await.code, Some(0));
    assert_eq!(terminal.practice.max_in_flight(), 8);
}

#[tokio::test]
async fn the_practice_library_needs_no_address() {
    let terminal = Terminal::new().await;
    let mut command = chaekbeot(&["search", "토지사전", "--library", "practice", "--ndjson"]);
    let output = run({
        command.arg("--data-dir").arg(terminal.folder());
        command
    })
    .await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.cids(), ["1600167"]);
    assert!(
        terminal.practice.requests().is_empty(),
        "its own one answers, not another"
    );
}

#[tokio::test]
async fn everyone_is_every_friend() {
    let terminal = Terminal::new().await;
    let (base, folder) = (terminal.practice.base_url(), terminal.folder());
    let mut command = chaekbeot(&["search", "토지사전", "--library", "everyone", "--ndjson"]);
    command.args(["--base-url", &base]);
    let output = run({
        command.arg("--data-dir").arg(folder);
        command
    })
    .await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    let cards = output.of("card");
    let libraries: Vec<_> = cards.iter().map(|card| &card["library"]).collect();
    assert_eq!(libraries, ["sejong"], "the only friend there is");
}

#[tokio::test]
async fn the_folder_may_be_named_by_the_environment() {
    let terminal = Terminal::new().await;
    let mut command = chaekbeot(&["search", "토지사전", "--library", "practice"]);
    command.env("CHAEKBEOT_DATA_DIR", terminal.folder());
    assert_eq!(run(command).await.code, Some(0));
    assert!(terminal.folder().join("chaekbeot.db").exists());
}
