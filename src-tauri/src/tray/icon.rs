//! The tray's icon: the app's, with the number of results that nobody has seen.

use tauri::image::Image;

/// What the number stands on, as the badges of the page, and the number.
const BADGE: [u8; 4] = [0xd3, 0x3a, 0x22, 0xff];
const INK: [u8; 4] = [0xff, 0xff, 0xff, 0xff];

/// More are not counted: there is room for two signs.
const MOST: u32 = 9;

/// The digits and a plus, three dots wide and five high, row by row from the top; the left dot of a row is its highest bit.
const SIGNS: [[u8; 5]; 11] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
    [0b000, 0b010, 0b111, 0b010, 0b000],
];
const PLUS: usize = 10;
const WIDTH: u32 = 3;
const HEIGHT: u32 = 5;

/// The picture, with the number in its upper right corner; none for nothing.
pub(super) fn counted(icon: &Image<'_>, count: u32) -> Image<'static> {
    if count == 0 {
        return icon.clone().to_owned();
    }
    let mut signs = vec![count.min(MOST) as usize];
    if count > MOST {
        signs.push(PLUS);
    }
    let (width, height) = (icon.width(), icon.height());
    // Of the shorter side a third, so that a dot of a sign is two of a small icon.
    let radius = width.min(height) * 11 / 32;
    let (x, y) = (width - radius, radius);
    let mut rgba = icon.rgba().to_vec();
    for (place, pixel) in (0..).zip(rgba.chunks_exact_mut(4)) {
        let across = place % width;
        let down = place / width;
        let (far, deep) = (across.abs_diff(x), down.abs_diff(y));
        if far * far + deep * deep > radius * radius {
            continue;
        }
        let is_ink = is_ink(&signs, radius, (across + radius, down + radius), (x, y));
        pixel.copy_from_slice(if is_ink { &INK } else { &BADGE });
    }
    Image::new_owned(rgba, width, height)
}

/// Whether a dot of the badge belongs to its signs. It is counted from the badge's upper left corner, which keeps it above zero.
fn is_ink(signs: &[usize], radius: u32, (across, down): (u32, u32), (x, y): (u32, u32)) -> bool {
    let dot = (radius / 5).max(1);
    let columns = signs.len() as u32 * (WIDTH + 1) - 1;
    let left = (2 * radius).saturating_sub(columns * dot) / 2;
    let top = (2 * radius).saturating_sub(HEIGHT * dot) / 2;
    let column = across.checked_sub(x + left).map(|dots| dots / dot);
    let row = down.checked_sub(y + top).map(|dots| dots / dot);
    let (Some(column), Some(row)) = (column, row) else {
        return false;
    };
    let sign = signs.get((column / (WIDTH + 1)) as usize);
    let line = sign.and_then(|sign| SIGNS[*sign].get(row as usize));
    let bit = column % (WIDTH + 1);
    line.is_some_and(|line| bit < WIDTH && line >> (WIDTH - 1 - bit) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The upper right of an icon, as letters: what it was, the badge, the number.
    fn drawn(count: u32) -> Vec<String> {
        let plain = Image::new_owned(vec![7; 32 * 32 * 4], 32, 32);
        let counted = counted(&plain, count);
        let rows = counted.rgba().chunks_exact(32 * 4);
        let letter = |pixel: &[u8]| match pixel {
            pixel if pixel == BADGE => 'o',
            pixel if pixel == INK => '#',
            _ => '.',
        };
        rows.map(|row| row.chunks_exact(4).map(letter).collect())
            .collect()
    }

    #[test]
    fn nothing_is_counted_where_nothing_is_unseen() {
        let plain = Image::new_owned(vec![7; 32 * 32 * 4], 32, 32);
        assert_eq!(counted(&plain, 0).rgba(), plain.rgba());
    }

    #[test]
    fn the_number_is_in_its_corner_and_the_rest_as_it_was() {
        let four = drawn(4);
        assert_eq!(&four[6][18..26], "##oo##oo", "the upper rows of a 4");
        assert_eq!(&four[15][18..26], "oooo##oo", "and its foot");
        assert!(four[23..].iter().all(|row| !row.contains(['o', '#'])));
        assert!(four.iter().all(|row| !row[..10].contains(['o', '#'])));
    }

    #[test]
    fn more_than_nine_are_nine_and_more() {
        assert_ne!(drawn(9), drawn(10));
        assert_eq!(drawn(10), drawn(300));
        assert_eq!(&drawn(10)[10][14..28], "######oo######");
    }
}
