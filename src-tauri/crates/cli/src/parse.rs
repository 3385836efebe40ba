//! `chaekbeot parse`: what a library's rules read in a saved page.

use std::sync::Arc;

use anyhow::Context;
use catalog::{Catalogue, Hit, ListPage};
use serde_json::{Value, json};
use url::Url;

use crate::args::{PageKind, ParseArgs};
use crate::exit::{Ending, UsageError};
use crate::report::say;
use crate::words;

pub(crate) fn run(args: &ParseArgs) -> anyhow::Result<Ending> {
    let library = catalog::libraries()?
        .into_iter()
        .find(|library| library.id == args.library)
        .ok_or_else(|| UsageError(words::unknown_library(&args.library)))?;
    let bytes = std::fs::read(&args.file)
        .map_err(|error| UsageError(words::unreadable_file(&args.file, &error)))?;
    let html =
        engine::page_text(&bytes).with_context(|| format!("{} is no text", args.file.display()))?;
    // Only relative links are read against it.
    let base = match &library.base_url {
        Some(base) => base.clone(),
        None => Url::parse("http://127.0.0.1/")?,
    };
    let catalogue = Catalogue::new(Arc::new(library), base);
    let value = match args.kind {
        PageKind::List => list(&catalogue.read_list(&html)?),
        PageKind::Copies => serde_json::to_value(catalogue.read_copies(&html)?)?,
        PageKind::Detail => catalogue
            .read_detail(&html)?
            .fields
            .into_iter()
            .map(|(label, value)| json!([label, value]))
            .collect(),
    };
    if args.json {
        say(&serde_json::to_string_pretty(&value)?)?;
    } else {
        say(&readable(&value, 0))?;
    }
    Ok(Ending::Complete)
}

fn list(page: &ListPage) -> Value {
    json!({
        "total": page.total,
        "page": page.page,
        "last_page": page.last_page,
        "hits": page.hits.iter().map(hit).collect::<Vec<_>>(),
    })
}

fn hit(hit: &Hit) -> Value {
    json!({
        "cid": hit.cid,
        "title": hit.title,
        "author": hit.author,
        "publisher": hit.publisher,
        "year": hit.year,
        "material_type": hit.material_type,
        "cover_url": hit.cover_url,
        "branches": hit.branches,
        "raw_line": hit.raw_line,
    })
}

/// A value as indented lines: labels and texts, no brackets.
fn readable(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(label, value)| match value {
                Value::Object(_) | Value::Array(_) => {
                    format!("{indent}{label}:\n{}", readable(value, depth + 1))
                }
                _ => format!("{indent}{label}: {}", readable(value, 0)),
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Value::Array(values) => values
            .iter()
            .map(|value| readable(value, depth))
            .collect::<Vec<_>>()
            .join(&format!("\n{indent}--\n")),
        Value::String(text) => format!("{indent}{text}"),
        Value::Null => format!("{indent}-"),
        other => format!("{indent}{other}"),
    }
}
