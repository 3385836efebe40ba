//! A database of its own for every test, and the shortest way to rows in it.

use std::ops::{Deref, DerefMut};

use catalog::Query;
use queue::Database;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tempfile::TempDir;

use crate::id::{BookId, RoomId, SearchId, SourceId};
use crate::options::SearchOptions;
use crate::store::hits::{self, NewHit};
use crate::store::searches::{self, NewSearch};
use crate::store::{migrator, rooms, search_view, sources};
use crate::wire::{Branch, Copy, Hit, Search, SearchState, Status};

/// The library of every row made here.
pub(super) const LIBRARY: &str = "sejong";

/// When every search made here was asked.
pub(super) const ASKED_AT_MS: i64 = 1_000;

/// Hits on a full page of every search made here.
pub(super) const PAGE_SIZE: u32 = 50;

/// A connection to a file that was made and migrated as the engine does it.
pub(super) struct Store {
    connection: SqliteConnection,
    _folder: TempDir,
}

impl Deref for Store {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Store {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

impl Store {
    pub(super) async fn new() -> Self {
        Self::with(migrator()).await
    }

    /// As it was with the migrations up to this one.
    pub(super) async fn at_version(last: i64) -> Self {
        let all = migrator();
        let first = all.iter().filter(|migration| migration.version <= last);
        Self::with(queue::join(first.cloned().collect(), Vec::new())).await
    }

    async fn with(migrator: Migrator) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("store.db");
        Database::open(&file, migrator).await.unwrap().close().await;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .foreign_keys(true)
            .pragma("trusted_schema", "OFF");
        Self {
            connection: options.connect().await.unwrap(),
            _folder: folder,
        }
    }

    pub(super) async fn source(&mut self) -> SourceId {
        sources::ensure(self, LIBRARY, None).await.unwrap()
    }

    pub(super) async fn room(&mut self) -> RoomId {
        rooms::ensure(self, LIBRARY, 1).await.unwrap().0
    }

    /// A waiting search that a terminal asked.
    pub(super) async fn search(&mut self, text: &str) -> SearchId {
        self.ask(text, None, &SearchOptions::default()).await
    }

    /// A waiting search that was asked in this room.
    pub(super) async fn search_in(&mut self, room: RoomId, text: &str) -> SearchId {
        self.ask(text, Some(room), &SearchOptions::default()).await
    }

    pub(super) async fn ask(
        &mut self,
        text: &str,
        room_id: Option<RoomId>,
        options: &SearchOptions,
    ) -> SearchId {
        let new = NewSearch {
            source_id: self.source().await,
            room_id,
            text,
            query: &query(text),
            options,
            page_size: PAGE_SIZE,
            now_ms: ASKED_AT_MS,
        };
        searches::insert(self, &new, LIBRARY).await.unwrap()
    }

    /// Ends a search at this time, unseen.
    pub(super) async fn end(&mut self, id: SearchId, state: SearchState, at_ms: i64) {
        assert!(
            searches::end(self, id, state, None, false, at_ms)
                .await
                .unwrap()
        );
    }

    /// A search that found these records, in this order.
    pub(super) async fn search_with(&mut self, text: &str, cids: &[&str]) -> SearchId {
        let id = self.search(text).await;
        let found: Vec<NewHit> = (0..).zip(cids).map(|(at, cid)| new_hit(at, cid)).collect();
        let source = self.source().await;
        hits::put(self, id, source, &found).await.unwrap();
        id
    }

    /// The search as it is shown.
    pub(super) async fn view(&mut self, id: SearchId) -> Search {
        search_view::view(self, id).await.unwrap().unwrap()
    }

    /// All hits of a search as they are shown.
    pub(super) async fn hits(&mut self, id: SearchId) -> Vec<Hit> {
        hits::list(self, id, 0, u32::MAX).await.unwrap()
    }

    /// The books of a search in the order of its hits.
    pub(super) async fn books(&mut self, id: SearchId) -> Vec<BookId> {
        sqlx::query_scalar("SELECT book_id FROM hit WHERE search_id = ? ORDER BY position")
            .bind(id)
            .fetch_all(&mut self.connection)
            .await
            .unwrap()
    }
}

pub(super) fn query(text: &str) -> Query {
    Query::parse(text).unwrap()
}

/// A hit as a list page gives it.
pub(super) fn new_hit(position: u32, cid: &str) -> NewHit {
    NewHit {
        position,
        cid: cid.to_owned(),
        title: format!("제목 {cid}"),
        author: "한강 지음".to_owned(),
        publisher: "창비".to_owned(),
        year: "2014".to_owned(),
        material_type: "동양서단행본".to_owned(),
        cover_url: None,
        branch_codes: vec!["MA".to_owned()],
        branches: vec![Branch {
            name: "본관".to_owned(),
            call_number: "813.7 한12ㅅ".to_owned(),
            status: Status::OnLoan,
            raw_status: "대출중".to_owned(),
        }],
        raw_line: "본관 [813.7 한12ㅅ] 대출중".to_owned(),
    }
}

/// A copy; only one that is lent has a due date.
pub(super) fn copy(registration_number: &str, status: Status) -> Copy {
    let due = (status == Status::OnLoan).then(|| "2026-12-01".to_owned());
    Copy {
        registration_number: registration_number.to_owned(),
        branch: "중앙도서관".to_owned(),
        location: "종합자료실 \"2층\"".to_owned(),
        call_number: "813.7 한12ㅅ".to_owned(),
        status,
        raw_status: "상태".to_owned(),
        raw_due: due.clone().unwrap_or_default(),
        due,
    }
}
