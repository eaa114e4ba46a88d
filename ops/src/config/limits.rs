//! `[limits]`: how much of anything is taken, so that nobody can take it all.

use commands::pictures::ImageLimits;
use serde::{Deserialize, Serialize};

use super::Section;

/// Everything that keeps a limit, each with its own defaults.
#[derive(Debug, Default)]
pub struct Enforced {
    pub commands: commands::Limits,
    pub images: ImageLimits,
    pub requests: RequestLimits,
}

/// What is taken of a request before a handler sees it.
#[derive(Debug, Clone, Copy)]
pub struct RequestLimits {
    pub text_bytes: u64,
    pub uri_bytes: u64,
    pub header_bytes: u64,
    pub header_seconds: u32,
    pub body_seconds: u32,
    pub body_bytes_per_second: u32,
    pub body_total_seconds: u32,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            text_bytes: 64 << 20,
            uri_bytes: 8 << 10,
            header_bytes: 64 << 10,
            header_seconds: 10,
            body_seconds: 30,
            body_bytes_per_second: 1 << 10,
            body_total_seconds: 60,
        }
    }
}

/// One line for each key: its type, and where it is kept. The default is the one that stands there.
macro_rules! limits {
    ($($(#[$doc:meta])* $key:ident: $kind:ty => $($place:ident).+ $(, $($other:ident).+)*;)*) => {
        /// What the domain itself says of a label, a name or a text cannot be configured: stored facts must stay readable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Limits {
            $($(#[$doc])* pub $key: $kind,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                let enforced = Enforced::default();
                Self { $($key: enforced.$($place).+,)* }
            }
        }

        impl Limits {
            /// The same, for those who keep them.
            pub fn enforced(&self) -> Enforced {
                let mut enforced = Enforced::default();
                $(
                    enforced.$($place).+ = self.$key;
                    $(enforced.$($other).+ = self.$key;)*
                )*
                enforced
            }
        }
    };
}

limits! {
    form_bytes: u64 => commands.form_bytes;
    json_bytes: u64 => commands.json_bytes;
    /// Of a request that brings many labels at once.
    batch_bytes: u64 => commands.batch_bytes;

    image_bytes: u64 => images.file, commands.image_bytes;
    /// Width and height each.
    image_side: u32 => images.side;
    image_pixels: u64 => images.pixels;
    decoder_bytes: u64 => images.memory;

    upload_bytes: u64 => commands.upload_bytes;
    upload_parts: u32 => commands.upload_parts;
    /// Of pictures, in memory, of all uploads together; what is larger than a few hundred KiB waits on disk.
    upload_memory_bytes: u64 => commands.upload_memory_bytes;

    zip_entries: usize => commands.zip.entries;
    zip_unpacked_bytes: u64 => commands.zip.unpacked;
    /// Unpacked to packed.
    zip_ratio: u64 => commands.zip.ratio;

    label_file_bytes: u64 => requests.text_bytes;
    /// Most bytes one export may write.
    export_bytes: u64 => commands.export_bytes;
    /// Of all exports that one account keeps, and that a team's people keep of its sets.
    kept_export_bytes_per_account: u64 => commands.kept_export_bytes_per_account;
    kept_export_bytes_per_team: u64 => commands.kept_export_bytes_per_team;
    /// After so many days the file is deleted; it can be made again.
    kept_export_days: u32 => commands.kept_export_days;
    /// Exports, archives and bulk changes that one person may wait for at once.
    jobs_per_account: u32 => commands.jobs_per_account;

    /// That one attempt at a job may take, waiting included.
    job_seconds: u32 => commands.job_seconds;
    /// Of a processor, by the job itself; what the database does for it is not counted.
    job_cpu_seconds: u32 => commands.job_cpu_seconds;

    uri_bytes: u64 => requests.uri_bytes;
    header_bytes: u64 => requests.header_bytes;
    header_seconds: u32 => requests.header_seconds;
    /// Without progress.
    body_seconds: u32 => requests.body_seconds;
    /// On average, after the first `body_seconds`.
    body_bytes_per_second: u32 => requests.body_bytes_per_second;
    /// In all; and one more for every 128 KiB that a body of its kind may have.
    body_total_seconds: u32 => requests.body_total_seconds;
}

impl Section for Limits {
    fn least(key: &str) -> i64 {
        // A browser's own, with a cookie.
        if key == "header_bytes" { 8 << 10 } else { 1 }
    }
}
