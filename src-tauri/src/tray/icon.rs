//! The tray's icon: the app's, with a dot while there is something nobody has seen.

use tauri::image::Image;

/// The dot, as the badges of the page.
const DOT: [u8; 4] = [0xe0, 0x3e, 0x3e, 0xff];

/// The picture, with a dot in its upper right corner.
pub(super) fn dotted(icon: &Image<'_>) -> Image<'static> {
    let (width, height) = (icon.width(), icon.height());
    let mut rgba = icon.rgba().to_vec();
    let radius = width.min(height) / 5;
    let (x, y) = (width - radius, radius);
    for (place, pixel) in (0..).zip(rgba.chunks_exact_mut(4)) {
        let across = (place % width).abs_diff(x);
        let down = (place / width).abs_diff(y);
        if across * across + down * down <= radius * radius {
            pixel.copy_from_slice(&DOT);
        }
    }
    Image::new_owned(rgba, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dot_is_in_its_corner_and_the_rest_as_it_was() {
        let plain = Image::new_owned(vec![7; 32 * 32 * 4], 32, 32);
        let dotted = dotted(&plain);
        let pixel = |x: usize, y: usize| &dotted.rgba()[(y * 32 + x) * 4..][..4];
        assert_eq!(pixel(26, 6), DOT);
        for (x, y) in [(0, 0), (31, 31), (0, 31), (16, 16), (31, 14)] {
            assert_eq!(pixel(x, y), [7; 4], "{x}, {y}");
        }
        assert_eq!(dotted.rgba().len(), plain.rgba().len());
    }
}
