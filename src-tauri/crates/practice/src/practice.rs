//! The practice library as a value: started, asked about, changed and stopped by whoever holds it.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tokio::task::JoinSet;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::answer;
use crate::asked::Kind;
use crate::fault::Fault;
use crate::gate::Gate;
use crate::lending::Lending;
use crate::line::{Line, Lines};
use crate::log::{Log, Seen};
use crate::markup;
use crate::shop::{Shop, lock};

/// How long answers take, in milliseconds. The default is that of a quick library: 400, 200, 250.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delays {
    /// A page of the result list.
    pub list_ms: u64,
    /// The page of one record.
    pub detail_ms: u64,
    /// The copies of one record.
    pub copies_ms: u64,
}

impl Default for Delays {
    fn default() -> Delays {
        Delays {
            list_ms: 400,
            detail_ms: 200,
            copies_ms: 250,
        }
    }
}

impl Delays {
    /// Answers at once.
    pub fn none() -> Delays {
        Delays {
            list_ms: 0,
            detail_ms: 0,
            copies_ms: 0,
        }
    }

    pub(crate) fn of(self, kind: Kind) -> Duration {
        Duration::from_millis(match kind {
            Kind::List => self.list_ms,
            Kind::Detail => self.detail_ms,
            Kind::Copies => self.copies_ms,
            Kind::Cover | Kind::Home | Kind::Gate | Kind::Other => 0,
        })
    }
}

/// How to start.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// How long answers take.
    pub delays: Delays,
    /// What goes wrong from the start.
    pub faults: Vec<Fault>,
}

/// How long [`Practice::stop`] waits for connections whose client does not read.
const PATIENCE: Duration = Duration::from_secs(2);

/// A running practice library. It owns its server; dropping it stops the server and resets what is in flight.
pub struct Practice {
    shop: Arc<Shop>,
    port: u16,
    servers: JoinSet<()>,
    stopped: DropGuard,
}

impl Practice {
    /// Opens the library on 127.0.0.1, on the Tokio runtime of the caller.
    ///
    /// # Errors
    /// The port is taken, or the machine has no loopback interface.
    pub async fn start(options: Options) -> io::Result<Practice> {
        Practice::open(options, catalogue_routes()).await
    }

    /// Opens the library with the test desk: two addresses through which another process reads (`GET /__practice/log`, JSON)
    /// and empties (`POST /__practice/clear`) the log. For the `practice-library` command; an app that holds the library
    /// starts it without, since whatever runs on the machine could ask there what was searched for.
    ///
    /// # Errors
    /// As [`Practice::start`].
    pub async fn start_with_desk(options: Options) -> io::Result<Practice> {
        let desk = Router::new()
            .route("/__practice/log", get(log_as_json))
            .route("/__practice/clear", post(clear_log));
        Practice::open(options, catalogue_routes().merge(desk)).await
    }

    async fn open(options: Options, routes: Router<Arc<Shop>>) -> io::Result<Practice> {
        let (lines, portal_lines) = (Lines::bind(options.port).await?, Lines::bind(0).await?);
        let port = lines.port()?;
        let stopped = CancellationToken::new();
        let shop = Arc::new(Shop {
            log: Log::new(),
            gate: Gate::new(),
            faults: Mutex::new(options.faults),
            delays: Mutex::new(options.delays),
            lendings: Mutex::default(),
            portal: format!("http://127.0.0.1:{}/portal", portal_lines.port()?),
            stopped: stopped.clone(),
        });
        let mut servers = JoinSet::new();
        let library = routes.with_state(Arc::clone(&shop));
        servers.spawn(serve(lines, library, stopped.clone()));
        servers.spawn(serve(portal_lines, portal(), stopped.clone()));
        Ok(Practice {
            shop,
            port,
            servers,
            stopped: stopped.drop_guard(),
        })
    }

    /// The address of the catalogue, `http://127.0.0.1:PORT/`.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The log, in the order the requests came: the last 10,000.
    pub fn requests(&self) -> Vec<Seen> {
        self.shop.log.seen()
    }

    /// Waits until the log satisfies `enough`; it is looked at now and after each change.
    pub async fn wait_until(&self, enough: impl Fn(&[Seen]) -> bool) {
        self.shop.log.wait_until(enough).await;
    }

    /// The most requests that were in flight at the same time since the start, or since the log was cleared.
    pub fn max_in_flight(&self) -> usize {
        self.shop.log.max_in_flight()
    }

    /// Replaces the faults, for requests that come from now on.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        *lock(&self.shop.faults) = faults;
    }

    /// Replaces the delays, for answers that are not being delayed yet.
    pub fn set_delays(&self, delays: Delays) {
        *lock(&self.shop.delays) = delays;
    }

    /// Says how it stands with every copy of this record, for answers that are not written yet.
    pub fn set_lending(&self, cid: u64, lending: Lending) {
        lock(&self.shop.lendings).insert(cid, lending);
    }

    /// Empties the log. What is in flight stays in flight, but is not written into the new log.
    pub fn clear_log(&self) {
        self.shop.log.clear();
    }

    /// The gate, to hold and release answers.
    pub fn gate(&self) -> Gate {
        self.shop.gate.clone()
    }

    /// Stops, and returns when the ports are closed; what is in flight is reset.
    pub async fn stop(mut self) {
        drop(self.stopped);
        let all_ended = async { while self.servers.join_next().await.is_some() {} };
        if tokio::time::timeout(PATIENCE, all_ended).await.is_err() {
            self.servers.shutdown().await;
        }
    }
}

async fn serve(lines: Lines, router: Router, stopped: CancellationToken) {
    let service = router.into_make_service_with_connect_info::<Line>();
    // Serving has no error of its own: accepting is tried again, and a connection's error ends that connection.
    axum::serve(lines, service)
        .with_graceful_shutdown(stopped.cancelled_owned())
        .await
        .unwrap_or_default();
}

/// The catalogue: whatever is asked, a page of it.
fn catalogue_routes() -> Router<Arc<Shop>> {
    Router::new().fallback(catalogue)
}

/// The captive portal: whatever is asked, the answer is its page.
fn portal() -> Router {
    Router::new().fallback(async || answer::html(StatusCode::OK, markup::portal_page()))
}

async fn catalogue(
    State(shop): State<Arc<Shop>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> axum::response::Response {
    shop.answer(line, request).await
}

async fn log_as_json(State(shop): State<Arc<Shop>>) -> impl IntoResponse {
    match serde_json::to_string(&shop.log.seen()) {
        Ok(json) => (
            StatusCode::OK,
            [(header::CONTENT_TYPE, "application/json")],
            json,
        ),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            [(header::CONTENT_TYPE, "text/plain")],
            error.to_string(),
        ),
    }
}

async fn clear_log(State(shop): State<Arc<Shop>>) -> StatusCode {
    shop.log.clear();
    StatusCode::NO_CONTENT
}
