//! Covers: drawn from the record number, so that the same book always looks the same and nothing is anybody's picture.

use crate::png::Picture;

/// The sizes of a cover in dots; twice what the catalogue shows.
const WIDTH: u8 = 96;
const HEIGHT: u8 = 136;

/// Ground, spine, plate and ink of each series.
const SERIES: [[[u8; 3]; 4]; 6] = [
    [[46, 107, 76], [33, 79, 56], [240, 233, 214], [27, 51, 39]],
    [[152, 62, 58], [115, 44, 41], [246, 232, 215], [74, 26, 24]],
    [[47, 84, 130], [33, 60, 95], [230, 236, 242], [22, 38, 61]],
    [
        [201, 150, 62],
        [160, 115, 41],
        [252, 244, 224],
        [84, 58, 17],
    ],
    [[98, 78, 138], [72, 56, 104], [238, 232, 245], [44, 33, 66]],
    [[70, 120, 128], [49, 89, 95], [233, 242, 240], [24, 48, 52]],
];

const GROUND: u8 = 0;
const SPINE: u8 = 1;
const PLATE: u8 = 2;
const INK: u8 = 3;

/// Whether the list names a cover for this record: for two of three.
pub(crate) fn has_cover(cid: u64) -> bool {
    !cid.is_multiple_of(3)
}

/// The name of a cover's file.
pub(crate) fn file_name(cid: u64) -> String {
    format!("tn_{cid}.png")
}

/// The record whose cover has this name.
pub(crate) fn cid_of(file_name: &str) -> Option<u64> {
    let digits = file_name.strip_prefix("tn_")?.strip_suffix(".png")?;
    digits.parse().ok().filter(|cid| has_cover(*cid))
}

/// The cover of this record as a PNG.
pub(crate) fn draw(cid: u64) -> Vec<u8> {
    let look = Look::of(cid);
    let picture = Picture {
        width: WIDTH,
        height: HEIGHT,
        palette: look.palette,
    };
    picture.file(|x, y| look.colour(i32::from(x), i32::from(y)))
}

/// What tells one cover from another.
struct Look {
    palette: [[u8; 3]; 4],
    /// Lengths of the two lines on the plate.
    lines: [i32; 2],
    ornament: u64,
}

impl Look {
    fn of(cid: u64) -> Look {
        // Neighbouring numbers differ in every digit: the golden ratio spreads them.
        let mixed = cid.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let part = |shift: u32, below: u64| (mixed >> shift) % below;
        let length = |shift| 24 + i32::try_from(part(shift, 30)).unwrap_or_default();
        let series = usize::try_from(part(0, 6)).unwrap_or_default();
        Look {
            palette: SERIES.get(series).copied().unwrap_or_default(),
            lines: [length(8), length(16)],
            ornament: part(24, 4),
        }
    }

    fn colour(&self, x: i32, y: i32) -> u8 {
        match (x, y) {
            (0..=6, _) => SPINE,
            (16..=87, 20..=59) => self.plate(x, y),
            (16..=87, 72..=119) => self.ornament(x - 52, y - 96),
            _ => GROUND,
        }
    }

    /// The plate with a title and an author: lines, since a practice book has no words of its own.
    fn plate(&self, x: i32, y: i32) -> u8 {
        let [title, author] = self.lines;
        let is_within = |length: i32| (x - 52).abs() * 2 <= length;
        match y {
            30..=35 if is_within(title) => INK,
            43..=45 if is_within(author) => INK,
            _ => PLATE,
        }
    }

    /// What is below the plate, around its middle.
    fn ornament(&self, x: i32, y: i32) -> u8 {
        let is_drawn = match self.ornament {
            // The moon, hills, a window, rain.
            0 => x * x + y * y <= 18 * 18,
            1 => y >= 22 - (30 - (x + 12).abs()).max(22 - (x - 16).abs()),
            2 => x.abs() <= 16 && y.abs() <= 20 && x.abs() > 1 && y.abs() > 1,
            _ => (x + y).rem_euclid(12) < 3,
        };
        match is_drawn {
            true if self.ornament == 3 => SPINE,
            true => PLATE,
            false => GROUND,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{cid_of, draw, file_name};

    #[test]
    fn a_name_is_read_back_where_there_is_a_cover() {
        assert_eq!(cid_of(&file_name(1_600_013)), Some(1_600_013));
        for other in ["tn_1600014.jpg", "tn_1600020.gif", "tn_x.png", "1.png"] {
            assert_eq!(cid_of(other), None, "{other}");
        }
        let without = (1..9).filter(|cid| cid_of(&file_name(*cid)).is_none());
        assert_eq!(without.collect::<Vec<_>>(), [3, 6]);
    }

    #[test]
    fn books_look_different_and_each_always_the_same() {
        let (one, other) = (draw(1_600_013), draw(1_600_021));
        assert_eq!(one, draw(1_600_013));
        assert_ne!(one, other);
        assert!(one.len() < 4_096, "{}", one.len());
    }
}
