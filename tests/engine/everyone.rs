//! 모든 도서관: one question to every friend, each with a card of its own.

use catalog::{Library, Standing};
use engine::wire::{Message, MessageBody, RefusalCode, Room, Search, SearchState, Sent};
use engine::{EVERYONE, Error, RoomId, SearchId, SearchOptions};
use practice::{Kind, Practice};
use support::library::{Stop, Stopped, World, hear, practice};
use url::Url;

/// Two friends, each at a practice library; the first one's is also the practice library of the app.
pub(super) struct Town {
    pub(super) world: World,
    pub(super) second: Practice,
}

/// A friend that is asked like the practice library.
fn friend(id: &str, name: &str, at: &Practice) -> Library {
    let mut libraries = catalog::libraries().unwrap().into_iter();
    let like = libraries.find(|library| library.standing == Standing::Practice);
    Library {
        id: id.to_owned(),
        name: name.to_owned(),
        standing: Standing::Friend,
        base_url: Some(Url::parse(&at.base_url()).unwrap()),
        ..like.unwrap()
    }
}

fn options(stopped: &Stopped, second: &Practice) -> engine::Options {
    let mut libraries = catalog::libraries().unwrap();
    libraries.retain(|library| library.standing != Standing::Friend);
    libraries.insert(0, friend("first", "첫째 도서관", &stopped.practice));
    libraries.insert(2, friend("second", "둘째 도서관", second));
    engine::Options {
        libraries: Some(libraries),
        ..stopped.options()
    }
}

impl Town {
    pub(super) async fn new() -> Self {
        let stopped = Stopped::new(Vec::new()).await;
        let second = practice(Vec::new()).await;
        let options = options(&stopped, &second);
        let world = stopped.start_with(options).await;
        Self { world, second }
    }

    pub(super) async fn room(&self) -> RoomId {
        let view = self.world.engine.start_chat(EVERYONE).await.unwrap();
        RoomId(view.room.id)
    }

    pub(super) async fn send(&self, text: &str) -> Sent {
        let room = self.room().await;
        let sent = self.world.engine.send_message(room, text, false);
        sent.await.unwrap()
    }

    /// Sends a question and waits for both ends.
    pub(super) async fn find(&self, text: &str) -> Vec<Search> {
        let mut ends = Vec::new();
        for search in self.send(text).await.searches {
            ends.push(self.world.end(SearchId(search.id)).await);
        }
        ends
    }

    /// The room as the list shows it.
    pub(super) async fn in_list(&self) -> Room {
        let rooms = self.world.engine.rooms().await.unwrap();
        let room = rooms.into_iter().find(|room| room.library_id == EVERYONE);
        room.unwrap()
    }

    /// From now on no list comes from either.
    pub(super) fn hold_lists(&self) {
        self.world.practice().gate().hold(Kind::List);
        self.second.gate().hold(Kind::List);
    }

    pub(super) fn release_all(&self) {
        self.world.practice().gate().release_all();
        self.second.gate().release_all();
    }
}

fn asked(searches: &[Search]) -> Vec<&str> {
    let libraries = searches.iter();
    libraries.map(|search| search.library_id.as_str()).collect()
}

/// The search of a line that is a card.
fn card_of(message: &Message) -> Option<i64> {
    match message.body {
        MessageBody::Search { search_id } => Some(search_id),
        _ => None,
    }
}

#[tokio::test]
async fn a_question_goes_to_every_friend_and_each_answers_with_a_card() {
    let town = Town::new().await;
    let view = town.world.engine.start_chat(EVERYONE).await.unwrap();
    assert_eq!(view.room.library_id, EVERYONE);
    assert_eq!(view.messages[0].body, MessageBody::Greeting);
    town.hold_lists();
    let sent = town.send("토지").await;
    assert_eq!(asked(&sent.searches), ["first", "second"]);
    assert_eq!(sent.running_message_id, None);
    let [text, first, second] = sent.messages.as_slice() else {
        panic!("a text and two cards: {sent:?}")
    };
    let ids: Vec<i64> = sent.searches.iter().map(|search| search.id).collect();
    let said = MessageBody::Text {
        text: "토지".to_owned(),
        search_id: Some(ids[0]),
    };
    assert_eq!(text.body, said);
    assert_eq!([first, second].map(card_of), [Some(ids[0]), Some(ids[1])]);
    for (search, card) in sent.searches.iter().zip([first, second]) {
        assert_eq!(
            (search.room_id, search.message_id),
            (Some(view.room.id), Some(card.id))
        );
    }
    town.release_all();
    for id in ids {
        let end = town.world.end(SearchId(id)).await;
        assert_eq!((end.state, end.hit_count), (SearchState::Complete, 24));
    }
    let of_second = town.second.requests();
    let counts = [town.world.asked(Kind::List), of_second.len()];
    assert_eq!(counts, [1, 11], "each is asked for itself");
    let again = town.world.engine.start_chat(EVERYONE).await.unwrap();
    assert_eq!((again.room.id, again.messages.len()), (view.room.id, 4));
    assert_eq!(again.searches.len(), 2);
}

