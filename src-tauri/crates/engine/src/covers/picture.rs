//! What a file is, by its first bytes: a picture of a size that a cover may have, or nothing.

/// The kinds of pictures that are shown. No other: an SVG is a document with scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// `image/jpeg`.
    Jpeg,
    /// `image/png`.
    Png,
    /// `image/webp`.
    Webp,
    /// `image/gif`.
    Gif,
}

impl MediaType {
    const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Gif];

    /// The name in a `Content-Type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }

    /// The kind with this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Sides of a cover in dots. Less is a placeholder or a counter of visits, more would only fill the memory of the page.
const SIDES: std::ops::RangeInclusive<u32> = 8..=2_048;

/// The kind of picture this file is, if it is one that may be shown.
pub(super) fn media_type(bytes: &[u8]) -> Option<MediaType> {
    let (kind, [width, height]) = png(bytes)
        .map(|size| (MediaType::Png, size))
        .or_else(|| Some((MediaType::Jpeg, jpeg(bytes)?)))
        .or_else(|| Some((MediaType::Webp, webp(bytes)?)))
        .or_else(|| Some((MediaType::Gif, gif(bytes)?)))?;
    (SIDES.contains(&width) && SIDES.contains(&height)).then_some(kind)
}

fn png(bytes: &[u8]) -> Option<[u32; 2]> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let (width, rest) = head.split_first_chunk()?;
    Some([
        u32::from_be_bytes(*width),
        u32::from_be_bytes(*rest.first_chunk()?),
    ])
}

fn gif(bytes: &[u8]) -> Option<[u32; 2]> {
    let version = |version: &[u8]| bytes.strip_prefix(version);
    let head = version(b"GIF89a").or_else(|| version(b"GIF87a"))?;
    let [w1, w2, h1, h2] = *head.first_chunk()?;
    Some([[w1, w2], [h1, h2]].map(|side| u16::from_le_bytes(side).into()))
}

/// The size stands in the frame header, which the first segments of other kinds stand before.
fn jpeg(bytes: &[u8]) -> Option<[u32; 2]> {
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    loop {
        let [0xFF, kind] = *rest.first_chunk()? else {
            return None;
        };
        match kind {
            // A filler before the next mark.
            0xFF => rest = rest.get(1..)?,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let [_, _, _, h1, h2, w1, w2] = *rest.get(2..)?.first_chunk()?;
                return Some([[w1, w2], [h1, h2]].map(|side| u16::from_be_bytes(side).into()));
            }
            // The picture itself begins, or ends, and there was no frame.
            0xD8..=0xDA => return None,
            _ => {
                let length = u16::from_be_bytes(*rest.get(2..)?.first_chunk()?);
                rest = rest.get(2 + usize::from(length)..)?;
            }
        }
    }
}

