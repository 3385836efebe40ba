//! Answers that are no page at all: nothing a practice library would send, so these tests answer themselves.

use support::terminal::{Output, Terminal, chaekbeot, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The head of an answer whose body ends with the connection: its length is not known before.
const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";

/// What a search says of a site at this address.
async fn ask(address: &str) -> Output {
    let terminal = Terminal::new().await;
    let mut command = chaekbeot(&["search", "토지", "--library", "sejong", "--ndjson"]);
    command
        .args(["--base-url", address, "--data-dir"])
        .arg(terminal.folder());
    run(command).await
}

/// What a search says of a site that answers everything with this; and how often it was asked.
async fn ask_for(body: &[u8]) -> (Output, u32) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let mut count = 0;
    let answer_all = async {
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            count += 1;
            answer(stream, body).await;
        }
    };
    let address = format!("http://127.0.0.1:{port}/");
    let output = tokio::select! {
        output = ask(&address) => output,
        () = answer_all => unreachable!("it answers for ever"),
    };
    (output, count)
}

async fn answer(mut stream: TcpStream, body: &[u8]) {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        let count = stream.read_buf(&mut asked).await.expect("a request");
        assert!(count > 0, "a whole request");
    }
    stream.write_all(HEAD).await.expect("it listens");
    // Who has had enough closes the connection in the middle: that is what is to be seen.
    if stream.write_all(body).await.is_ok() {
        stream.shutdown().await.unwrap_or_default();
    }
}

/// Failed for this reason, at once, with one sentence.
fn failed(output: &Output, code: &str, part: &str) {
    assert_eq!(output.code, Some(4), "{}", output.complaints);
    let done = output.done();
    assert_eq!(done["state"], "failed");
    assert_eq!(done["code"], code);
    assert_eq!(done["requests"], 1, "asking again would not help");
    assert_eq!(
        output.complaints.lines().count(),
        1,
        "one sentence: {}",
        output.complaints
    );
    assert!(output.complaints.contains(part), "{}", output.complaints);
}

#[tokio::test]
async fn a_site_that_cannot_speak_securely_is_not_asked_otherwise() {
    let terminal = Terminal::new().await;
    let address = terminal.practice.base_url().replace("http://", "https://");
    failed(&ask(&address).await, "tls", "안전하게 연결하지 못했어요");
    assert!(
        terminal.practice.requests().is_empty(),
        "nothing was said in the clear"
    );
}

#[tokio::test]
async fn an_endless_page_is_not_read_to_its_end() {
    let (output, count) = ask_for(&vec![b' '; 9 * 1024 * 1024]).await;
    failed(&output, "too_large", "읽지 못했어요");
    assert_eq!(count, 1);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_no_page() {
    let body = [0xff, 0x00, 0xfe, 0x80].repeat(1_000);
    let (output, count) = ask_for(&body).await;
    failed(&output, "decode", "읽지 못했어요");
    assert_eq!(count, 1);
}
