//! `cover://localhost/7`: the picture of hit 7, as the page's `<img>` asks for it. The page names a hit and nothing else; the engine
//! knows whether there is a cover and where.

use std::sync::{Arc, Mutex, PoisonError};

use engine::{Cover, Engine, HitId};
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager, Runtime, UriSchemeContext, UriSchemeResponder};
use tokio::task::JoinSet;

use crate::app::App;

/// The scheme; `ipc/tauri.ts` makes addresses of it, and `img-src` in tauri.conf.json lets them through.
pub(crate) const SCHEME: &str = "cover";

/// The covers that the page waits for; they end with the window.
#[derive(Default)]
pub(crate) struct Wanted(Mutex<JoinSet<()>>);

impl Wanted {
    fn fetch(&self, engine: Arc<Engine>, id: HitId, responder: UriSchemeResponder) {
        let answer = async move {
            let cover = engine.cover(id).await.unwrap_or_else(|error| {
                tracing::warn!("a cover could not be looked up: {error}");
                None
            });
            responder.respond(response(cover));
        };
        let mut tasks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What has ended is of no interest any more.
        while tasks.try_join_next().is_some() {}
        tasks.spawn_on(answer, tauri::async_runtime::handle().inner());
    }

    /// Ends them all.
    pub(crate) async fn shut_down(&self) {
        let mut tasks = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        tasks.shutdown().await;
    }
}

/// Answers a request of the page.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let id = hit_id(request.method(), request.uri().path());
    let handle: &AppHandle<R> = context.app_handle();
    let app = handle.try_state::<App>();
    match id.zip(app.as_ref().and_then(|app| app.covers())) {
        Some((id, (engine, wanted))) => wanted.fetch(engine, id, responder),
        None => responder.respond(response(None)),
    }
}

/// The hit that a request asks for: a GET of a number.
fn hit_id(method: &Method, path: &str) -> Option<HitId> {
    let digits = path.strip_prefix('/')?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if method != Method::GET || !is_number {
        return None;
    }
    digits.parse().ok().map(HitId)
}

/// The picture, or that there is none.
fn response(cover: Option<Cover>) -> Response<Vec<u8>> {
    let Some(Cover { bytes, media_type }) = cover else {
        let mut none = Response::new(Vec::new());
        *none.status_mut() = StatusCode::NOT_FOUND;
        return none;
    };
    let mut found = Response::new(bytes);
    for (name, value) in [
        (header::CONTENT_TYPE, media_type.as_str()),
        (header::CACHE_CONTROL, "private, max-age=86400"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        let value = header::HeaderValue::from_static(value);
        found.headers_mut().insert(name, value);
    }
    found
}

#[cfg(test)]
mod tests {
    use engine::MediaType;

    use super::*;

    #[test]
    fn only_a_get_of_a_number_is_a_hit() {
        assert_eq!(hit_id(&Method::GET, "/17"), Some(HitId(17)));
        for path in [
            "",
            "/",
            "17",
            "/-1",
            "/+1",
            "/1.5",
            "/17/",
            "//17",
            "/17/18",
            "/%31",
            "/../17",
            "/https://example.kr/1.png",
            "/99999999999999999999",
        ] {
            assert_eq!(hit_id(&Method::GET, path), None, "{path}");
        }
        for method in [Method::POST, Method::HEAD, Method::OPTIONS] {
            assert_eq!(hit_id(&method, "/17"), None, "{method}");
        }
    }

    #[test]
    fn a_cover_says_what_it_is_and_may_be_kept_by_the_page() {
        let cover = Cover {
            bytes: vec![1, 2],
            media_type: MediaType::Webp,
        };
        let found = response(Some(cover));
        let header = |name| found.headers()[name].to_str().unwrap();
        assert_eq!(found.status(), StatusCode::OK);
        assert_eq!(header("content-type"), "image/webp");
        assert_eq!(header("cache-control"), "private, max-age=86400");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(found.body(), &[1, 2]);
        assert_eq!(response(None).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_page_may_show_pictures_of_this_scheme_and_nobody_elses() {
        let text = include_str!("../../tauri.conf.json");
        let config: serde_json::Value = serde_json::from_str(text).unwrap();
        let policy = config["app"]["security"]["csp"].as_str().unwrap();
        let images = format!("img-src 'self' {SCHEME}: http://{SCHEME}.localhost");
        assert!(policy.split("; ").any(|part| part == images), "{policy}");
    }
}
