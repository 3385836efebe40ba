//! Whatever a person types: a search or a clear refusal, and the text is kept as it was.

use engine::wire::{Message, MessageBody, RefusalCode, SearchState};
use practice::Kind;
use support::library::World;

fn text_of(message: &Message) -> Option<&str> {
    match &message.body {
        MessageBody::Text { text, .. } => Some(text),
        _ => None,
    }
}

#[tokio::test]
async fn a_title_with_commas_is_found_as_one_title() {
    let world = World::new().await;
    let id = world.ask("총, 균, 쇠").await;
    let search = world.end(id).await;
    assert_eq!(search.state, SearchState::Complete);
    assert!(search.searched_as_title, "and the answer says so");
    assert_eq!(
        (search.query.text.as_str(), search.query.title.as_str()),
        ("총, 균, 쇠", "총, 균, 쇠")
    );
    assert_eq!((search.hit_count, search.checked_count), (3, 3));
    assert!(
        world
            .hits(id)
            .await
            .iter()
            .all(|hit| hit.title.starts_with("총, 균, 쇠"))
    );
    assert_eq!(
        world.asked(Kind::List),
        2,
        "as three fields, then as one title"
    );
}

#[tokio::test]
async fn a_title_with_commas_may_be_found_nowhere() {
    let world = World::new().await;
    let search = world.find("없는책, 없는출판사, 없는사람").await;
    assert_eq!((search.state, search.hit_count), (SearchState::Complete, 0));
    assert!(search.searched_as_title);
}

#[tokio::test]
async fn four_parts_and_a_literal_title_are_asked_as_one_at_once() {
    let world = World::new().await;
    let room = world.room_id().await;
    let sent = world
        .engine
        .send_message(room, "총, 균, 쇠", true)
        .await
        .unwrap();
    let id = engine::SearchId(sent.searches[0].id);
    let search = world.end(id).await;
    assert_eq!((search.hit_count, search.searched_as_title), (3, false));
    assert_eq!(world.asked(Kind::List), 1);
    let search = world.find("총, 균, 쇠, 무기").await;
    assert_eq!(search.query.title, "총, 균, 쇠, 무기");
}

#[tokio::test]
async fn fields_and_isbns_are_asked_as_such() {
    let world = World::new().await;
    let search = world.find("토지,,박경리").await;
    assert_eq!(
        (search.query.title.as_str(), search.query.author.as_str()),
        ("토지", "박경리")
    );
    assert!(search.hit_count > 10 && search.hit_count < 24);
    let search = world.find("978-89-7012-724-8").await;
    assert_eq!(search.query.isbn, "9788970127248");
    assert_eq!(search.hit_count, 1);
    let full_width = world.find("토지，，박경리").await;
    assert_eq!(full_width.query.author, "박경리");
}

#[tokio::test]
async fn odd_texts_become_searches_and_are_kept_as_they_were_typed() {
    let world = World::new().await;
    let decomposed = "\u{1110}\u{1169}\u{110c}\u{1175}";
    for (text, title, hits) in [
        (decomposed, "토지", 24),
        (" \u{0}토지\u{7}\r\n", "토지", 24),
        ("토지|AUTH:아무개", "토지 AUTH 아무개", 0),
        ("\"토지\"", "\"토지\"", 24),
        ("100% 없는책 & #1 + ?", "100% 없는책 & #1 + ?", 0),
        ("📚👩‍🚀", "📚👩‍🚀", 0),
        ("%", "%", 0),
        ("'; DROP TABLE message; --", "'; DROP TABLE message; --", 0),
        ("<b>호주</b>", "<b>호주</b>", 0),
    ] {
        let sent = world.send(text).await;
        assert_eq!(
            text_of(&sent.messages[0]),
            Some(text),
            "the bubble keeps it"
        );
        let id = engine::SearchId(sent.searches[0].id);
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.query.title.as_str()),
            (SearchState::Complete, title),
            "{text:?}"
        );
        assert_eq!(search.hit_count, hits, "{text:?}");
    }
    let view = world.room().await;
    assert_eq!(view.messages.len(), 1 + 2 * 9, "nothing is lost");
    assert_eq!(text_of(&view.messages[1]), Some(decomposed));
}

#[tokio::test]
async fn what_is_no_question_is_refused_and_kept() {
    let world = World::new().await;
    let long = "가".repeat(10_000);
    for (text, code) in [
        (",", RefusalCode::NothingToSearch),
        (" ，, 、,,, ", RefusalCode::NothingToSearch),
        ("|:|", RefusalCode::NothingToSearch),
        ("\u{0}\u{1}", RefusalCode::NothingToSearch),
        ("\u{200b}", RefusalCode::NothingToSearch),
        (&long, RefusalCode::TooLong),
    ] {
        let sent = world.send(text).await;
        assert!(sent.searches.is_empty(), "{code:?}");
        let [question, answer] = sent.messages.as_slice() else {
            panic!("a text and its refusal: {sent:?}")
        };
        assert_eq!(text_of(question), Some(text), "the bubble keeps it");
        assert_eq!(answer.body, MessageBody::Refused { code });
    }
    assert!(
        world.practice().requests().is_empty(),
        "nothing is asked of the library"
    );
    assert_eq!(world.room().await.messages.len(), 1 + 2 * 6);
}

#[tokio::test]
async fn a_blank_text_is_no_message() {
    let world = World::new().await;
    for text in ["", " ", "\t\n\u{3000}"] {
        let sent = world.send(text).await;
        assert!(
            sent.messages.is_empty() && sent.searches.is_empty(),
            "{text:?}"
        );
    }
    assert_eq!(world.room().await.messages.len(), 1, "only the greeting");
}

#[tokio::test]
async fn help_is_explained() {
    let world = World::new().await;
    for text in ["사용법", " ? "] {
        let sent = world.send(text).await;
        assert_eq!(sent.messages[1].body, MessageBody::Guide, "{text}");
    }
    assert!(world.practice().requests().is_empty());
    let room = world.room_id().await;
    let sent = world
        .engine
        .send_message(room, "사용법", true)
        .await
        .unwrap();
    assert!(!sent.searches.is_empty(), "as a title it is looked for");
}
