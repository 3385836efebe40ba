use super::fixture::{LIBRARY, Store, copy};
use crate::id::{BookId, MessageId, SourceId, WatchId};
use crate::store::watches::{self, Answer, Known, Live, NewWatch, Unshown};
use crate::store::{books, messages, notifications, rooms, saved};
use crate::wire::{Author, ErrorCode, MessageBody, Status, Watch, WatchState};

/// Records that a search has found.
async fn found(cids: &[&str]) -> Store {
    let mut store = Store::new().await;
    store.search_with("하나", cids).await;
    store
}

async fn known(store: &mut Store, cid: &str) -> Known {
    watches::known(store, LIBRARY, cid).await.unwrap().unwrap()
}

/// A watch that began at 100, to be looked at at this time; it was not there before.
async fn watch(store: &mut Store, cid: &str, place: Option<&str>, next_at_ms: i64) -> WatchId {
    let new = NewWatch {
        book: &known(store, cid).await,
        place,
        due: Some("2026-12-01".to_owned()),
        now_ms: 100,
        expires_at_ms: 9_000,
        next_at_ms,
    };
    watches::begin(store, &new).await.unwrap().unwrap()
}

async fn get(store: &mut Store, id: WatchId) -> Watch {
    watches::get(store, id).await.unwrap().unwrap()
}

/// What is due of the library at this time.
async fn due(store: &mut Store, now_ms: i64) -> Vec<WatchId> {
    let source = store.source().await;
    let due = watches::due(store, source, now_ms).await.unwrap();
    due.into_iter().map(|watch| watch.id).collect()
}

async fn live(store: &mut Store, id: WatchId) -> Live {
    let book: BookId = sqlx::query_scalar("SELECT book_id FROM watch WHERE id = ?")
        .bind(id)
        .fetch_one(&mut **store)
        .await
        .unwrap();
    let live = watches::of_book(store, book).await.unwrap();
    live.into_iter().find(|watch| watch.id == id).unwrap()
}

/// Ends it by a line that is to be told at this time; the line.
async fn end(store: &mut Store, id: WatchId, state: WatchState, at_ms: i64) -> MessageId {
    let (room, _) = rooms::ensure(store, "alerts", 1).await.unwrap();
    let line = messages::insert(store, room, Author::Library, MessageBody::Greeting, at_ms);
    let line = MessageId(line.await.unwrap().id);
    notifications::put_alert(store, line, false, at_ms)
        .await
        .unwrap();
    assert!(watches::end(store, id, state, line, at_ms).await.unwrap());
    line
}

async fn next_at_ms(store: &mut Store, now_ms: i64) -> Option<i64> {
    let source: SourceId = store.source().await;
    watches::next_at_ms(store, source, now_ms).await.unwrap()
}

#[tokio::test]
async fn known_is_what_a_hit_shows_or_what_was_kept_or_watched() {
    let mut store = found(&["A", "B", "C"]).await;
    for (library, cid) in [(LIBRARY, "D"), ("ut", "A")] {
        assert_eq!(
            watches::known(&mut store, library, cid).await.unwrap(),
            None
        );
    }
    saved::add_book(&mut store, LIBRARY, "B", 80).await.unwrap();
    watch(&mut store, "C", None, 200).await;
    sqlx::query("DELETE FROM search")
        .execute(&mut *store)
        .await
        .unwrap();
    assert_eq!(
        watches::known(&mut store, LIBRARY, "A").await.unwrap(),
        None
    );
    for cid in ["B", "C"] {
        let id = watch(&mut store, cid, Some("분관"), 200).await;
        assert_eq!(get(&mut store, id).await.title, format!("제목 {cid}"));
    }
}

