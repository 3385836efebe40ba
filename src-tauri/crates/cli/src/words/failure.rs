//! One clear sentence for whatever ends a run too early.

use std::error::Error as _;

use catalog::{PageError, QueryError};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use engine::wire::CommandErrorCode;
use engine::{AskError, Error};

use super::{Language, choose, language};
use crate::exit::{Stuck, UsageError};

/// What an error means for the person.
pub(crate) fn failure(error: &anyhow::Error) -> String {
    if let Some(error) = error.downcast_ref::<UsageError>() {
        return error.to_string();
    }
    if let Some(error) = error.downcast_ref::<Stuck>() {
        return error.to_string();
    }
    if let Some(error) = error.downcast_ref::<PageError>() {
        return choose(
            format!("이 화면을 읽지 못했어요. ({error})"),
            format!("This page cannot be read. ({error})"),
        );
    }
    match error.downcast_ref::<AskError>() {
        Some(AskError::Query(error)) => return of_query(error),
        Some(AskError::Engine(error)) => return of_engine(error),
        None => {}
    }
    match error.downcast_ref::<Error>() {
        Some(error) => of_engine(error),
        None => choose(
            format!("실행하지 못했어요. ({error:#})"),
            format!("This could not be done. ({error:#})"),
        ),
    }
}

fn of_query(error: &QueryError) -> String {
    match error {
        QueryError::Nothing => choose(
            "찾을 말이 없어요. 책 제목을 입력해 주세요.",
            "There is nothing to search for: give a title.",
        ),
        QueryError::TooLong { limit } => choose(
            format!("검색어가 너무 길어요. {limit}자까지 찾을 수 있어요."),
            format!("The query is too long: at most {limit} characters."),
        ),
    }
}

fn of_engine(error: &Error) -> String {
    let (korean, english) = match error.code() {
        CommandErrorCode::NewerData => (
            "데이터가 더 새로운 책벗의 것이에요. 책벗을 업데이트해 주세요.",
            "The data is of a newer version: update chaekbeot.",
        ),
        CommandErrorCode::Storage => (
            "저장 폴더를 쓸 수 없어요. 권한을 확인하거나 --data-dir로 다른 폴더를 쓰세요.",
            "The data folder cannot be used: check its permissions or name another one with --data-dir.",
        ),
        CommandErrorCode::DiskFull => (
            "저장 공간이 없어요. 공간을 비운 뒤 다시 실행해 주세요.",
            "The disk is full: free some space and try again.",
        ),
        _ => ("실행하지 못했어요.", "This could not be done."),
    };
    format!("{} ({error})", choose(korean, english))
}

/// A mistake on the command line; none when help or the version was asked for.
pub(crate) fn mistake(error: &clap::Error) -> Option<String> {
    let argument = context(error, ContextKind::InvalidArg);
    let option = argument.split(' ').next().unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue);
    let (korean, english) = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => (
            format!("모르는 말이에요: {argument}."),
            format!("Unknown: {argument}."),
        ),
        ErrorKind::InvalidSubcommand => {
            let command = context(error, ContextKind::InvalidSubcommand);
            (
                format!("모르는 명령이에요: {command}."),
                format!("Unknown command: {command}."),
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => (
            format!("{option}에 값이 필요해요."),
            format!("{option} needs a value."),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            match error.source().filter(|reason| reason.is::<UsageError>()) {
                Some(reason) => format!("{option}에 ‘{value}’ 값은 쓸 수 없어요: {reason}."),
                // Whatever clap says is English.
                None => format!("{option}에 ‘{value}’ 값은 쓸 수 없어요."),
            },
            match error.source() {
                Some(reason) => format!("{option} cannot be “{value}”: {reason}."),
                None => format!("{option} cannot be “{value}”."),
            },
        ),
        ErrorKind::MissingRequiredArgument => (
            format!("빠진 것이 있어요: {argument}."),
            format!("Missing: {argument}."),
        ),
        ErrorKind::ArgumentConflict => (
            format!("한 번만 쓸 수 있어요: {argument}."),
            format!("{argument} can be given once only."),
        ),
        _ => {
            let sentence = error.to_string();
            let first = sentence.lines().next().unwrap_or_default();
            let first = first.trim_start_matches("error: ");
            (
                format!("명령을 읽지 못했어요. ({first})"),
                format!("{first}."),
            )
        }
    };
    let more = match language() {
        Language::Korean => "`chaekbeot --help`를 보세요.",
        Language::English => "See `chaekbeot --help`.",
    };
    Some(format!("{} {more}", choose(korean, english)))
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
