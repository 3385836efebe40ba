//! Every function of the store once on a real migrated database, and what the schema itself promises.

mod alerts;
mod books;
mod clearing;
mod covers;
mod fixture;
mod hits;
mod libraries;
mod messages;
mod notifications;
mod pages;
mod plans;
mod rooms;
mod saved;
mod schema;
mod searches;
mod settings;
mod slots;
mod sources;
mod watches;
