//! Where the window was and how large, from one start to the next.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, WebviewWindow, Window, WindowEvent};
use tokio::time::timeout;

use crate::app::App;
use crate::remembered;

/// The first size, and the smallest; in points, as the rest here.
pub(crate) const FIRST: (f64, f64) = (1120.0, 780.0);
pub(crate) const SMALLEST: (f64, f64) = (360.0, 480.0);

/// So much of a window's upper edge can be taken hold of.
const HOLD: (f64, f64) = (120.0, 32.0);

/// On no screen.
const NOWHERE: f64 = -1e6;

/// A window that was left alone for so long has its place: it is written down once for each move.
const SETTLED: Duration = Duration::from_secs(1);

/// A window, or a screen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Frame {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// What is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Memory {
    /// As it was before it was made to fill its screen, if it was.
    frame: Frame,
    fills_screen: bool,
}

/// Where a window is opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) size: (f64, f64),
    /// None: where the system puts it.
    pub(crate) position: Option<(f64, f64)>,
    pub(crate) fills_screen: bool,
}

/// Where the window is to be opened, on these screens.
pub(crate) fn recall(folder: &Path, screens: &[Frame]) -> Place {
    match read(folder) {
        Some(memory) => fit(memory, screens),
        None => Place {
            size: FIRST,
            position: None,
            fills_screen: false,
        },
    }
}

/// Hears that the window was moved, or has another size.
pub(crate) fn heard(window: &Window, event: &WindowEvent) {
    if let WindowEvent::Moved(_) | WindowEvent::Resized(_) = event
        && let Some(app) = window.try_state::<App>()
    {
        app.moved.notify_one();
    }
}

/// Remembers the place whenever it has changed: who logs out, or loses power, closes no window.
pub(crate) async fn keep(handle: AppHandle) {
    let app = handle.state::<App>();
    loop {
        app.moved.notified().await;
        while timeout(SETTLED, app.moved.notified()).await.is_ok() {}
        // The main thread may be waiting for this task to end.
        let moved = handle.clone();
        if let Err(error) = handle.run_on_main_thread(move || remember(&moved)) {
            tracing::warn!("the place of the window is not remembered: {error}");
        }
    }
}

/// Remembers where the window is, unless it is out of sight.
pub(crate) fn remember(handle: &AppHandle) {
    let (Some(window), Some(app)) = (handle.get_webview_window("main"), handle.try_state::<App>())
    else {
        return;
    };
    let earlier = read(app.folder());
    let kept = match look(&window, earlier) {
        Ok(Some(memory)) if Some(memory) != earlier => write(app.folder(), &memory),
        Ok(_) => Ok(()),
        Err(error) => Err(io::Error::other(error)),
    };
    if let Err(error) = kept {
        tracing::warn!("the place of the window is not remembered: {error}");
    }
}

/// The screens there are.
pub(crate) fn screens(tauri_app: &tauri::App) -> Vec<Frame> {
    let monitors = tauri_app.available_monitors().unwrap_or_default();
    let frames = monitors.iter().map(|monitor| {
        let position = monitor.position().to_logical(monitor.scale_factor());
        let size = monitor.size().to_logical(monitor.scale_factor());
        Frame {
            x: position.x,
            y: position.y,
            width: size.width,
            height: size.height,
        }
    });
    frames.collect()
}

fn look(window: &WebviewWindow, earlier: Option<Memory>) -> tauri::Result<Option<Memory>> {
    if !window.is_visible()? || window.is_minimized()? {
        return Ok(None);
    }
    if window.is_fullscreen()? {
        return Ok(None);
    }
    if window.is_maximized()? {
        // One that was never smaller goes back to the first size, where the system puts it.
        let first = Frame {
            x: NOWHERE,
            y: NOWHERE,
            width: FIRST.0,
            height: FIRST.1,
        };
        return Ok(Some(Memory {
            frame: earlier.map_or(first, |memory| memory.frame),
            fills_screen: true,
        }));
    }
    let scale = window.scale_factor()?;
    let position = window.outer_position()?.to_logical(scale);
    let size = window.inner_size()?.to_logical(scale);
    let frame = Frame {
        x: position.x,
        y: position.y,
        width: size.width,
        height: size.height,
    };
    Ok(Some(Memory {
        frame,
        fills_screen: false,
    }))
}