#[tokio::test]
async fn begin_watches_each_place_of_a_book_once() {
    let mut store = found(&["A"]).await;
    let whole = watch(&mut store, "A", None, 200).await;
    let branch = watch(&mut store, "A", Some("분관"), 300).await;
    let book = known(&mut store, "A").await;
    for (place, id) in [(None, whole), (Some("분관"), branch)] {
        let again = NewWatch {
            book: &book,
            place,
            due: None,
            now_ms: 150,
            expires_at_ms: 1,
            next_at_ms: 1,
        };
        assert_eq!(watches::begin(&mut store, &again).await.unwrap(), None);
        let live = watches::live(&mut store, book.book_id, place).await;
        assert_eq!(live.unwrap(), Some(id));
    }
    let expected = Watch {
        id: whole.0,
        library_id: LIBRARY.to_owned(),
        cid: "A".to_owned(),
        title: "제목 A".to_owned(),
        author: "한강 지음".to_owned(),
        place: None,
        state: WatchState::Watching,
        began_at_ms: 100,
        expires_at_ms: 9_000,
        checked_at_ms: None,
        next_at_ms: Some(200),
        due: Some("2026-12-01".to_owned()),
        code: None,
    };
    assert_eq!(get(&mut store, whole).await, expected);
}

#[tokio::test]
async fn begin_takes_the_place_of_what_has_ended() {
    let mut store = found(&["A"]).await;
    let first = watch(&mut store, "A", None, 200).await;
    let branch = watch(&mut store, "A", Some("분관"), 200).await;
    for id in [first, branch] {
        end(&mut store, id, WatchState::Told, 500).await;
    }
    let book = known(&mut store, "A").await.book_id;
    assert_eq!(watches::live(&mut store, book, None).await.unwrap(), None);
    let second = watch(&mut store, "A", None, 200).await;
    let all = watches::all(&mut store, 0).await.unwrap();
    let ids: Vec<i64> = all.iter().map(|watch| watch.id).collect();
    assert_eq!(ids, [second.0, branch.0], "newest first, none twice");
}

#[tokio::test]
async fn all_lists_what_looks_and_what_ended_lately_and_forget_takes_the_rest() {
    let mut store = found(&["A", "B", "C"]).await;
    let mut ids = Vec::new();
    for (cid, ended_at_ms) in [("A", None), ("B", Some(500)), ("C", Some(700))] {
        let id = watch(&mut store, cid, None, 200).await;
        if let Some(at_ms) = ended_at_ms {
            end(&mut store, id, WatchState::Expired, at_ms).await;
            let again = watches::end(&mut store, id, WatchState::Told, MessageId(1), 999);
            assert!(!again.await.unwrap());
            let ended = get(&mut store, id).await;
            assert_eq!((ended.state, ended.next_at_ms), (WatchState::Expired, None));
        }
        ids.push(id.0);
    }
    let all = watches::all(&mut store, 500).await.unwrap();
    let listed: Vec<i64> = all.iter().map(|watch| watch.id).collect();
    assert_eq!(listed, [ids[2], ids[0]]);
    let everything = watches::all(&mut store, 0).await.unwrap();
    watches::forget(&mut store, 500).await.unwrap();
    assert_eq!(
        watches::all(&mut store, 0).await.unwrap(),
        everything,
        "their lines are there"
    );
    sqlx::query("DELETE FROM message")
        .execute(&mut *store)
        .await
        .unwrap();
    watches::forget(&mut store, 500).await.unwrap();
    assert_eq!(watches::all(&mut store, 0).await.unwrap(), all);
}

#[tokio::test]
async fn stop_says_whose_it_was_and_keeps_the_words_for_a_while() {
    let mut store = found(&["A"]).await;
    let id = watch(&mut store, "A", None, 200).await;
    let expected = Some((store.source().await, LIBRARY.to_owned()));
    assert_eq!(watches::stop(&mut store, id, 300).await.unwrap(), expected);
    assert_eq!(watches::stop(&mut store, id, 310).await.unwrap(), None);
    assert!(watches::all(&mut store, 0).await.unwrap().is_empty());
    sqlx::query("DELETE FROM search")
        .execute(&mut *store)
        .await
        .unwrap();
    let known = async |store: &mut Store| watches::known(store, LIBRARY, "A").await.unwrap();
    assert!(known(&mut store).await.is_some(), "it may be wanted back");
    watches::forget(&mut store, 299).await.unwrap();
    assert!(known(&mut store).await.is_some());
    watches::forget(&mut store, 300).await.unwrap();
    assert_eq!(known(&mut store).await, None);
}

