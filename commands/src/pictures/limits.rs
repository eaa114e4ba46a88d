//! How large an image may be.

use super::{PictureError, error::Kind};

/// Limits on one image; the defaults are the product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageLimits {
    /// Bytes of the file.
    pub file: u64,
    /// Pixels of the longer side.
    pub side: u32,
    /// Pixels altogether.
    pub pixels: u64,
    /// Bytes that all decoders of a process may hold together; one large image may take them all.
    pub memory: u64,
}

impl Default for ImageLimits {
    fn default() -> Self {
        Self { file: 64 << 20, side: 16_384, pixels: 100_000_000, memory: 1 << 30 }
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
            let Self { side, pixels, .. } = *self;
            return Err(PictureError::TooManyPixels { width, height, side, pixels });
        }
        Ok(())
    }

    /// `memory`: bytes that decoding takes.
    pub(super) fn check_memory(&self, size: (u32, u32), kind: Kind, memory: u64) -> Result<(), PictureError> {
        if memory <= self.memory {
            return Ok(());
        }
        let (width, height) = size;
        let pixels = u128::from(width) * u128::from(height);
        let most = u128::from(self.memory) * pixels / u128::from(memory);
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        Err(PictureError::TooMuchMemory { width, height, kind, most })
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
