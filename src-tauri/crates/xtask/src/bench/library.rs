//! The practice library in a process of its own, and its log.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Programs;

/// A running practice library; it ends with this value.
pub(super) struct Library {
    child: Child,
    pub(super) address: String,
}

/// A request as the library saw it.
pub(super) struct Seen {
    pub(super) kind: String,
    pub(super) what: String,
    pub(super) ended_micros: u64,
}

impl Library {
    /// Starts it with these delays for a list page, a detail page and the copies of a book.
    pub(super) fn start(programs: &Programs, delays_ms: [u64; 3]) -> Result<Self> {
        let mut command = Command::new(&programs.library);
        for (flag, delay_ms) in ["--list-ms", "--detail-ms", "--copies-ms"]
            .into_iter()
            .zip(delays_ms)
        {
            command.args([flag, &delay_ms.to_string()]);
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("the practice library could not be started")?;
        let stdout = child.stdout.take().context("it has no output")?;
        let mut address = String::new();
        BufReader::new(stdout).read_line(&mut address)?;
        Ok(Self {
            child,
            address: address.trim().to_owned(),
        })
    }

    /// What was asked since the last `clear`.
    pub(super) fn log(&self) -> Result<Vec<Seen>> {
        let body = self.request("GET", "/__practice/log")?;
        let rows: Vec<Value> = serde_json::from_str(&body)?;
        rows.iter()
            .map(|row| {
                let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
                Ok(Seen {
                    kind: text("kind"),
                    what: format!("{} {} {}", text("kind"), row["page"], row["cid"]),
                    ended_micros: row["ended_micros"].as_u64().context("a request is open")?,
                })
            })
            .collect()
    }

    /// Forgets what was asked.
    pub(super) fn clear(&self) -> Result<()> {
        self.request("POST", "/__practice/clear").map(drop)
    }

    fn request(&self, method: &str, path: &str) -> Result<String> {
        let host = self
            .address
            .trim_start_matches("http://")
            .trim_end_matches('/');
        let mut stream = TcpStream::connect(host)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let Some((head, body)) = answer.split_once("\r\n\r\n") else {
            bail!("the practice library answered {answer:?}");
        };
        if !head.contains(" 20") {
            bail!("the practice library answered {head:?}");
        }
        Ok(body.to_owned())
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
