//! The frame of a JPEG file, walked marker by marker to its end.
//!
//! Decoders fill what is missing with grey and call it an image. A file that was cut off has no
//! end-of-image marker of its own, whatever its embedded thumbnail has, so the walk steps over
//! segments by their lengths and through the scans by their escaped bytes.

use super::PictureError;

const CUT_OFF: PictureError = PictureError::Damaged("the JPEG file is cut off");
const GARBLED: PictureError = PictureError::Damaged("the JPEG file is garbled");
const UNUSUAL: PictureError =
    PictureError::Unsupported("this is a lossless, arithmetic-coded or 12-bit JPEG image");

const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
/// Progressive files have about ten; thousands of empty ones keep a decoder busy for minutes.
const MAX_SCANS: u32 = 100;

/// A file that was walked to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walked {
    pub header: JpegHeader,
    /// Where the first pixels begin: before it stands whatever the file says of itself.
    pub pixels: usize,
}

/// What the frame header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JpegHeader {
    pub width: u32,
    pub height: u32,
    pub components: u8,
    pub progressive: bool,
    /// Samples of all components in a block of pixels, and the width and height of that block, in units of 8.
    samples: [u8; 3],
}

impl JpegHeader {
    /// What decoding holds: the pixels, and for progressive files every coefficient in two bytes.
    pub fn memory(&self) -> u64 {
        let [samples, across, down] = self.samples.map(u64::from);
        let blocks = u64::from(self.width).div_ceil(8 * across) * u64::from(self.height).div_ceil(8 * down);
        let pixels = blocks * 64 * across * down * 3;
        pixels + if self.progressive { blocks * 64 * samples * 2 } else { 0 }
    }
}

/// What the frame header says; nothing after it is looked at, so that a huge image is refused as such even when the rest is
/// missing.
pub fn header(bytes: &[u8]) -> Result<JpegHeader, PictureError> {
    let mut rest = bytes.get(2..).ok_or(CUT_OFF)?;
    loop {
        let (marker, after) = marker(rest)?;
        rest = after;
        match marker {
            0x01 | 0xd0..=0xd8 => {}
            EOI | SOS => return Err(GARBLED),
            _ => {
                let (segment, after) = segment(rest)?;
                rest = after;
                if is_frame(marker) {
                    return frame(marker, segment);
                }
            }
        }
    }
}

/// Walks the whole file; bytes after the end-of-image marker are nobody's business.
pub fn walk(bytes: &[u8]) -> Result<Walked, PictureError> {
    let (mut header, mut pixels) = (None, 0);
    let mut scans = 0_u32;
    let mut rest = bytes.get(2..).ok_or(CUT_OFF)?;
    loop {
        let (marker, after) = marker(rest)?;
        rest = after;
        match marker {
            EOI if scans > 0 => return Ok(Walked { header: header.ok_or(GARBLED)?, pixels }),
            EOI => return Err(GARBLED),
            0x01 | 0xd0..=0xd8 => {}
            _ => {
                let (segment, after) = segment(rest)?;
                rest = after;
                if is_frame(marker) {
                    // A second one would be judged by nobody.
                    if header.replace(frame(marker, segment)?).is_some() {
                        return Err(GARBLED);
                    }
                } else if marker == SOS {
                    if scans == 0 {
                        pixels = bytes.len() - rest.len();
                    }
                    scans += 1;
                    if scans > MAX_SCANS {
                        return Err(GARBLED);
                    }
                    rest = skip_scan(rest)?;
                }
            }
        }
    }
}

/// The next marker; any number of fill bytes may stand before its code.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), PictureError> {
    match bytes {
        [] => Err(CUT_OFF),
        [0xff, rest @ ..] => {
            let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
            let (code, rest) = rest[fill..].split_first().ok_or(CUT_OFF)?;
            if *code == 0 { Err(GARBLED) } else { Ok((*code, rest)) }
        }
        // Some writers pad between segments; decoders look for the next marker, and so do we.
        _ => {
            let next = bytes.iter().position(|byte| *byte == 0xff).ok_or(CUT_OFF)?;
            marker(&bytes[next..])
        }
    }
}

fn segment(bytes: &[u8]) -> Result<(&[u8], &[u8]), PictureError> {
    let length = bytes.first_chunk().map(|length| usize::from(u16::from_be_bytes(*length))).ok_or(CUT_OFF)?;
    if length < 2 {
        return Err(GARBLED);
    }
    Ok((bytes.get(2..length).ok_or(CUT_OFF)?, &bytes[length..]))
}

/// Entropy-coded data ends at the first marker that is neither an escaped byte nor a restart.
fn skip_scan(bytes: &[u8]) -> Result<&[u8], PictureError> {
    let goes_on = |next: &u8| matches!(next, 0 | 0xd0..=0xd7 | 0xff);
    let mut ends = memchr::memchr_iter(0xff, bytes);
    let end = ends.find(|end| bytes.get(end + 1).is_some_and(|next| !goes_on(next)));
    end.map(|end| &bytes[end..]).ok_or(CUT_OFF)
}

/// SOF0 to SOF15 without DHT, JPG and DAC, which share the range.
const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

fn frame(marker: u8, segment: &[u8]) -> Result<JpegHeader, PictureError> {
    let [precision, h1, h0, w1, w0, components, ref factors @ ..] = *segment else { return Err(GARBLED) };
    if !matches!(marker, 0xc0..=0xc2) || precision != 8 {
        return Err(UNUSUAL);
    }
    Ok(JpegHeader {
        width: u32::from(u16::from_be_bytes([w1, w0])),
        height: u32::from(u16::from_be_bytes([h1, h0])),
        components,
        progressive: marker == 0xc2,
        samples: samples(factors, components),
    })
}

/// How finely each component is sampled stands in three bytes; the decoder refuses what makes no sense.
fn samples(factors: &[u8], components: u8) -> [u8; 3] {
    let mut found = [0, 1, 1];
    for [_, factor, _] in factors.as_chunks().0.iter().take(components.into()) {
        let (across, down) = ((factor >> 4).clamp(1, 4), (factor & 15).clamp(1, 4));
        found = [found[0] + across * down, found[1].max(across), found[2].max(down)];
    }
    found
}
