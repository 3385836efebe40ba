//! The screen and the app's window on it. There is no window manager, so the test is one.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, MapState, Window};
use x11rb::rust_connection::RustConnection;

/// What the window is called.
const TITLE: &str = "책벗";

/// Takes it off the screen: without a window manager that is what minimising is.
pub(super) fn minimise(display: &str) {
    let connection = connect(display);
    let window = find(&connection).expect("there is a window");
    let taken = connection.unmap_window(window).expect("the display hears");
    taken.check().expect("the window can be minimised");
}

pub(super) fn shows_window(display: &str) -> bool {
    let connection = connect(display);
    let state = || {
        let window = find(&connection)?;
        let attributes = connection.get_window_attributes(window).ok()?;
        Some(attributes.reply().ok()?.map_state)
    };
    state() == Some(MapState::VIEWABLE)
}

fn connect(display: &str) -> RustConnection {
    let connected = x11rb::connect(Some(display));
    connected.expect("the display takes clients").0
}

/// The window of that name; a window manager puts its frame around it.
fn find(connection: &RustConnection) -> Option<Window> {
    let mut windows = vec![connection.setup().roots.first()?.root];
    while let Some(window) = windows.pop() {
        if title(connection, window).is_some_and(|title| title == TITLE.as_bytes()) {
            return Some(window);
        }
        let tree = connection.query_tree(window).ok()?.reply();
        windows.extend(tree.map(|tree| tree.children).unwrap_or_default());
    }
    None
}

fn title(connection: &RustConnection, window: Window) -> Option<Vec<u8>> {
    let atom = |name: &str| {
        let atom = connection.intern_atom(false, name.as_bytes()).ok()?;
        Some(atom.reply().ok()?.atom)
    };
    let (name, text) = (atom("_NET_WM_NAME")?, atom("UTF8_STRING")?);
    let property = connection.get_property(false, window, name, text, 0, 64);
    Some(property.ok()?.reply().ok()?.value)
}

/// Keeps what is on the screen as a picture. The server has it in a file: a header of numbers, colours, rows of dots.
pub(super) fn keep_picture(screen: &Path, name: &str) {
    let bytes = fs::read(screen).expect("the server keeps its screen in a file");
    let number = |at: usize| {
        let four = bytes.get(at * 4..at * 4 + 4).expect("a whole header");
        u32::from_be_bytes(four.try_into().expect("four bytes")) as usize
    };
    let (length, width, height, row_length, colors) =
        (number(0), number(4), number(5), number(12), number(19));
    let dots = bytes.get(length + colors * 12..).expect("the dots follow");
    let rows = dots.chunks_exact(row_length).take(height);
    let colored = rows.flat_map(|row| row.chunks_exact(4).take(width));
    // Blue comes first there, and nothing last.
    let colored: Vec<u8> = colored.flat_map(|dot| [dot[2], dot[1], dot[0]]).collect();
    let own = std::env::current_exe().expect("a test knows where it is");
    // target/<profile>/deps/<test>: the pictures lie in target/window.
    let target = own
        .ancestors()
        .nth(3)
        .expect("a test lies in a target folder");
    let folder = target.join("window");
    fs::create_dir_all(&folder).expect("a folder for pictures");
    let file = File::create(folder.join(format!("{name}.png"))).expect("a file");
    let size = |length: usize| u32::try_from(length).expect("a screen is not that large");
    let mut encoder = png::Encoder::new(BufWriter::new(file), size(width), size(height));
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("the picture is begun");
    writer
        .write_image_data(&colored)
        .expect("the picture is kept");
}
