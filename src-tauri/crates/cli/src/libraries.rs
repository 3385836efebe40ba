//! `chaekbeot libraries`.

use catalog::Standing;
use serde_json::json;

use crate::args::LibrariesArgs;
use crate::exit::Ending;
use crate::report::say;
use crate::words;

pub(crate) fn run(args: &LibrariesArgs) -> anyhow::Result<Ending> {
    let libraries = catalog::libraries()?;
    if args.json {
        let list: Vec<_> = libraries
            .iter()
            .map(|library| {
                json!({
                    "id": library.id,
                    "name": library.name,
                    "name_en": library.name_en,
                    "standing": standing(library.standing),
                    "address": library.base_url,
                    "page_size": library.page_size,
                    "in_flight": library.in_flight,
                    "gap_ms": library.gap_ms,
                })
            })
            .collect();
        say(&serde_json::to_string_pretty(&list)?)?;
        return Ok(Ending::Complete);
    }
    for library in &libraries {
        let note = words::about(library).map_or_else(String::new, |note| format!("  {note}"));
        say(&format!(
            "{:<10} {}{note}",
            library.id,
            words::name(library)
        ))?;
    }
    Ok(Ending::Complete)
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Friend => "friend",
        Standing::Practice => "practice",
        Standing::Unconfirmed => "unconfirmed",
    }
}
