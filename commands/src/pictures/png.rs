//! The chunks of a PNG file, walked to the last one.

use super::PictureError;

const CUT_OFF: PictureError = PictureError::Damaged("the PNG file is cut off");
const GARBLED: PictureError = PictureError::Damaged("the PNG file is garbled");
const ANIMATED: PictureError = PictureError::Unsupported("this is an animated PNG image");

/// What the header chunk says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PngHeader {
    pub width: u32,
    pub height: u32,
    pub bytes_per_pixel: u64,
    /// 16 bits a channel.
    pub deep: bool,
}

impl PngHeader {
    pub fn memory(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height) * self.bytes_per_pixel
    }
}

/// The size comes first, so that a huge one is refused as such even when the rest is missing.
pub fn header(bytes: &[u8]) -> Result<PngHeader, PictureError> {
    let (kind, ihdr, _) = chunk(bytes.get(8..).ok_or(CUT_OFF)?)?;
    let [w3, w2, w1, w0, h3, h2, h1, h0, depth, color, ..] = *ihdr else { return Err(GARBLED) };
    if kind != *b"IHDR" {
        return Err(GARBLED);
    }
    let channels = match color {
        0 => 1,
        4 => 2,
        // A palette is expanded, with its transparency.
        3 | 6 => 4,
        _ => 3,
    };
    Ok(PngHeader {
        width: u32::from_be_bytes([w3, w2, w1, w0]),
        height: u32::from_be_bytes([h3, h2, h1, h0]),
        bytes_per_pixel: channels * if depth == 16 { 2 } else { 1 },
        deep: depth == 16,
    })
}

/// Walks to the end chunk; animations are refused, because a browser would show them moving.
pub fn walk(bytes: &[u8]) -> Result<(), PictureError> {
    let mut rest = bytes.get(8..).ok_or(CUT_OFF)?;
    loop {
        let (kind, _, after) = chunk(rest)?;
        match &kind {
            b"IEND" => return Ok(()),
            b"acTL" => return Err(ANIMATED),
            _ => rest = after,
        }
    }
}

type Chunk<'a> = ([u8; 4], &'a [u8], &'a [u8]);

fn chunk(bytes: &[u8]) -> Result<Chunk<'_>, PictureError> {
    let (length, rest) = bytes.split_first_chunk().ok_or(CUT_OFF)?;
    let (kind, rest) = rest.split_first_chunk().ok_or(CUT_OFF)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| GARBLED)?;
    let (data, rest) = rest.split_at_checked(length).ok_or(CUT_OFF)?;
    // The check sum's own bytes; the decoder compares them.
    Ok((*kind, data, rest.get(4..).ok_or(CUT_OFF)?))
}
