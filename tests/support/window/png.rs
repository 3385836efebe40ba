//! A picture, as far as a test needs to know it.

/// A picture in PNG format.
pub struct Png(Vec<u8>);

impl Png {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Width and height in pixels; none if this is no PNG.
    #[must_use]
    pub fn size(&self) -> Option<(u32, u32)> {
        let header = self.0.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
        // Length and name of the first chunk, then what it holds.
        let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
        Some((number(8)?, number(12)?))
    }

    /// Length in bytes: an empty page compresses to almost nothing.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no byte at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
