//! `--help`, as docs/terminal.md and docs/terminal.en.md show it.

use std::path::Path;

use support::terminal::{chaekbeot, run};

#[tokio::test]
async fn the_documents_show_the_help_there_is() {
    for (document, locale) in [
        ("terminal.md", "ko_KR.UTF-8"),
        ("terminal.en.md", "en_US.UTF-8"),
    ] {
        let text = read(document);
        let program = help(&["--help"], locale).await;
        let mut blocks = vec![block("--help", &program)];
        for name in commands(&program) {
            let of_command = help(&[name, "--help"], locale).await;
            blocks.push(block(&format!("{name} --help"), &of_command));
        }
        assert_eq!(blocks.len(), 6, "every command has its help: {program}");
        for block in blocks {
            assert!(text.contains(&block), "{document} must have:\n{block}");
        }
    }
}

async fn help(arguments: &[&str], locale: &str) -> String {
    let mut command = chaekbeot(arguments);
    let output = run({
        command.env("LC_ALL", locale);
        command
    })
    .await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    output
        .lines
        .join("\n")
        .replace("chaekbeot.exe", "chaekbeot")
}

fn block(typed: &str, help: &str) -> String {
    format!("```\n$ chaekbeot {typed}\n{help}\n```\n")
}

/// What the program's own help names: the first words of its indented lines, without the options and `help` itself.
fn commands(help: &str) -> impl Iterator<Item = &str> {
    let indented = help.lines().filter(|line| line.starts_with("  "));
    let words = indented.filter_map(|line| line.split_whitespace().next());
    words.filter(|word| !word.starts_with('-') && *word != "help")
}

fn read(document: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let text = std::fs::read_to_string(docs.join(document)).expect("a document of the project");
    text.replace("\r\n", "\n")
}
