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
    /// The same, compressed when the scripts were built: encodings as HTTP names them, the smallest first.
    compressed: &'static [(&'static str, &'static [u8])],
}

impl Asset {
    /// The bytes for whoever accepts these encodings (`Accept-Encoding`), and how they are encoded.
    pub fn accepted(&self, encodings: &str) -> (Option<&'static str>, &'static [u8]) {
        let accepts = |name: &str| {
            encodings.split(',').any(|encoding| {
                let (encoding, weight) = encoding.split_once(';').unwrap_or((encoding, ""));
                encoding.trim().eq_ignore_ascii_case(name)
                    && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
            })
        };
        let found = self.compressed.iter().find(|(name, _)| accepts(name));
        found.map_or((None, self.bytes), |(name, bytes)| (Some(*name), *bytes))
    }
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
        for logical in ["stage.js", "app.js", "style.css", "icon.svg"] {
            let hashed = url(logical).strip_prefix("/static/").expect("assets live below /static/");
            let asset = find(hashed).expect("an address leads to its asset");
            assert_eq!(asset.logical, logical);
            assert!(!asset.bytes.is_empty());
        }
    }

    #[test]
    fn an_asset_is_sent_as_small_as_the_browser_takes_it() {
        let stage = find(url("stage.js").strip_prefix("/static/").unwrap()).unwrap();
        let encoding = |accepted| stage.accepted(accepted).0;
        assert_eq!(encoding("gzip, deflate, br, zstd"), Some("br"));
        assert_eq!(encoding("gzip;q=1.0, br;q=0"), Some("gzip"));
        assert_eq!((encoding(""), encoding("identity"), encoding("brx")), (None, None, None));
        let sizes = ["br", "gzip", ""].map(|accepted| stage.accepted(accepted).1.len());
        assert!(sizes.is_sorted() && sizes[1] * 2 < sizes[2], "{sizes:?}");
    }

    #[test]
    fn a_name_without_its_hash_is_not_found() {
        assert!(find("stage.js").is_none());
        assert!(find("../Cargo.toml").is_none());
    }
}