#[tokio::test]
async fn what_begins_anew_keeps_the_line_from_which_it_may_begin_again() {
    let mut store = found(&["A"]).await;
    let id = watch(&mut store, "A", None, 200).await;
    end(&mut store, id, WatchState::Expired, 500).await;
    let again = watch(&mut store, "A", None, 700).await;
    watches::stop(&mut store, again, 800).await.unwrap();
    watches::forget(&mut store, 9_000).await.unwrap();
    let book = known(&mut store, "A").await.book_id;
    let left: Vec<i64> = sqlx::query_scalar("SELECT id FROM watch WHERE book_id = ?")
        .bind(book)
        .fetch_all(&mut *store)
        .await
        .unwrap();
    assert_eq!(left, [again.0]);
}

#[tokio::test]
async fn unshown_is_what_nobody_was_told_yet_and_revive_has_it_look_again() {
    let mut store = found(&["A"]).await;
    let id = watch(&mut store, "A", Some("분관"), 200).await;
    let book = known(&mut store, "A").await.book_id;
    let line = end(&mut store, id, WatchState::Told, 500).await;
    let expected = Unshown {
        id,
        place: Some("분관".to_owned()),
        line,
    };
    let unshown = async |store: &mut Store| watches::unshown(store, book).await.unwrap();
    assert_eq!(unshown(&mut store).await, [expected]);
    assert!(watches::revive(&mut store, id).await.unwrap());
    assert_eq!(get(&mut store, id).await.state, WatchState::Watching);
    end(&mut store, id, WatchState::Told, 510).await;
    let (room, _) = rooms::ensure(&mut store, "alerts", 1).await.unwrap();
    rooms::mark_seen(&mut store, room, 520).await.unwrap();
    assert_eq!(unshown(&mut store).await, []);
    sqlx::query(
        "INSERT INTO watch(book_id, place, title, author, began_at_ms, expires_at_ms, planned_at_ms, next_at_ms)
         SELECT book_id, place, title, author, 1, 1, 1, 1 FROM watch",
    )
    .execute(&mut *store)
    .await
    .unwrap();
    let revived = watches::revive(&mut store, id).await.unwrap();
    assert!(!revived, "another one looks there");
}

#[tokio::test]
async fn over_is_what_looks_longer_than_it_was_to() {
    let mut store = found(&["A", "B"]).await;
    let first = watch(&mut store, "A", None, 200).await;
    let ended = watch(&mut store, "B", None, 200).await;
    end(&mut store, ended, WatchState::Told, 500).await;
    assert!(watches::over(&mut store, 8_999).await.unwrap().is_empty());
    let over = watches::over(&mut store, 9_000).await.unwrap();
    assert_eq!(
        over.iter().map(|watch| watch.id).collect::<Vec<_>>(),
        [first]
    );
}

#[tokio::test]
async fn put_off_moves_the_look_and_says_when_that_was_decided() {
    let mut store = found(&["A"]).await;
    let id = watch(&mut store, "A", None, 200).await;
    watches::put_off(&mut store, id, 250, 700).await.unwrap();
    assert_eq!(get(&mut store, id).await.next_at_ms, Some(700));
    assert_eq!(live(&mut store, id).await.planned_at_ms, 250);
}

#[tokio::test]
async fn doubt_keeps_its_beginning_until_trust_or_a_new_beginning() {
    let mut store = found(&["A"]).await;
    let id = watch(&mut store, "A", None, 200).await;
    for (at_ms, since) in [(300, 300), (400, 300), (250, 250)] {
        watches::doubt(&mut store, id, at_ms).await.unwrap();
        assert_eq!(live(&mut store, id).await.doubted_at_ms, Some(since));
    }
    watches::trust(&mut store, id).await.unwrap();
    assert_eq!(live(&mut store, id).await.doubted_at_ms, None);
    watches::doubt(&mut store, id, 40).await.unwrap();
    watches::begin_anew(&mut store, id, 50).await.unwrap();
    let anew = live(&mut store, id).await;
    assert_eq!((anew.began_at_ms, anew.expires_at_ms), (50, 8_950));
    assert_eq!(anew.doubted_at_ms, None);
}

#[tokio::test]
async fn due_is_in_its_order_and_takes_what_was_planned_in_the_future() {
    let mut store = found(&["A", "B", "C"]).await;
    let late = watch(&mut store, "A", None, 300).await;
    let early = watch(&mut store, "B", None, 200).await;
    let ended = watch(&mut store, "C", None, 100).await;
    end(&mut store, ended, WatchState::Told, 150).await;
    assert!(due(&mut store, 199).await.is_empty());
    assert_eq!(due(&mut store, 200).await, [early]);
    assert_eq!(due(&mut store, 300).await, [early, late]);
    assert_eq!(due(&mut store, 99).await, [early, late], "planned at 100");
    let elsewhere = watches::due(&mut store, SourceId(99), 300).await.unwrap();
    assert!(elsewhere.is_empty());
}

