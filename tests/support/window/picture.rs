//! What is on the screen, kept as a picture.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

/// Keeps what is on the screen as a picture. The server has it in a file: a header of numbers, colours, rows of dots.
pub(super) fn keep(screen: &Path, name: &str) {
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
