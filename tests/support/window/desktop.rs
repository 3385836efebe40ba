//! A desktop for one test: nothing of it is shared with another test, or with whoever sits at the machine.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::driven::Window;
use super::group::{self, Group};
use super::notifications::{Notifications, Shown};
use super::panel::Panel;
use super::picture;
use super::screen::{Frame, Screen};
use crate::program;

/// A display, a bus with notifications, and a home with a data folder.
pub struct Desktop {
    /// None: nobody shows any, or a program does.
    notifications: Option<Notifications>,
    display_name: String,
    bus_address: String,
    others: Vec<Group>,
    _display: Group,
    _bus: Group,
    home: TempDir,
}

impl Desktop {
    /// Starts it.
    ///
    /// # Panics
    /// If a program it needs is not installed, or does not start.
    pub async fn start() -> Self {
        let mut desktop = Self::start_without_notifications().await;
        desktop.begin_notifications().await;
        desktop
    }

    /// From now on somebody shows notifications.
    pub async fn begin_notifications(&mut self) {
        self.notifications = Some(Notifications::start(&self.bus_address).await);
    }

    /// A desktop on which nobody shows notifications.
    ///
    /// # Panics
    /// If a program it needs is not installed, or does not start.
    pub async fn start_without_notifications() -> Self {
        let home = tempfile::tempdir().expect("a folder for the test");
        // The server chooses a free number and says it once it takes clients.
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1280x1000x24"])
            .args(["-nolisten", "tcp", "-fbdir"])
            .arg(home.path())
            .stderr(Stdio::null());
        let (display, number) = Group::start_and_hear(&mut xvfb).await;
        let mut daemon = Command::new("dbus-daemon");
        daemon
            .args(["--session", "--nofork", "--print-address=1"])
            .stderr(Stdio::null());
        let (bus, bus_address) = Group::start_and_hear(&mut daemon).await;
        Self {
            notifications: None,
            display_name: format!(":{number}"),
            bus_address,
            others: Vec::new(),
            _display: display,
            _bus: bus,
            home,
        }
    }

    /// The app's data folder; the app makes it.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Starts the app and waits for its window.
    ///
    /// # Panics
    /// If it does not come.
    pub async fn open(&self) -> Window {
        self.open_with(&[]).await
    }

    /// [`Desktop::open`] with these arguments.
    ///
    /// # Panics
    /// If it does not come.
    pub async fn open_with(&self, arguments: &[&str]) -> Window {
        let app = program::path("chaekbeot-app");
        self.drive(&app, arguments).await
    }

    /// [`Desktop::open`] for any program with one window.
    ///
    /// # Panics
    /// If it does not come.
    pub async fn open_program(&self, program: &Path, arguments: &[&str]) -> Window {
        self.drive(program, arguments).await
    }

    async fn drive(&self, program: &Path, arguments: &[&str]) -> Window {
        let errors = self.home.path().join("errors.txt");
        let mut driver = Command::new("WebKitWebDriver");
        self.settle(&mut driver);
        driver
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(File::create(&errors).expect("a file for complaints"));
        Window::open(&mut driver, program, arguments, errors).await
    }

    /// The processes of whatever was opened, its web view's among them, by what each runs.
    #[must_use]
    pub fn processes(&self) -> Vec<(u32, PathBuf)> {
        let variable = format!("CHAEKBEOT_DATA_DIR={}", self.data_dir().display());
        let entries = fs::read_dir("/proc").expect("Linux tells its processes");
        entries
            .filter_map(Result::ok)
            .filter(|entry| has_variable(&entry.path(), &variable))
            .filter_map(|entry| {
                let number = entry.file_name().to_str()?.parse().ok()?;
                Some((number, fs::read_link(entry.path().join("exe")).ok()?))
            })
            .collect()
    }

    /// Starts the app once more, without a driver, and waits for its end.
    ///
    /// # Panics
    /// If it does not end.
    pub async fn start_again(&self) -> ExitStatus {
        self.start_again_with(&[]).await
    }

