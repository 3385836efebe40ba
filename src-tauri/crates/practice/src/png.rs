//! A small indexed PNG, written without a library: four colours are two bits a dot, and what is not compressed needs no
//! compressor.

/// A picture of four colours, dot by dot.
pub(crate) struct Picture {
    pub(crate) width: u8,
    pub(crate) height: u8,
    pub(crate) palette: [[u8; 3]; 4],
}

impl Picture {
    /// The file; `colour` gives each dot a place in the palette.
    pub(crate) fn file(&self, colour: impl Fn(u8, u8) -> u8) -> Vec<u8> {
        let mut rows = Vec::new();
        for y in 0..self.height {
            // Every row begins with its filter: none.
            rows.push(0);
            for x in (0..self.width).step_by(4) {
                let dots = (0..4).map(|dot| match x + dot < self.width {
                    true => colour(x + dot, y) & 3,
                    false => 0,
                });
                rows.push(dots.fold(0, |byte, dot| byte << 2 | dot));
            }
        }
        let mut head = Vec::new();
        head.extend(u32::from(self.width).to_be_bytes());
        head.extend(u32::from(self.height).to_be_bytes());
        // Two bits a dot, with a palette; the only compression, filters and order there are or needed.
        head.extend([2, 3, 0, 0, 0]);
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut file, b"IHDR", &head);
        chunk(&mut file, b"PLTE", self.palette.as_flattened());
        chunk(&mut file, b"IDAT", &stored(&rows));
        chunk(&mut file, b"IEND", &[]);
        file
    }
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    file.extend(length.to_be_bytes());
    let start = file.len();
    file.extend(name);
    file.extend(data);
    let sum = crc32(file.get(start..).unwrap_or_default());
    file.extend(sum.to_be_bytes());
}

/// A zlib stream of blocks that are stored as they are (RFC 1950, RFC 1951 3.2.4).
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = data.chunks(usize::from(u16::MAX));
    let last = blocks.len().saturating_sub(1);
    for (place, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(place == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn crc32(data: &[u8]) -> u32 {
    let step = |sum: u32, _| match sum & 1 {
        1 => sum >> 1 ^ 0xEDB8_8320,
        _ => sum >> 1,
    };
    !data
        .iter()
        .fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

fn adler32(data: &[u8]) -> u32 {
    let (low, high) = data.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::{adler32, crc32};

    #[test]
    fn the_sums_are_the_known_ones() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
