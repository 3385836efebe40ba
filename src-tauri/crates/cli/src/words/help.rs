//! `--help` in Korean. The English texts stand on the command line itself.

use clap::builder::Resettable;
use clap::{Arg, Command};

use super::{Language, language};

const TEMPLATE: &str = "{about-with-newline}\n사용법: {usage}\n\n{all-args}";

/// The command line, explained in the language of the locale.
pub(crate) fn explained(command: Command) -> Command {
    match language() {
        Language::Korean => in_korean(command),
        Language::English => command,
    }
}

fn in_korean(mut command: Command) -> Command {
    // So that `help`, `--help` and `--version` are there to be explained.
    command.build();
    translated(command)
}

fn translated(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let text = about(&name);
    command
        .help_template(TEMPLATE)
        .about(text)
        .subcommand_help_heading("명령")
        .mut_subcommands(translated)
        .mut_args(|argument| {
            let text = meaning(&name, argument.get_id().as_str());
            with_text(argument, text)
        })
}

fn with_text(argument: Arg, text: Option<&'static str>) -> Arg {
    let heading = if argument.is_positional() {
        "인자"
    } else {
        "선택 사항"
    };
    // The texts name values and defaults themselves: clap would do so in English.
    argument
        .help_heading(heading)
        .hide_default_value(true)
        .hide_possible_values(true)
        .long_help(Resettable::Reset)
        .help(text)
}

fn about(command: &str) -> Option<&'static str> {
    Some(match command {
        "chaekbeot" => "책벗: 도서관에 물어 청구기호와 대출 상태를 봅니다.",
        "search" => "도서관 한 곳 또는 여러 곳에서 찾기",
        "chat" => "도서관과 한 줄씩 대화하기",
        "libraries" => "도서관 목록과 알려진 것",
        "parse" => "저장해 둔 페이지에서 도서관의 규칙이 읽는 것",
        "jobs" => "지금의 작업 대기열",
        "help" => "이 도움말, 또는 한 명령의 도움말",
        _ => return None,
    })
}

fn meaning(command: &str, argument: &str) -> Option<&'static str> {
    Some(match (command, argument) {
        ("search", "query") => "책 제목, `제목,출판사,저자`(모르는 칸은 비움), ISBN",
        ("search", "libraries") => {
            "도서관의 id. 여러 번 쓸 수 있고, `everyone`은 모든 친구 [기본: sejong]"
        }
        ("search", "base_url") => "이 도서관에 보낼 요청을 다른 주소로",
        ("search", "ndjson") => "한 줄에 JSON 객체 하나",
        ("search", "literal") => "쉼표도 제목의 일부",
        ("search", "pages") => "읽을 목록 쪽수 [기본: 500권이 담긴 만큼]",
        ("search", "copies") => "소장 정보를 확인할 책 수 [기본: 10]",
        ("search", "details") => "상세 페이지도 읽기",
        ("search", "in_flight") => {
            "동시에 보낼 요청 수, 1~64. 7부터는 루프백에만 [기본: 도서관 설정]"
        }
        ("search", "gap_ms") => "요청 사이의 밀리초, 60000까지. 도서관 설정보다 짧으면 루프백에만",
        ("search", "no_cache") => "조금 전의 답이 있어도 도서관에 다시 묻기",
        ("search", "timeout") => "검색 전체에 쓸 초, 86400까지",
        ("chat", "library") => "대화할 도서관 [기본: practice]",
        ("parse", "library") => "어느 도서관의 규칙으로 읽을지",
        ("parse", "kind") => "페이지의 종류: list(목록), copies(소장), detail(상세)",
        ("parse", "file") => "저장해 둔 페이지",
        ("jobs", "kinds") => "대기열 대신 작업의 종류와 각각의 한도",
        ("jobs", "data_dir") => "모든 것이 있는 폴더",
        (_, "data_dir") => "모든 것을 둘 폴더",
        (_, "json") => "JSON으로",
        (_, "help") => "도움말",
        (_, "version") => "버전",
        ("help", _) => "도움말을 볼 명령",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Args;
    use clap::CommandFactory;

    fn is_korean(text: &str) -> bool {
        text.contains(|c| ('가'..='힣').contains(&c))
    }

    #[test]
    fn nothing_is_left_in_english() {
        let mut command = in_korean(Args::command());
        command.clone().debug_assert();
        for command in command.get_subcommands_mut() {
            for argument in command.get_arguments() {
                let text = argument.get_help().map(ToString::to_string);
                let name = argument.get_id();
                assert!(text.is_some_and(|text| is_korean(&text)), "{name}");
            }
            let help = command.render_long_help().to_string();
            assert!(help.lines().next().is_some_and(is_korean), "{help}");
            for english in [
                "Usage",
                "Options",
                "Arguments",
                "Print",
                "default",
                "values",
            ] {
                assert!(!help.contains(english), "{help}");
            }
        }
        let help = command.render_help().to_string();
        assert!(
            help.contains("명령:") && !help.contains("Commands"),
            "{help}"
        );
    }
}