    /// [`Desktop::start_again`] with these arguments.
    ///
    /// # Panics
    /// If it does not end.
    pub async fn start_again_with(&self, arguments: &[&str]) -> ExitStatus {
        let mut app = Command::new(program::path("chaekbeot-app"));
        self.settle(app.args(arguments));
        let mut app = Group::start(app.stdout(Stdio::null()).stderr(Stdio::null()));
        super::driven::eventually("a second start ends", async || app.ended()).await
    }

    /// Ends the app as a crash would.
    ///
    /// # Panics
    /// If it is not running.
    pub fn crash(&self) {
        let processes = self.app_processes();
        assert!(!processes.is_empty(), "the app is running");
        processes.into_iter().for_each(group::kill);
    }

    /// Whether the app runs on this desktop.
    #[must_use]
    pub fn has_app(&self) -> bool {
        !self.app_processes().is_empty()
    }

    /// Waits until the app has ended by itself.
    ///
    /// # Panics
    /// If it does not end.
    pub async fn app_ends(&self) {
        let ended = async || (!self.has_app()).then_some(());
        super::driven::eventually("the app ends", ended).await;
    }

    /// What the app has written into its log.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn log(&self) -> String {
        let files = fs::read_dir(self.data_dir().join("log")).expect("there is a log");
        let texts = files.map(|file| fs::read_to_string(file.expect("it can be listed").path()));
        texts.map(|text| text.expect("it can be read")).collect()
    }

    /// Where a desktop looks for what it starts at log-in.
    #[must_use]
    pub fn log_in_entry(&self) -> PathBuf {
        let folder = self.home.path().join(".config/autostart");
        folder.join("chaekbeot.desktop")
    }

    /// Puts up a panel that shows tray icons; there is none before.
    pub async fn panel(&self) -> Panel {
        Panel::start(&self.bus_address).await
    }

    /// Closes the app's window as the cross in its frame would.
    ///
    /// # Panics
    /// If there is none.
    pub fn close_window(&self) {
        self.screen().close();
    }

    /// Waits until the app's window can be seen, or cannot any more.
    ///
    /// # Panics
    /// If that does not come.
    pub async fn window_is_shown(&self, expected: bool) {
        let screen = self.screen();
        let what = format!("a window that can be seen: {expected}");
        let seen = async || (screen.is_shown() == expected).then_some(());
        super::driven::eventually(&what, seen).await;
    }

    /// Closes the app's window, and waits until it is to be made small instead.
    ///
    /// # Panics
    /// If that does not come.
    pub async fn close_to_minimise(&self) {
        let screen = self.screen();
        screen.listen();
        screen.close();
        let asked = async || screen.was_asked_to_minimise().then_some(());
        super::driven::eventually("a window to be made small", asked).await;
    }

    /// Puts the app's window there.
    ///
    /// # Panics
    /// If there is none.
    pub fn place_window(&self, frame: Frame) {
        self.screen().place(frame);
    }

    /// Waits until the app has written down where its window is, and that it is so wide.
    ///
    /// # Panics
    /// If that does not come.
    pub async fn remembers_width(&self, width: u16) {
        let file = self.data_dir().join("window.json");
        let written = async || {
            let memory: Value = serde_json::from_slice(&fs::read(&file).ok()?).ok()?;
            (memory["frame"]["width"].as_f64()? == f64::from(width)).then_some(())
        };
        super::driven::eventually("the place of the window", written).await;
    }

    /// Where the app's window is.
    #[must_use]
    pub fn window_frame(&self) -> Option<Frame> {
        self.screen().frame()
    }

    /// What the app's window says it belongs to, which the desktop looks for among its entries.
    #[must_use]
    pub fn window_class(&self) -> Option<String> {
        self.screen().class()
    }

    fn screen(&self) -> Screen {
        Screen::connect(&self.display_name)
    }

    /// The next notification.
    ///
    /// # Panics
    /// If none comes.
    pub async fn next_notification(&self) -> Shown {
        self.notifications().next().await
    }

    /// Notifications that came and were not asked for yet.
    pub async fn notifications_so_far(&self) -> Vec<Shown> {
        self.notifications().shown_so_far().await
    }

    /// Waits until the app takes this notification back; no other before it.
    ///
    /// # Panics
    /// If it does not, or takes back another one.
    pub async fn takes_back(&self, notification: &Shown) {
        self.notifications().closes(notification).await;
    }

    /// Clicks on a notification.
    ///
    /// # Panics
    /// If the bus is gone.
    pub async fn click(&self, notification: &Shown) {
        self.press(notification, "default").await;
    }

    /// Clicks on a button of a notification.
    ///
    /// # Panics
    /// If the bus is gone.
    pub async fn press(&self, notification: &Shown, action: &str) {
        self.notifications().press(notification, action).await;
    }

    fn notifications(&self) -> &Notifications {
        let notifications = self.notifications.as_ref();
        notifications.expect("the stand-in shows notifications here")
    }

    /// Minimises the window of the app, as a desktop without a window manager does.
    ///
    /// # Panics
    /// If there is no such window.
    pub fn minimise(&self) {
        self.screen().minimise();
    }

    /// Gives the empty screen this colour (red, green, blue), for a picture.
    ///
    /// # Panics
    /// If it takes none.
    pub fn paint(&self, color: u32) {
        self.screen().paint(color);
    }

    /// A picture of the whole screen, kept beside the test program.
    ///
    /// # Panics
    /// If none can be taken.
    pub fn picture(&self, name: &str) {
        picture::keep(&self.home.path().join("Xvfb_screen0"), name);
    }

    /// Starts a program that stays, e.g. what shows notifications on a real desktop.
    ///
    /// # Panics
    /// If it is not installed.
    pub fn begin(&mut self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(program);
        self.settle(command.args(arguments));
        let group = Group::start(command.stdout(Stdio::null()).stderr(Stdio::null()));
        self.others.push(group);
    }

    /// Runs a program to its end, again and again until it succeeds, and says what it said.
    ///
    /// # Panics
    /// If it never succeeds.
    pub async fn ask(&self, program: &str, arguments: &[&str]) -> String {
        super::driven::eventually(program, async || {
            let mut command = Command::new(program);
            self.settle(command.args(arguments));
            let ended = command.stderr(Stdio::null()).output();
            let ended =
                ended.unwrap_or_else(|error| panic!("{program} cannot be started: {error}"));
            ended
                .status
                .success()
                .then(|| String::from_utf8_lossy(&ended.stdout).into_owned())
        })
        .await
    }

    /// Gives a program what it needs to live here, and nothing of what is around the test.
    ///
    /// # Panics
    /// If there is no room for its sockets.
    pub fn settle(&self, command: &mut Command) {
        let home = self.home.path();
        let runtime = home.join("runtime");
        fs::create_dir_all(&runtime).expect("a folder for sockets");
        command
            .env("DISPLAY", &self.display_name)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus_address)
            .env("CHAEKBEOT_DATA_DIR", self.data_dir())
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", runtime)
            .env("XDG_DATA_HOME", home.join("share"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("LANG", "ko_KR.UTF-8")
            // Drawing with a graphics card that is not there takes seconds for the first picture.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
            .env_remove("LC_ALL")
            // Looking for an accessibility bus that is not there would hold up the start.
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_A11Y", "none");
    }

    /// The driver starts the app, so only the system knows its number.
    fn app_processes(&self) -> Vec<u32> {
        let app = program::path("chaekbeot-app");
        let mut processes = self.processes();
        processes.retain(|(_, program)| *program == app);
        processes.into_iter().map(|(number, _)| number).collect()
    }
}

/// A process that ends while it is looked at has none.
fn has_variable(process: &Path, variable: &str) -> bool {
    fs::read(process.join("environ")).is_ok_and(|environ| {
        environ
            .split(|byte| *byte == 0)
            .any(|entry| entry == variable.as_bytes())
    })
}
