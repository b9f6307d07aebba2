//! A ZIP writer for samples: stored entries in a given order, as an EPUB's `mimetype` demands.

/// Packs named entries without compression.
pub fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in entries {
        let offset = number(file.len());
        let common = common_header(name, bytes);
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let start = number(file.len());
    let count = (entries.len() as u16).to_le_bytes();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend([count, count].concat());
    file.extend([number(directory.len()), start].concat());
    file.extend([0, 0]);
    file
}

/// The fields that an entry's header and its row in the directory share: version, flags, method,
/// time, date (1 January 1980), checksum, sizes, lengths of name and extra field.
fn common_header(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut header = vec![0x14, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    header.extend(checksum(bytes).to_le_bytes());
    header.extend([number(bytes.len()), number(bytes.len())].concat());
    header.extend((name.len() as u16).to_le_bytes());
    header.extend([0, 0]);
    header
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value)
        .expect("a sample is small")
        .to_le_bytes()
}

/// CRC-32 as ZIP uses it, bit by bit: samples are small.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn the_first_entry_stands_where_epub_readers_look_for_it() {
        let file = stored(&[("mimetype", b"application/epub+zip")]);
        assert_eq!(&file[30..58], b"mimetypeapplication/epub+zip");
        assert_eq!(file.len(), 30 + 8 + 20 + 46 + 8 + 22);
    }
}
