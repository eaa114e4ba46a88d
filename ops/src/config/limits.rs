//! `[limits]`: how much of anything is taken, so that nobody can take it all.

use serde::{Deserialize, Serialize};

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
            uri_bytes: 8 * KIB,
            header_bytes: 64 * KIB,
            header_seconds: 10,
            body_seconds: 30,
        }
    }
}
