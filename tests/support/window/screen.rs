//! The app's window as the display knows it: there is no window manager, so the test is one.

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConfigureWindowAux,
    ConnectionExt, EventMask, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// What the window is called.
const TITLE: &str = "책벗";

/// Where a window is, and how large.
pub type Frame = (i16, i16, u16, u16);

pub(super) struct Screen {
    connection: RustConnection,
    root: Window,
}

impl Screen {
    pub(super) fn connect(display: &str) -> Self {
        let (connection, number) =
            x11rb::connect(Some(display)).expect("the display takes clients");
        let root = connection.setup().roots[number].root;
        Self { connection, root }
    }

    /// Whether the window can be seen. One that never was is not known to the display.
    pub(super) fn is_shown(&self) -> bool {
        let Some(window) = self.window() else {
            return false;
        };
        let attributes = self.connection.get_window_attributes(window);
        let attributes = attributes.ok().and_then(|asked| asked.reply().ok());
        attributes.is_some_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    /// Where it is.
    pub(super) fn frame(&self) -> Option<Frame> {
        let geometry = self.connection.get_geometry(self.window()?).ok()?;
        let geometry = geometry.reply().ok()?;
        Some((geometry.x, geometry.y, geometry.width, geometry.height))
    }

    /// Puts it there.
    pub(super) fn place(&self, (x, y, width, height): Frame) {
        let window = self.window().expect("there is a window");
        let place = ConfigureWindowAux::new()
            .x(i32::from(x))
            .y(i32::from(y))
            .width(u32::from(width))
            .height(u32::from(height));
        let placed = self.connection.configure_window(window, &place);
        placed
            .expect("the display hears")
            .check()
            .expect("it can be put there");
    }

    /// Gives the empty screen this colour.
    pub(super) fn paint(&self, color: u32) {
        let background = ChangeWindowAttributesAux::new().background_pixel(color);
        let given = self
            .connection
            .change_window_attributes(self.root, &background);
        given
            .expect("the display hears")
            .check()
            .expect("the screen takes a colour");
        let cleared = self.connection.clear_area(false, self.root, 0, 0, 0, 0);
        cleared
            .expect("the display hears")
            .check()
            .expect("the screen can be cleared");
    }

    /// Takes it off the screen: without a window manager that is what minimising is.
    pub(super) fn minimise(&self) {
        let window = self.window().expect("there is a window");
        let taken = self.connection.unmap_window(window);
        taken
            .expect("the display hears")
            .check()
            .expect("the window can be minimised");
    }

    /// Closes it as the cross in its frame would.
    pub(super) fn close(&self) {
        let window = self.window().expect("there is a window");
        let protocols = self.atom("WM_PROTOCOLS");
        let close = [self.atom("WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, protocols, close);
        let sent = self
            .connection
            .send_event(false, window, EventMask::NO_EVENT, event);
        sent.expect("the display hears")
            .check()
            .expect("it takes the event");
    }

    /// Hears from now on what a window manager is asked for.
    pub(super) fn listen(&self) {
        let mask = ChangeWindowAttributesAux::new().event_mask(EventMask::SUBSTRUCTURE_NOTIFY);
        let listening = self.connection.change_window_attributes(self.root, &mask);
        listening
            .expect("the display hears")
            .check()
            .expect("the root can be listened to");
    }

    /// Whether the window manager was asked since the last time to make a window small.
    pub(super) fn was_asked_to_minimise(&self) -> bool {
        let change = self.atom("WM_CHANGE_STATE");
        let events = std::iter::from_fn(|| self.connection.poll_for_event().ok().flatten());
        events.into_iter().any(|event| match event {
            Event::ClientMessage(asked) => asked.type_ == change && asked.data.as_data32()[0] == 3,
            _ => false,
        })
    }

    /// The window of that name; a window manager puts its frame around it.
    fn window(&self) -> Option<Window> {
        let mut windows = vec![self.root];
        while let Some(window) = windows.pop() {
            if self
                .title(window)
                .is_some_and(|title| title == TITLE.as_bytes())
            {
                return Some(window);
            }
            let tree = self.connection.query_tree(window).ok()?.reply();
            windows.extend(tree.map(|tree| tree.children).unwrap_or_default());
        }
        None
    }

    /// The program's name in the window's class.
    pub(super) fn class(&self) -> Option<String> {
        let (name, text) = (AtomEnum::WM_CLASS.into(), AtomEnum::STRING.into());
        let class = self.property(self.window()?, name, text)?;
        let first = class.split(|byte| *byte == 0).next()?;
        String::from_utf8(first.to_vec()).ok()
    }

    fn title(&self, window: Window) -> Option<Vec<u8>> {
        self.property(window, self.atom("_NET_WM_NAME"), self.atom("UTF8_STRING"))
    }

    fn property(&self, window: Window, name: Atom, text: Atom) -> Option<Vec<u8>> {
        let property = self
            .connection
            .get_property(false, window, name, text, 0, 64)
            .ok()?
            .reply()
            .ok()?;
        (property.type_ != u32::from(AtomEnum::NONE)).then_some(property.value)
    }

    fn atom(&self, name: &str) -> u32 {
        let atom = self.connection.intern_atom(false, name.as_bytes());
        let atom = atom.expect("the display hears").reply();
        atom.expect("the display knows names").atom
    }
}
