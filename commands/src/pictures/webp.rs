//! The container of a WebP file.

use super::PictureError;

const CUT_OFF: PictureError = PictureError::Damaged("the WebP file is cut off");
const ANIMATED: PictureError = PictureError::Unsupported("this is an animated WebP image");

/// The bit of the extended header that says the file moves.
const ANIMATION: u8 = 0b10;

/// Compares the container's size with the file's; animations are refused, because a browser would
/// show them moving.
pub fn walk(bytes: &[u8]) -> Result<(), PictureError> {
    let size = bytes.get(4..8).and_then(|size| size.first_chunk()).ok_or(CUT_OFF)?;
    if (bytes.len() as u64) < u64::from(u32::from_le_bytes(*size)) + 8 {
        return Err(CUT_OFF);
    }
    let flags = bytes.get(20).copied().ok_or(CUT_OFF)?;
    if bytes.get(12..16) == Some(b"VP8X") && flags & ANIMATION != 0 {
        return Err(ANIMATED);
    }
    Ok(())
}