fn webp(bytes: &[u8]) -> Option<[u32; 2]> {
    let file = bytes.strip_prefix(b"RIFF")?.get(4..)?;
    let (name, rest) = file.strip_prefix(b"WEBP")?.split_first_chunk::<4>()?;
    let data = rest.get(4..)?;
    match name {
        b"VP8 " => {
            let head = data.get(3..)?.strip_prefix(b"\x9D\x01\x2A")?;
            let [w1, w2, h1, h2] = *head.first_chunk()?;
            Some([[w1, w2], [h1, h2]].map(|side| (u16::from_le_bytes(side) & 0x3FFF).into()))
        }
        b"VP8L" => {
            let head = data.strip_prefix(b"\x2F")?;
            let bits = u32::from_le_bytes(*head.first_chunk()?);
            Some([bits, bits >> 14].map(|side| (side & 0x3FFF) + 1))
        }
        b"VP8X" => {
            let [w1, w2, w3, h1, h2, h3] = *data.get(4..)?.first_chunk()?;
            Some([[w1, w2, w3, 0], [h1, h2, h3, 0]].map(|side| u32::from_le_bytes(side) + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each is a whole file of 12 by 16 dots as a browser wrote it; of the JPEG the head up to its tables.
    const LOSSY: &[u8] = b"RIFF\x34\0\0\0WEBPVP8 \x28\0\0\0\x70\x01\0\x9D\x01\x2A\x0C\0\x10\0\x02\xC0\x4C\x25\xA0\x02\
        \x74\x01\x40\0\0\xFE\xEC\x70\xDD\x71\x73\x64\x61\xAF\xFE\x37\x8F\xF2\x5D\xFD\xBB\xEC\xA0\0";
    const LOSSLESS: &[u8] = b"RIFF\x1E\0\0\0WEBPVP8L\x11\0\0\0\x2F\x0B\xC0\x03\0\x07\xD0\x99\xAA\x76\xA6\xFF\x81\x88\xE8\
        \x7F\0\0";
    const EXTENDED: &[u8] = b"RIFF\x46\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x0B\0\0\x0F\0\0VP8 \x28\0\0\0\x70\x01\0\x9D\x01\x2A\
        \x0C\0\x10\0\x02\xC0\x4C\x25\xA0\x02\x74\x01\x40\0\0\xFE\xEC\x70\xDD\x71\x73\x64\x61\xAF\xFE\x37\x8F\xF2\x5D\xFD\
        \xBB\xEC\xA0\0";
    const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xFE\0\x04hi\
        \xFF\xC0\0\x11\x08\0\x10\0\x0C\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xFF\xC4\0\x15";
    /// The counter of visits that pages have carried since 1996, one dot.
    const DOT: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF!\xF9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\
        \x02D\x01\0;";

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        file.extend(width.to_be_bytes());
        file.extend(height.to_be_bytes());
        file.extend([8, 2, 0, 0, 0]);
        file
    }

    #[test]
    fn sizes_are_read_from_the_head() {
        let size = [12, 16];
        for file in [LOSSY, LOSSLESS, EXTENDED] {
            assert_eq!(webp(file), Some(size));
            assert_eq!(media_type(file), Some(MediaType::Webp));
        }
        assert_eq!(jpeg(JPEG), Some(size));
        assert_eq!(media_type(JPEG), Some(MediaType::Jpeg));
        assert_eq!(png(&png_of(12, 16)), Some(size));
        assert_eq!(gif(DOT), Some([1, 1]));
    }

    #[test]
    fn a_progressive_picture_has_its_size_too() {
        let progressive = JPEG.to_vec();
        let at = progressive.windows(2).position(|two| two == b"\xFF\xC0");
        let mut progressive = progressive;
        progressive[at.unwrap() + 1] = 0xC2;
        assert_eq!(jpeg(&progressive), Some([12, 16]));
    }

    #[test]
    fn placeholders_and_giants_are_none() {
        assert_eq!(media_type(DOT), None);
        for (width, height, is_cover) in [
            (1, 1, false),
            (7, 100, false),
            (8, 8, true),
            (2_048, 2_048, true),
            (2_049, 10, false),
            (100, u32::MAX, false),
        ] {
            let found = media_type(&png_of(width, height));
            assert_eq!(found.is_some(), is_cover, "{width} x {height}");
        }
    }

    #[test]
    fn what_is_no_picture_is_none() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'/>";
        for other in [&b""[..], b"<!doctype html><title>x</title>", svg, b"BM\0\0"] {
            assert_eq!(media_type(other), None);
        }
    }

    #[test]
    fn a_head_that_is_cut_anywhere_is_none_and_no_panic() {
        let png = png_of(12, 16);
        for (file, size_ends_at) in [
            (LOSSY, 30),
            (LOSSLESS, 25),
            (EXTENDED, 30),
            (JPEG, 35),
            (&png[..], 24),
        ] {
            for end in 0..size_ends_at {
                assert_eq!(media_type(&file[..end]), None, "{end} of {file:?}");
            }
            assert!(media_type(&file[..size_ends_at]).is_some());
        }
    }
}
