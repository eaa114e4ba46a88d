//! What the operator decided, as far as commands and doors must know it.

use serde::{Deserialize, Serialize};

use crate::{archive, pictures::ImageLimits};

/// How people come in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Staff creates every account.
    Closed,
    /// Anyone may ask; staff lets them in.
    #[default]
    Approval,
    /// Anyone.
    Open,
}

/// How much of anything is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub form_bytes: u64,
    pub json_bytes: u64,
    /// Of a request that brings many labels at once.
    pub batch_bytes: u64,
    pub image_bytes: u64,
    pub upload_bytes: u64,
    pub upload_parts: u32,
    /// That pictures of all uploads hold together.
    pub upload_memory_bytes: u64,
    /// Of an uploaded archive; its entries are limited like single images.
    pub zip: archive::ArchiveLimits,
    /// Most bytes one export may write.
    pub export_bytes: u64,
    /// Bytes of the exports that one account keeps, and of those that a team's people keep of its sets.
    pub kept_export_bytes_per_account: u64,
    pub kept_export_bytes_per_team: u64,
    /// For how many days the file of an export is kept.
    pub kept_export_days: u32,
    /// Long work that one person may wait for at once.
    pub jobs_per_account: u32,
    /// Seconds that one attempt at a job may take, waiting included.
    pub job_seconds: u32,
    /// Seconds of a processor that it may take.
    pub job_cpu_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            form_bytes: 1 << 20,
            json_bytes: 2 << 20,
            batch_bytes: 16 << 20,
            image_bytes: ImageLimits::default().file,
            upload_bytes: 2 << 30,
            upload_parts: 1_000,
            upload_memory_bytes: 512 << 20,
            zip: archive::ArchiveLimits::default(),
            export_bytes: 8 << 30,
            kept_export_bytes_per_account: 32 << 30,
            kept_export_bytes_per_team: 128 << 30,
            kept_export_days: 30,
            jobs_per_account: 20,
            job_seconds: 43_200,
            job_cpu_seconds: 3600,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How people reach the server, without a slash at the end.
    pub base_url: String,
    pub registration: Registration,
    pub limits: Limits,
}

impl Settings {
    /// Whether people come by https.
    pub fn secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Browsers take a `__Host-` cookie over https only; over plain http it needs another name.
    pub fn cookie_name(&self) -> &'static str {
        if self.secure() { "__Host-sid" } else { "annals_sid" }
    }

    /// The cookie by which a browser is known that somebody signed in with before.
    pub fn device_cookie_name(&self) -> &'static str {
        if self.secure() { "__Host-device" } else { "annals_device" }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8420".to_owned(),
            registration: Registration::default(),
            limits: Limits::default(),
        }
    }
}
