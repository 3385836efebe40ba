//! What a caller may not ask of a library that belongs to others.

use catalog::{Library, Standing};
use url::Url;

use crate::args::SearchArgs;
use crate::exit::UsageError;
use crate::words;

/// One browser tab: the most a person's search has in flight at somebody else's site.
const MOST_IN_FLIGHT: u32 = 6;

/// Refuses options that contradict each other or press a library.
pub(crate) fn check(args: &SearchArgs, libraries: &[&Library]) -> Result<(), UsageError> {
    if args.base_url.is_some() && libraries.len() > 1 {
        return Err(usage(
            "--base-url은 도서관이 하나일 때만 쓸 수 있어요.",
            "--base-url works with one library only.",
        ));
    }
    for library in libraries {
        let too_many = args.in_flight.is_some_and(|count| count > MOST_IN_FLIGHT);
        let too_fast = args.gap_ms.is_some_and(|gap_ms| gap_ms < library.gap_ms);
        if (too_many || too_fast) && !is_on_this_machine(args.base_url.as_ref(), library) {
            return Err(usage(
                "--in-flight 6 초과와 도서관 설정보다 짧은 --gap-ms는 이 컴퓨터(루프백) 주소에만 쓸 수 있어요.",
                "--in-flight above 6 and --gap-ms below the library's own are for loopback addresses only.",
            ));
        }
    }
    Ok(())
}

/// Other limits cannot be told to a window that is running already.
pub(crate) fn check_runner(args: &SearchArgs, is_runner: bool) -> Result<(), UsageError> {
    let has_limits = args.in_flight.is_some() || args.gap_ms.is_some();
    if has_limits && !is_runner {
        return Err(usage(
            "책벗이 이미 실행 중이라 --in-flight와 --gap-ms를 바꿀 수 없어요. 그쪽을 닫거나 --data-dir로 다른 폴더를 쓰세요.",
            "Chaekbeot is running here already and keeps its own limits: close it, or use another folder with --data-dir.",
        ));
    }
    Ok(())
}

fn is_on_this_machine(address: Option<&Url>, library: &Library) -> bool {
    match address.or(library.base_url.as_ref()) {
        Some(url) => catalog::is_loopback(url),
        // The practice library answers on this machine.
        None => library.standing == Standing::Practice,
    }
}

fn usage(korean: &str, english: &str) -> UsageError {
    UsageError(words::choose(korean, english))
}
