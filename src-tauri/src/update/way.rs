//! How this installation gets a newer version, and when one is looked for.

use engine::wire::UpdateWay;
use tauri::utils::config::BundleType;

use super::memory::Memory;

/// One is looked for once in so long, whatever came of it.
pub(super) const PAUSE_MS: i64 = 24 * 60 * 60 * 1_000;

/// What the bundler wrote into the program decides; what nobody released and signed is left alone.
pub(super) fn way(is_development: bool, has_key: bool, bundle: Option<BundleType>) -> UpdateWay {
    if is_development || !has_key {
        return UpdateWay::Elsewhere;
    }
    match bundle {
        // Replaced behind the back of dpkg or rpm they would ask for the password of the administrator, and the system's own update
        // would find what it has not installed.
        Some(BundleType::Deb | BundleType::Rpm) => UpdateWay::Told,
        Some(
            BundleType::AppImage
            | BundleType::Nsis
            | BundleType::Msi
            | BundleType::App
            | BundleType::Dmg,
        ) => UpdateWay::Replaced,
        None => UpdateWay::Elsewhere,
    }
}

/// Whether one is to be looked for without being asked.
pub(super) fn is_due(way: UpdateWay, memory: &Memory, is_offline: bool, now_ms: i64) -> bool {
    let is_wanted = way != UpdateWay::Elsewhere && memory.looks && !is_offline;
    is_wanted
        && memory.looked_at_ms.is_none_or(|at_ms| {
            // A clock that was set back must not put it off for years.
            at_ms > now_ms || now_ms.saturating_sub(at_ms) >= PAUSE_MS
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_800_000_000_000;

    fn looked(at_ms: Option<i64>) -> Memory {
        Memory {
            looked_at_ms: at_ms,
            ..Memory::default()
        }
    }

    #[test]
    fn only_what_was_released_and_can_replace_itself_does() {
        let released = |bundle| way(false, true, bundle);
        for bundle in [
            BundleType::AppImage,
            BundleType::Nsis,
            BundleType::Msi,
            BundleType::App,
        ] {
            assert_eq!(released(Some(bundle.clone())), UpdateWay::Replaced);
            assert_eq!(way(true, true, Some(bundle.clone())), UpdateWay::Elsewhere);
            assert_eq!(way(false, false, Some(bundle)), UpdateWay::Elsewhere);
        }
        assert_eq!(released(Some(BundleType::Deb)), UpdateWay::Told);
        assert_eq!(released(Some(BundleType::Rpm)), UpdateWay::Told);
        assert_eq!(released(None), UpdateWay::Elsewhere, "built by hand");
    }

    #[test]
    fn it_is_looked_for_once_a_day() {
        let due = |at_ms| is_due(UpdateWay::Replaced, &looked(at_ms), false, NOON);
        assert!(due(None), "never before");
        assert!(!due(Some(NOON)));
        assert!(!due(Some(NOON - PAUSE_MS + 1)));
        assert!(due(Some(NOON - PAUSE_MS)));
        assert!(due(Some(NOON + 1)), "the clock was set back");
        assert!(due(Some(i64::MIN)) && due(Some(i64::MAX)));
    }

    #[test]
    fn never_offline_never_unwanted_never_where_it_is_of_no_use() {
        let never = looked(None);
        assert!(is_due(UpdateWay::Told, &never, false, NOON));
        assert!(!is_due(UpdateWay::Told, &never, true, NOON));
        assert!(!is_due(UpdateWay::Elsewhere, &never, false, NOON));
        let unwanted = Memory {
            looks: false,
            ..never
        };
        assert!(!is_due(UpdateWay::Replaced, &unwanted, false, NOON));
    }
}
