//! Weeks of watching: what it costs, and that nothing is missed.

use support::watches::{Figures, Weeks, weeks};

/// Whatever happens meanwhile.
fn assert_gentle_and_faithful(figures: &Figures) {
    assert_eq!((figures.missed, figures.repeated, figures.wrong), (0, 0, 0));
    assert_eq!(figures.in_flight, 1, "looks at one library at once");
    assert!(figures.least_gap_ms >= 1_000, "{} ms", figures.least_gap_ms);
    assert_eq!(figures.at_night, 0, "nobody looks at night");
    let most = figures.most_requests();
    assert!(most <= 12, "{most} requests for one book on one day");
    assert!(figures.mean_requests() < 4.0, "{}", figures.mean_requests());
}

#[tokio::test]
async fn thirty_days_of_kills_and_wrong_clocks_miss_nothing_and_repeat_nothing() {
    let figures = weeks(Weeks {
        days: 30,
        books: 8,
        kills: 50,
        jumps: 10,
        seed: 0x005e_ed0f_b00c,
        ..Weeks::default()
    })
    .await;
    assert_eq!(
        figures.kills.iter().sum::<usize>(),
        50,
        "{:?}",
        figures.kills
    );
    assert_eq!(figures.jumps, 20, "wrong, and right again");
    assert!(figures.told() >= 12, "{} books came back", figures.told());
    assert_gentle_and_faithful(&figures);
}

#[tokio::test]
async fn books_of_two_libraries_and_every_kind_bear_failures_and_a_person_beside_them() {
    let figures = weeks(Weeks {
        days: 20,
        books: 8,
        is_mixed: true,
        kills: 12,
        jumps: 3,
        failures: 6,
        seed: 0x0b00_c5ee_d0f2,
    })
    .await;
    assert!(
        figures.delays_ms.len() >= 4 && figures.dayless_delays_ms.len() >= 2,
        "{figures:?}"
    );
    assert!(figures.person_requests >= 100, "a person searches, too");
    assert_gentle_and_faithful(&figures);
}