/// Never larger than the largest screen, and never where nobody can take hold of it.
fn fit(memory: Memory, screens: &[Frame]) -> Place {
    let Frame {
        x,
        y,
        width,
        height,
    } = memory.frame;
    let largest = |side: fn(&Frame) -> f64| screens.iter().map(side).fold(f64::NAN, f64::max);
    let within = |value: f64, least: f64, most: f64| match value.is_finite() {
        true => value.min(most).max(least),
        false => least,
    };
    let size = (
        within(width, SMALLEST.0, largest(|screen| screen.width)),
        within(height, SMALLEST.1, largest(|screen| screen.height)),
    );
    let can_be_held = x.is_finite()
        && screens.iter().any(|screen| {
            let across = (x + size.0).min(screen.x + screen.width) - x.max(screen.x);
            let below = screen.y + screen.height - y;
            across >= HOLD.0 && y >= screen.y && below >= HOLD.1
        });
    Place {
        size,
        position: can_be_held.then_some((x, y)),
        fills_screen: memory.fills_screen,
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("window.json")
}

/// None without a file; one that cannot be read is none.
fn read(folder: &Path) -> Option<Memory> {
    remembered::read(&file(folder))
}

fn write(folder: &Path, memory: &Memory) -> io::Result<()> {
    remembered::write(&file(folder), memory)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const SCREEN: Frame = frame(0.0, 0.0, 1920.0, 1080.0);

    const fn frame(x: f64, y: f64, width: f64, height: f64) -> Frame {
        Frame {
            x,
            y,
            width,
            height,
        }
    }

    fn fitted(frame: Frame, screens: &[Frame]) -> Place {
        let fills_screen = false;
        fit(
            Memory {
                frame,
                fills_screen,
            },
            screens,
        )
    }

    #[test]
    fn a_window_opens_where_it_was() {
        let right = frame(1920.0, -200.0, 1280.0, 1024.0);
        for there in [
            frame(100.0, 50.0, 900.0, 700.0),
            frame(2000.0, -150.0, 900.0, 700.0),
            // Partly out of sight, as its owner left it.
            frame(-600.0, 300.0, 900.0, 700.0),
        ] {
            let place = fitted(there, &[SCREEN, right]);
            assert_eq!(place.position, Some((there.x, there.y)));
            assert_eq!(place.size, (900.0, 700.0));
        }
    }

    #[test]
    fn a_window_whose_screen_is_gone_is_put_where_it_can_be_seen() {
        for there in [
            frame(2000.0, 100.0, 900.0, 700.0),
            frame(-850.0, 100.0, 900.0, 700.0),
            frame(100.0, -40.0, 900.0, 700.0),
            frame(100.0, 1070.0, 900.0, 700.0),
            frame(f64::NAN, 100.0, 900.0, 700.0),
        ] {
            assert_eq!(fitted(there, &[SCREEN]).position, None, "{there:?}");
            assert_eq!(fitted(there, &[]).position, None, "{there:?}");
        }
    }

    #[test]
    fn a_window_is_neither_larger_than_its_screens_nor_too_small() {
        let size = |width, height| fitted(frame(0.0, 0.0, width, height), &[SCREEN]).size;
        assert_eq!(size(5000.0, 5000.0), (1920.0, 1080.0));
        assert_eq!(size(1.0, -7.0), SMALLEST);
        assert_eq!(size(f64::NAN, f64::INFINITY), SMALLEST);
        let without_screens = fitted(frame(0.0, 0.0, 900.0, 700.0), &[]);
        assert_eq!(without_screens.size, (900.0, 700.0));
    }

    #[test]
    fn what_is_written_is_read_and_anything_else_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let first = recall(folder.path(), &[SCREEN]);
        assert_eq!((first.size, first.position), (FIRST, None));
        let memory = Memory {
            frame: frame(10.0, 20.0, 900.0, 700.0),
            fills_screen: true,
        };
        write(folder.path(), &memory).unwrap();
        assert_eq!(read(folder.path()), Some(memory));
        assert!(recall(folder.path(), &[SCREEN]).fills_screen);
        let never_smaller = Memory {
            frame: frame(NOWHERE, NOWHERE, FIRST.0, FIRST.1),
            fills_screen: true,
        };
        write(folder.path(), &never_smaller).unwrap();
        let place = recall(folder.path(), &[SCREEN]);
        assert_eq!((place.size, place.position), (FIRST, None));
        for other in ["", "{}", "[1]", "{\"frame\":7}"] {
            fs::write(file(folder.path()), other).unwrap();
            assert_eq!(read(folder.path()), None, "{other}");
        }
        assert_eq!(read(Path::new("/nowhere/at/all")), None);
    }
}