#[tokio::test]
async fn who_is_answering_already_is_not_asked_again() {
    let town = Town::new().await;
    town.hold_lists();
    let sent = town.send("토지").await;
    let again = town.send(" 토지 ").await;
    assert_eq!(again.searches.len(), 2);
    assert_eq!(
        (again.messages.len(), again.running_message_id),
        (1, Some(sent.messages[1].id)),
        "the text alone, and where its first answer stands"
    );
    let (stopped, running) = (sent.searches[0].id, sent.searches[1].id);
    let engine = &town.world.engine;
    engine.cancel_search(SearchId(stopped)).await.unwrap();
    let missing = town.send("토지").await;
    let ids: Vec<i64> = missing.searches.iter().map(|search| search.id).collect();
    assert_eq!(asked(&missing.searches), ["first", "second"]);
    assert!(ids[0] > running && ids[1] == running, "{ids:?}");
    assert_eq!(missing.running_message_id, None);
    let cards: Vec<_> = missing.messages.iter().filter_map(card_of).collect();
    assert_eq!(cards, [ids[0]], "a card for the one that is new");
    town.release_all();
    for id in ids {
        town.world.end(SearchId(id)).await;
    }
}

#[tokio::test]
async fn what_is_no_question_is_answered_once() {
    let town = Town::new().await;
    let long = "가".repeat(201);
    for (text, body) in [
        (
            ",,",
            MessageBody::Refused {
                code: RefusalCode::NothingToSearch,
            },
        ),
        (
            &long,
            MessageBody::Refused {
                code: RefusalCode::TooLong,
            },
        ),
        ("사용법", MessageBody::Guide),
    ] {
        let sent = town.send(text).await;
        assert!(sent.searches.is_empty());
        assert_eq!((sent.messages.len(), &sent.messages[1].body), (2, &body));
    }
    let room = town.room().await;
    town.world.engine.show_guide(room).await.unwrap();
    let last = town.in_list().await.last_message.unwrap();
    assert_eq!(last.body, MessageBody::Guide);
}

#[tokio::test]
async fn its_searches_go_on_after_a_restart() {
    let Town { world, second } = Town::new().await;
    let room = world.engine.start_chat(EVERYONE).await.unwrap().room.id;
    world.practice().gate().hold(Kind::List);
    second.gate().hold(Kind::List);
    let sent = world.engine.send_message(RoomId(room), "토지", false);
    let searches = sent.await.unwrap().searches;
    let stopped = world.stop(Stop::Shutdown).await;
    stopped.practice.gate().release_all();
    second.gate().release_all();
    let options = options(&stopped, &second);
    let world = stopped.start_with(options).await;
    for search in searches {
        let end = world.end(SearchId(search.id)).await;
        assert_eq!(
            (end.state, end.room_id),
            (SearchState::Complete, Some(room))
        );
    }
}

#[tokio::test]
async fn without_a_friend_the_practice_library_is_asked() {
    let stopped = Stopped::new(Vec::new()).await;
    let mut libraries = catalog::libraries().unwrap();
    libraries.retain(|library| library.standing != Standing::Friend);
    let options = engine::Options {
        libraries: Some(libraries),
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let room = world.engine.start_chat(EVERYONE).await.unwrap().room.id;
    let sent = world.engine.send_message(RoomId(room), "데미안", false);
    let searches = sent.await.unwrap().searches;
    assert_eq!(asked(&searches), ["practice"]);
    let end = world.end(SearchId(searches[0].id)).await;
    assert_eq!(end.hit_count, 1);
}

#[tokio::test]
async fn it_is_a_friend_and_no_library() {
    let town = Town::new().await;
    let engine = &town.world.engine;
    let libraries = engine.libraries();
    let place = |id: &str| libraries.iter().position(|library| library.id == id);
    assert!(place("second") < place(EVERYONE) && place(EVERYONE) < place("ut"));
    let inquiry = engine::Inquiry {
        library_id: EVERYONE.to_owned(),
        text: "토지".to_owned(),
        literal: false,
        options: SearchOptions::default(),
    };
    let refused = engine.ask(inquiry).await;
    assert!(
        matches!(
            refused,
            Err(engine::AskError::Engine(Error::NotFound("library")))
        ),
        "{refused:?}"
    );
    let refused = engine.check_library(EVERYONE).await;
    assert!(matches!(refused, Err(Error::NotFound("library"))));
    let refused = engine.set_book_saved(EVERYONE, "1601161", true).await;
    assert!(matches!(refused, Err(Error::NotFound("book"))));
    engine
        .set_search_saved(EVERYONE, "토지", true)
        .await
        .unwrap();
    let saved = engine.saved().await.unwrap().searches;
    assert_eq!(saved[0].library_id, EVERYONE, "a question to all of them");
    town.hold_lists();
    let sent = town.send("토지").await;
    let work = engine.queue_view().await.unwrap();
    let libraries = work.libraries.iter();
    let libraries: Vec<_> = libraries.map(|jobs| jobs.library_id.as_str()).collect();
    assert_eq!(libraries, ["first", "second"], "the work is theirs");
    let mut changes = engine.changes();
    town.release_all();
    let second = SearchId(sent.searches[1].id);
    let heard = hear(&mut changes, second, support::library::is_over).await;
    assert!(heard.iter().all(|told| told.search.library_id == "second"));
}
