//! The tables of the queue, and how they join those of the application: one list of migrations for one file.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// The queue's migrations. Their versions are 1000 to 1999; an application takes others.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let migration = |version, name: &'static str, sql: &'static str| {
        Migration::new(
            version,
            name.into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    };
    vec![
        migration(1001, "queue", include_str!("../migrations/1001_queue.sql")),
        migration(
            1002,
            "full strength",
            include_str!("../migrations/1002_full_strength.sql"),
        ),
        migration(
            1003,
            "postponed",
            include_str!("../migrations/1003_postponed.sql"),
        ),
    ]
}

/// One migrator of two lists. Two migrators on one file would share one table of what was applied, and break.
#[must_use]
pub fn join(mut ours: Vec<Migration>, theirs: Vec<Migration>) -> Migrator {
    ours.extend(theirs);
    Migrator::with_migrations(ours)
}
