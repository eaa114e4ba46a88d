//! Pixel coordinates that survive every trip: fixed point, to the nearest millionth of a pixel.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A pixel coordinate in millionths of a pixel.
///
/// Six decimals are finer than any screen or format we read needs, and every such number has
/// exactly one shortest `f64`, so JSON carries it without loss. Finer numbers, as models and scripts compute them, are
/// rounded to the nearest millionth where they are read, as the description of the API says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coordinate(i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoordinateError {
    #[error("a coordinate must be a finite number")]
    NotFinite,
    #[error("a coordinate must lie between -1,000,000 and 1,000,000 pixels")]
    TooLarge,
    #[error("a coordinate may have at most six decimals")]
    TooFine,
}

impl Coordinate {
    const SCALE: f64 = 1e6;
    const LIMIT: f64 = 1e6;
    pub const ZERO: Self = Self(0);

    /// From whole pixels.
    pub const fn px(pixels: i32) -> Self {
        Self(pixels as i64 * 1_000_000)
    }

    /// From pixels, if they can be kept exactly.
    pub fn parse(pixels: f64) -> Result<Self, CoordinateError> {
        let nearest = Self::nearest(pixels)?;
        // The same shortest decimal, hence the same bits, or it had more than six decimals. (-0 is 0.)
        if (nearest.pixels() - pixels).to_bits() == 0 { Ok(nearest) } else { Err(CoordinateError::TooFine) }
    }

    /// From pixels, to the nearest millionth: what is read from JSON and from files.
    #[expect(clippy::cast_possible_truncation, reason = "bounded by LIMIT, far below i64")]
    pub fn nearest(pixels: f64) -> Result<Self, CoordinateError> {
        if !pixels.is_finite() {
            return Err(CoordinateError::NotFinite);
        }
        if pixels.abs() > Self::LIMIT {
            return Err(CoordinateError::TooLarge);
        }
        Ok(Self((pixels * Self::SCALE).round() as i64))
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 1e12, below 2^53")]
    pub fn pixels(self) -> f64 {
        self.0 as f64 / Self::SCALE
    }

    pub const fn micro(self) -> i64 {
        self.0
    }

    pub const fn from_micro(micro: i64) -> Self {
        Self(micro)
    }

    /// How far apart two coordinates are.
    #[must_use]
    pub const fn distance(self, other: Self) -> Self {
        Self((self.0 - other.0).abs())
    }
}

/// As in JSON: whole pixels without a fraction, never an exponent.
impl std::fmt::Display for Coordinate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.pixels())
    }
}

impl Serialize for Coordinate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole pixels are written as integers, as ImageTagger and RFC 8785 do.
        if self.0 % 1_000_000 == 0 {
            serializer.serialize_i64(self.0 / 1_000_000)
        } else {
            serializer.serialize_f64(self.pixels())
        }
    }
}

impl<'de> Deserialize<'de> for Coordinate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::nearest(f64::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