#[tokio::test]
async fn next_at_ms_is_the_earliest_and_now_after_the_clock_was_set_back() {
    let mut store = found(&["A", "B"]).await;
    assert_eq!(next_at_ms(&mut store, 150).await, None);
    watch(&mut store, "A", None, 300).await;
    let early = watch(&mut store, "B", None, 200).await;
    assert_eq!(next_at_ms(&mut store, 150).await, Some(200));
    assert_eq!(next_at_ms(&mut store, 50).await, Some(50));
    end(&mut store, early, WatchState::Told, 150).await;
    assert_eq!(next_at_ms(&mut store, 150).await, Some(300));
}

#[tokio::test]
async fn sources_are_those_with_a_watch_that_looks() {
    let mut store = found(&["A", "B"]).await;
    assert!(watches::sources(&mut store).await.unwrap().is_empty());
    let mut ids = Vec::new();
    for cid in ["A", "B"] {
        ids.push(watch(&mut store, cid, None, 200).await);
    }
    let source = store.source().await;
    let expected = [(source, LIBRARY.to_owned())];
    assert_eq!(watches::sources(&mut store).await.unwrap(), expected);
    for id in ids {
        end(&mut store, id, WatchState::Told, 150).await;
    }
    assert!(watches::sources(&mut store).await.unwrap().is_empty());
}

#[tokio::test]
async fn of_book_knows_when_its_copies_were_read() {
    let mut store = found(&["A"]).await;
    let id = watch(&mut store, "A", None, 200).await;
    let unread = live(&mut store, id).await;
    assert_eq!((unread.copies_at_ms, unread.unchanged_count), (None, 0));
    let copies = [copy("1", Status::OnLoan)];
    books::set_copies(&mut store, unread.book_id, &copies, 130)
        .await
        .unwrap();
    assert_eq!(live(&mut store, id).await.copies_at_ms, Some(130));
    end(&mut store, id, WatchState::Told, 150).await;
    let left = watches::of_book(&mut store, unread.book_id).await.unwrap();
    assert!(left.is_empty());
}

#[tokio::test]
async fn failed_counts_a_silence_and_answered_ends_it() {
    let mut store = found(&["A"]).await;
    let id = watch(&mut store, "A", None, 200).await;
    for (at_ms, code) in [(210, ErrorCode::Timeout), (220, ErrorCode::Upstream)] {
        watches::failed(&mut store, id, code, at_ms, at_ms + 50)
            .await
            .unwrap();
    }
    watches::silence_told(&mut store, id).await.unwrap();
    let silent = live(&mut store, id).await;
    assert_eq!(
        (silent.failure_count, silent.silent_from_ms),
        (2, Some(210))
    );
    assert!(silent.silence_told);
    let seen = get(&mut store, id).await;
    assert_eq!(
        (seen.code, seen.next_at_ms),
        (Some(ErrorCode::Upstream), Some(270))
    );
    assert_eq!(seen.checked_at_ms, None, "nothing was read");
    // The clock was set back: the silence began no later than now.
    watches::failed(&mut store, id, ErrorCode::Tls, 150, 160)
        .await
        .unwrap();
    assert_eq!(live(&mut store, id).await.silent_from_ms, Some(150));
    let answer = Answer {
        now_ms: 300,
        next_at_ms: 400,
        due: None,
        unchanged_count: 3,
        missing_count: 2,
    };
    watches::answered(&mut store, id, &answer).await.unwrap();
    let answered = live(&mut store, id).await;
    assert_eq!((answered.failure_count, answered.silent_from_ms), (0, None));
    assert_eq!(
        (answered.silence_told, answered.unchanged_count),
        (false, 3)
    );
    assert_eq!((answered.planned_at_ms, answered.missing_count), (300, 2));
    let seen = get(&mut store, id).await;
    assert_eq!(
        (seen.code, seen.due, seen.checked_at_ms),
        (None, None, Some(300))
    );
    assert_eq!(seen.next_at_ms, Some(400));
}
