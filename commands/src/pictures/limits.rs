//! How large an image may be.

use super::PictureError;

/// Limits on one image; the defaults are the product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageLimits {
    /// Bytes of the file.
    pub file: u64,
    /// Pixels of the longer side.
    pub side: u32,
    /// Pixels altogether.
    pub pixels: u64,
    /// Bytes a decoder may hold.
    pub memory: u64,
}

impl Default for ImageLimits {
    fn default() -> Self {
        Self { file: 64 << 20, side: 16_384, pixels: 100_000_000, memory: 512 << 20 }
    }
}

impl ImageLimits {
    pub(super) fn check_file(&self, bytes: usize) -> Result<(), PictureError> {
        match bytes as u64 {
            0 => Err(PictureError::Empty),
            bytes if bytes > self.file => Err(PictureError::TooLarge { bytes, limit: self.file }),
            _ => Ok(()),
        }
    }

    pub(super) fn check_size(&self, width: u32, height: u32) -> Result<(), PictureError> {
        if width == 0 || height == 0 {
            return Err(PictureError::Damaged("it has no pixels"));
        }
        let pixels = u64::from(width) * u64::from(height);
        if width.max(height) > self.side || pixels > self.pixels {
            return Err(PictureError::TooManyPixels { width, height });
        }
        Ok(())
    }

    /// What the decoder is told as well, in case it counts differently.
    pub(super) fn for_decoder(&self) -> image::Limits {
        let mut limits = image::Limits::default();
        limits.max_image_width = Some(self.side);
        limits.max_image_height = Some(self.side);
        limits.max_alloc = Some(self.memory);
        limits
    }
}
