//! Scripts, style sheet and icon, embedded under names that change with their content.
//!
//! Because a name never stands for other bytes, they are served with
//! `Cache-Control: public, max-age=31536000, immutable`.

/// One embedded file.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// The name templates use: `stage.js`.
    pub logical: &'static str,
    /// Where it is served: `/static/stage.0123456789ab.js`.
    pub url: &'static str,
    pub mime: &'static str,
    pub bytes: &'static [u8],
}

/// What `cache-control` to serve every asset with.
pub const CACHE: &str = "public, max-age=31536000, immutable";

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Address of an asset, for templates: `{{ crate::assets::url("stage.js") }}`.
pub fn url(logical: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.logical == logical);
    asset.unwrap_or_else(|| panic!("templates name only what web/dist holds, not {logical}")).url
}

/// The asset whose hashed file name was asked for: what follows `/static/`.
pub fn find(hashed: &str) -> Option<Asset> {
    ASSETS.iter().find(|asset| asset.url.strip_prefix("/static/") == Some(hashed)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_is_found_under_the_address_templates_get() {
        for logical in ["stage.js", "app.js", "style.css", "htmx.js", "icon.svg"] {
            let hashed = url(logical).strip_prefix("/static/").expect("assets live below /static/");
            let asset = find(hashed).expect("an address leads to its asset");
            assert_eq!(asset.logical, logical);
            assert!(!asset.bytes.is_empty());
        }
    }

    #[test]
    fn a_name_without_its_hash_is_not_found() {
        assert!(find("stage.js").is_none());
        assert!(find("../Cargo.toml").is_none());
    }
}
