//! What telemetry sees of an attempt. A program of its own: other tests' threads would decide whether spans are made at all.
#![cfg(test)]

#[path = "queue/support.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::format::FmtSpan;

use crate::support::{Bench, SLOT, work};

/// Where the lines go.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn an_attempt_is_a_span_that_says_what_for_whom_how_often_how_long_and_how_it_ended() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // One thread runs this test and its runner.
    let _guard = tracing::subscriber::set_default(subscriber);
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], work("a").slot(SLOT)).await.id;
    bench.clock.advance(40);
    let _runner = bench.start();
    let first = bench.started().await;
    bench.clock.advance(70);
    first.fail("reset");
    bench.event().await;
    bench.clock.advance(500);
    bench.started().await.done();
    bench.until_closed().await;

    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let spans: Vec<&str> = text.lines().filter(|line| line.contains("job{")).collect();
    let [first, second] = spans[..] else {
        panic!("two attempts are two spans: {text}");
    };
    let what = format!("id={id} kind=\"work\" host=\"{SLOT}\"");
    for (span, rest) in [
        (first, "attempt=1 waited_ms=40 ran_ms=70 outcome=\"reset\""),
        (second, "attempt=2 waited_ms=0 ran_ms=0 outcome=\"done\""),
    ] {
        assert!(span.contains(&what) && span.contains(rest), "{span}");
    }
}
