//! Faults below HTTP, seen on the bare connection.

use practice::{Fault, Kind, What};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::desk::Desk;

const COPIES: &str = "search/ItemDetailSimple.axa?cid=1600013";

/// A connection on which the copies of a record were asked for.
async fn asked(desk: &Desk) -> TcpStream {
    let mut connection = TcpStream::connect(("127.0.0.1", desk.url("").port().unwrap()))
        .await
        .unwrap();
    connection
        .write_all(format!("GET /{COPIES} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
        .await
        .unwrap();
    connection
}

/// Head and body of what came.
fn parts(bytes: &[u8]) -> (String, &[u8]) {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    (
        String::from_utf8(bytes[..end].to_vec())
            .unwrap()
            .to_lowercase(),
        &bytes[end + 4..],
    )
}

#[tokio::test]
async fn a_reset_comes_in_the_middle_of_the_promised_body() {
    let desk = Desk::with(vec![Fault::new(Kind::Copies, What::Reset).times(1)]).await;
    let mut came = Vec::new();
    let end = asked(&desk).await.read_to_end(&mut came).await;
    assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    let sound = desk.text(COPIES).await;
    let (head, body) = parts(&came);
    assert!(
        head.contains(&format!("content-length: {}", sound.len())),
        "{head}"
    );
    assert_eq!(body, &sound.as_bytes()[..sound.len() / 2]);
}

#[tokio::test]
async fn a_hanging_answer_stays_in_flight_until_the_client_leaves() {
    let desk = Desk::with(vec![Fault::new(Kind::Copies, What::Hang)]).await;
    let mut hanging = JoinSet::new();
    let request = desk.client.get(desk.url(COPIES));
    hanging.spawn(async { request.send().await });
    desk.practice.wait_until(|seen| seen.len() == 1).await;
    desk.search("토지", 1, 10).await;
    assert!(hanging.try_join_next().is_none());
    assert_eq!(desk.practice.requests()[0].ended_micros, None);
    hanging.shutdown().await;
    desk.practice
        .wait_until(|seen| seen[0].ended_micros.is_some())
        .await;
    assert_eq!(desk.practice.requests()[0].status, None);
}

#[tokio::test]
async fn stopping_ends_a_hanging_answer() {
    let desk = Desk::with(vec![Fault::new(Kind::Copies, What::Hang)]).await;
    let mut connection = asked(&desk).await;
    desk.practice.wait_until(|seen| seen.len() == 1).await;
    desk.practice.stop().await;
    let mut came = Vec::new();
    assert_eq!(
        connection.read_to_end(&mut came).await.unwrap_err().kind(),
        std::io::ErrorKind::ConnectionReset
    );
    assert!(came.is_empty());
}

#[tokio::test]
async fn an_endless_drip_comes_byte_by_byte_and_goes_on_after_the_page() {
    let desk = Desk::with(vec![
        Fault::new(
            Kind::Copies,
            What::Drip {
                pause_ms: 0,
                bytes: None,
            },
        )
        .times(1),
    ])
    .await;
    let mut connection = asked(&desk).await;
    let sound_length = Desk::open().await.text(COPIES).await.len();
    let mut came = vec![0; 1000 + 6 * (sound_length + 100)];
    connection.read_exact(&mut came).await.unwrap();
    let (head, body) = parts(&came);
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    let drops: Vec<u8> = body
        .chunks_exact(6)
        .map(|drop| {
            assert!(
                drop.starts_with(b"1\r\n") && drop.ends_with(b"\r\n"),
                "{drop:?}"
            );
            drop[3]
        })
        .collect();
    assert!(
        drops.len() > sound_length && drops.iter().skip(sound_length).all(|byte| *byte == b' ')
    );
    assert_eq!(
        String::from_utf8_lossy(&drops[..sound_length]),
        desk.text(COPIES).await
    );
    drop(connection);
    desk.practice
        .wait_until(|seen| seen[0].ended_micros.is_some())
        .await;
}

#[tokio::test]
async fn a_drip_with_an_end_is_the_whole_page() {
    let desk = Desk::with(vec![
        Fault::new(
            Kind::Copies,
            What::Drip {
                pause_ms: 0,
                bytes: Some(40),
            },
        )
        .times(1),
    ])
    .await;
    let answer = desk.get(COPIES).await;
    assert!(answer.content_length().is_some());
    let dripped = answer.text().await.unwrap();
    assert_eq!(dripped, desk.text(COPIES).await);
    assert_eq!(desk.practice.requests()[0].status, Some(200));
}

#[tokio::test]
async fn a_drip_pauses_after_its_first_byte() {
    let desk = Desk::with(vec![
        Fault::new(
            Kind::Copies,
            What::Drip {
                pause_ms: 3_600_000,
                bytes: Some(40),
            },
        )
        .times(1),
    ])
    .await;
    let mut answer = desk.get(COPIES).await;
    assert_eq!(answer.chunk().await.unwrap().unwrap().len(), 1);
    assert_eq!(
        desk.practice.requests()[0].ended_micros,
        None,
        "the rest is still to come"
    );
}

#[tokio::test]
async fn stopping_ends_a_drip() {
    let desk = Desk::with(vec![Fault::new(
        Kind::Copies,
        What::Drip {
            pause_ms: 3_600_000,
            bytes: None,
        },
    )])
    .await;
    let mut connection = asked(&desk).await;
    let mut first = [0; 64];
    connection.read_exact(&mut first).await.unwrap();
    desk.practice.stop().await;
    let mut rest = Vec::new();
    // Whether the client sees a reset or only the missing last chunk is the network's choice.
    connection.read_to_end(&mut rest).await.unwrap_or_default();
    assert!(!rest.ends_with(b"0\r\n\r\n"));
}
