//! `[limits]`: how much of anything is taken, so that nobody can take it all.

use serde::{Deserialize, Serialize};

use super::{ConfigError, error::at_least};

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// What the domain itself says of a label, a name or a text cannot be configured: stored facts must stay readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub form_bytes: u64,
    pub json_bytes: u64,

    pub image_bytes: u64,
    /// Width and height each.
    pub image_side: u32,
    pub image_pixels: u64,
    pub decoder_bytes: u64,

    pub upload_bytes: u64,
    pub upload_parts: u32,

    pub zip_entries: u32,
    pub zip_unpacked_bytes: u64,
    /// Unpacked to packed.
    pub zip_ratio: u32,

    pub label_file_bytes: u64,
    /// Most bytes one export may write.
    pub export_bytes: u64,
    /// Exports, archives and bulk changes that one person may wait for at once.
    pub jobs_per_account: u32,

    pub uri_bytes: u64,
    pub header_bytes: u64,
    pub header_seconds: u32,
    /// Without progress.
    pub body_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            form_bytes: MIB,
            json_bytes: 2 * MIB,
            image_bytes: 64 * MIB,
            image_side: 16_384,
            image_pixels: 100_000_000,
            decoder_bytes: 512 * MIB,
            upload_bytes: 2 * GIB,
            upload_parts: 1_000,
            zip_entries: 20_000,
            zip_unpacked_bytes: 8 * GIB,
            zip_ratio: 200,
            label_file_bytes: 64 * MIB,
            export_bytes: 8 * GIB,
            jobs_per_account: 20,
            uri_bytes: 8 * KIB,
            header_bytes: 64 * KIB,
            header_seconds: 10,
            body_seconds: 30,
        }
    }
}

impl Limits {
    pub(super) fn checked(&self) -> Result<(), ConfigError> {
        let all: [(&str, u64, u64); 18] = [
            ("limits.form_bytes", self.form_bytes, 1),
            ("limits.json_bytes", self.json_bytes, 1),
            ("limits.image_bytes", self.image_bytes, 1),
            ("limits.image_side", self.image_side.into(), 1),
            ("limits.image_pixels", self.image_pixels, 1),
            ("limits.decoder_bytes", self.decoder_bytes, 1),
            ("limits.upload_bytes", self.upload_bytes, 1),
            ("limits.upload_parts", self.upload_parts.into(), 1),
            ("limits.zip_entries", self.zip_entries.into(), 1),
            ("limits.zip_unpacked_bytes", self.zip_unpacked_bytes, 1),
            ("limits.zip_ratio", self.zip_ratio.into(), 1),
            ("limits.label_file_bytes", self.label_file_bytes, 1),
            ("limits.export_bytes", self.export_bytes, 1),
            ("limits.jobs_per_account", self.jobs_per_account.into(), 1),
            ("limits.uri_bytes", self.uri_bytes, 1),
            // A browser's own, with a cookie.
            ("limits.header_bytes", self.header_bytes, 8 * KIB),
            ("limits.header_seconds", self.header_seconds.into(), 1),
            ("limits.body_seconds", self.body_seconds.into(), 1),
        ];
        all.into_iter().try_for_each(|(key, given, least)| at_least(least, key, given))
    }
}
