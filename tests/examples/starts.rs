//! How long the app takes from its start to its first paint, and how much memory it has then, beside an empty Tauri window and the
//! same page in a browser's window: `cargo xtask bench ui` builds the first two for release and calls this with the number of starts, the
//! folder they are in, and the script that starts the third. Prints one line of JSON.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made ends with the sentence"
)]

#[cfg(target_os = "linux")]
mod starts {
    use std::fs;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{SystemTime, UNIX_EPOCH};

    use serde_json::{Value, json};
    use support::window::{Desktop, Window};

    /// The system counts a process's start in hundredths of a second.
    const TICKS_PER_SECOND: f64 = 100.0;

    /// When the page first showed something, in milliseconds since 1970.
    const PAINTED: &str = r"
        const done = arguments[arguments.length - 1];
        const look = () => {
            const [paint] = performance.getEntriesByName('first-contentful-paint');
            if (paint === undefined) setTimeout(look, 20);
            else done(performance.timeOrigin + paint.startTime);
        };
        look();
    ";

    struct Start {
        paint_ms: f64,
        memory_mb: f64,
    }

    /// Alternates, so that whatever the machine does meets all of them.
    pub(crate) async fn measure(rounds: usize, folder: &Path, browser_script: &Path) -> Value {
        let (mut app, mut empty, mut browser) = (Vec::new(), Vec::new(), Vec::new());
        // The first start of each reads the disk.
        for round in 0..=rounds {
            let starts = [
                start(&folder.join("chaekbeot-app")).await,
                start(&folder.join("examples/empty-window")).await,
                start_browser(browser_script).await,
            ];
            if round > 0 {
                let [of_app, of_empty, of_browser] = starts;
                app.push(of_app);
                empty.push(of_empty);
                browser.push(of_browser);
            }
        }
        json!({ "app": figures(&app), "empty": figures(&empty), "browser": figures(&browser) })
    }

    /// The script measures itself, and prints the same two figures.
    async fn start_browser(script: &Path) -> Start {
        let desktop = Desktop::start().await;
        let mut node = Command::new("node");
        desktop.settle(node.arg(script).stderr(Stdio::inherit()));
        let output = node.output().expect("node is there");
        let printed: Value = serde_json::from_slice(&output.stdout).expect("it prints figures");
        let figure = |name: &str| printed[name].as_f64().expect("a figure");
        Start {
            paint_ms: figure("paint_ms"),
            memory_mb: figure("memory_mb"),
        }
    }

    async fn start(program: &Path) -> Start {
        let desktop = Desktop::start().await;
        let window = desktop.open_program(program, &[]).await;
        let painted_ms = window.run_until_done(PAINTED, vec![]).await;
        let painted_ms = painted_ms.as_f64().expect("a time");
        settle(&window).await;
        let processes = desktop.processes();
        let (number, _) = processes
            .iter()
            .find(|(_, path)| path == program)
            .expect("it runs");
        let paint_ms = painted_ms - started_ms(*number);
        let of_the_window = processes
            .iter()
            .filter(|(_, path)| !path.ends_with("WebKitWebDriver"));
        let memory_mb = of_the_window.map(|(number, _)| memory_mb(*number)).sum();
        Start {
            paint_ms,
            memory_mb,
        }
    }

    /// What the start still had to do is done.
    async fn settle(window: &Window) {
        let idle = "const done = arguments[arguments.length - 1]; setTimeout(done, 1500, true);";
        window.run_until_done(idle, vec![]).await;
    }

    /// When a process began, in milliseconds since 1970.
    #[expect(
        clippy::disallowed_methods,
        reason = "a benchmark measures the real time"
    )]
    fn started_ms(process: u32) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("it runs");
        let after_name = stat.rsplit_once(')').expect("a name").1;
        let ticks: f64 = number(after_name.split_whitespace().nth(19));
        let uptime = fs::read_to_string("/proc/uptime").expect("the system tells");
        let age = number(uptime.split_whitespace().next()) - ticks / TICKS_PER_SECOND;
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        (now.expect("it is after 1970").as_secs_f64() - age) * 1_000.0
    }

    /// Its proportional share of the memory.
    fn memory_mb(process: u32) -> f64 {
        // It may have ended meanwhile.
        let rollup =
            fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        line.map_or(0.0, |line| number(line.split_whitespace().next()) / 1_024.0)
    }

    fn number(text: Option<&str>) -> f64 {
        text.and_then(|text| text.parse().ok()).expect("a number")
    }

    fn figures(starts: &[Start]) -> Value {
        json!({
            "paint_ms": median(starts.iter().map(|start| start.paint_ms)),
            "memory_mb": median(starts.iter().map(|start| start.memory_mb)),
        })
    }

    fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let rounds = words.next().and_then(|word| word.parse().ok());
    let folder = words.next().expect("the folder of the programs");
    let script = words.next().expect("the script that starts the browser");
    let rounds = rounds.expect("a number of starts");
    let figures = starts::measure(rounds, folder.as_ref(), script.as_ref()).await;
    println!("{figures}");
}

#[cfg(not(target_os = "linux"))]
fn main() {}
