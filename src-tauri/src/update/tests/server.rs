//! A release on loopback, and who signs it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// A program that can take the place of another: the first bytes of an ELF file, then anything.
pub(super) const NEWER: &[u8] =
    b"\x7fELF, and the rest of a newer version: as long as the head of a program";

/// What `tauri signer generate` made and `tauri signer sign --app-version 0.2.0` signed [`NEWER`] with; the other half was thrown away.
pub(super) const CLI_KEY: &str = "dW50cnVzdGVkIGNvbW1lbnQ6IG1pbmlzaWduIHB1YmxpYyBrZXk6IDlERkExMkI2NjMzNTdGNzIKUldSeWZ6Vmp0aEw2blJkdVkzRWc1YlQ2d2\
     RSb1M1TG5VeVNRYVk5SGpwSjNydFpNVFRpQS9TcG8K";
pub(super) const CLI_SIGNATURE: &str = "dW50cnVzdGVkIGNvbW1lbnQ6IHNpZ25hdHVyZSBmcm9tIHRhdXJpIHNlY3JldCBrZXkKUlVSeWZ6Vmp0aEw2bmVTTERNejcwdlZvR1FrK2FlK3\
     B3Y25UdDhpWEdlcVNYdXlPMGtmajcxdXBCRy92YzRldlArRERiOStzTkFzOUlSYUhHbVkvY1IydnllSXQxRGV0Ymc4PQp0cnVzdGVkIGNvbW1l\
     bnQ6IHRpbWVzdGFtcDoxNzk1NDI3MDgzCWZpbGU6bmV3ZXIuYmluCXZlcnNpb246MC4yLjAKYXRUb2lFOW9XOUVvTW1hTkJraG9UcjZRSUNuMD\
     c1dnBsK2M4MDlTSEtyZmd3VUpXUmRLK3E2UkUvQU1halI0MjZCNk9DTWpGeW9EeHlhRnhCeFhwQVE9PQo=";

/// What minisign writes before a signature of the bytes themselves, and before a key.
const ALGORITHM: &[u8] = b"Ed";

/// Somebody with a key of their own, made for one test.
pub(super) struct Signer {
    name: [u8; 8],
    key: Ed25519KeyPair,
}

impl Signer {
    pub(super) fn new() -> Self {
        let random = SystemRandom::new();
        let mut name = [0; 8];
        random.fill(&mut name).unwrap();
        let key = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        let key = Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap();
        Self { name, key }
    }

    /// As tauri.conf.json has it.
    pub(super) fn public_key(&self) -> String {
        let key = self.named(self.key.public_key().as_ref());
        STANDARD.encode(format!("untrusted comment: x\n{key}\n"))
    }

    /// As `tauri signer sign` writes it.
    pub(super) fn sign(&self, bytes: &[u8], version: Option<&str>) -> String {
        let version = version.map(|version| format!("\tversion:{version}"));
        let comment = format!(
            "timestamp:1800000000\tfile:x{}",
            version.unwrap_or_default()
        );
        let signature = self.key.sign(bytes);
        let whole = [signature.as_ref(), comment.as_bytes()].concat();
        let whole = STANDARD.encode(self.key.sign(&whole));
        let signature = self.named(signature.as_ref());
        STANDARD.encode(format!(
            "untrusted comment: x\n{signature}\ntrusted comment: {comment}\n{whole}\n"
        ))
    }

    fn named(&self, bytes: &[u8]) -> String {
        STANDARD.encode([ALGORITHM, &self.name, bytes].concat())
    }
}

#[derive(Default)]
struct Shown {
    status: u16,
    manifest: String,
    looks: usize,
    downloads: usize,
}

type Shared = Arc<Mutex<Shown>>;

/// Where releases are.
pub(super) struct Server {
    shown: Shared,
    address: String,
    tasks: JoinSet<()>,
}

impl Server {
    pub(super) async fn start() -> Self {
        let shown = Shared::default();
        let router = Router::new()
            .route("/latest.json", get(manifest))
            .route("/package", get(package))
            .with_state(Arc::clone(&shown));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut tasks = JoinSet::new();
        tasks.spawn(async { axum::serve(listener, router).await.unwrap() });
        Self {
            shown,
            address,
            tasks,
        }
    }

    pub(super) async fn stop(mut self) {
        self.tasks.shutdown().await;
    }

    /// The address that the app asks.
    pub(super) fn manifest(&self) -> String {
        format!("{}/latest.json", self.address)
    }

    /// From now on this is the answer.
    pub(super) fn answer(&self, status: u16, text: &str) {
        let mut shown = self.shown.lock().unwrap();
        (shown.status, shown.manifest) = (status, text.to_owned());
    }

    /// From now on this version is the latest, for the system that runs the test.
    pub(super) fn release(&self, version: &str, signature: &str) {
        let os = match std::env::consts::OS {
            "macos" => "darwin",
            os => os,
        };
        let platform = format!("{os}-{}", std::env::consts::ARCH);
        let package = json!({ "url": format!("{}/package", self.address), "signature": signature });
        let manifest = json!({
            "version": version,
            "notes": "\n새로운 것\n",
            "pub_date": "2026-11-23T00:00:00Z",
            "platforms": { platform: package },
        });
        self.answer(200, &manifest.to_string());
    }

    pub(super) fn looks(&self) -> usize {
        self.shown.lock().unwrap().looks
    }

    pub(super) fn downloads(&self) -> usize {
        self.shown.lock().unwrap().downloads
    }
}

async fn manifest(State(shown): State<Shared>) -> (StatusCode, String) {
    let mut shown = shown.lock().unwrap();
    shown.looks += 1;
    let status = StatusCode::from_u16(shown.status).unwrap();
    (status, shown.manifest.clone())
}

async fn package(State(shown): State<Shared>) -> &'static [u8] {
    shown.lock().unwrap().downloads += 1;
    NEWER
}
