//! The configuration: defaults, file, environment, mistakes.

use std::fs;

use commands::Registration;

use super::*;

fn from(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("annals.toml");
    fs::write(&file, text).unwrap();
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(&file), environment)
        .map_err(|error| error.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

#[test]
fn nothing_given_is_a_whole_configuration() {
    let config = from("", &[]).unwrap();
    assert_eq!(config.http.origin(), "http://localhost:8080");
    assert_eq!(config.accounts.registration, Registration::Approval);
    let place = format!("{:?}", config.storage.place(Path::new("/data")));
    assert_eq!(place, r#"Folder { path: "/data/objects" }"#);
}

#[test]
fn the_environment_outranks_the_file() {
    let config = from(
        "[http]\nlisten = '127.0.0.1:1'\n[limits]\nform_bytes = 1\njson_bytes = 7",
        &[
            ("ANNALS_HTTP_LISTEN", "127.0.0.1:2"),
            ("ANNALS_LIMITS_FORM_BYTES", "3"),
            ("ANNALS_DATA_DIR", "/data"),
            ("ANNALS_STORAGE_FOLDER", "123"),
            ("ANNALS_PROOF_KEY_FILE", "/keys/signing.pem"),
            ("ANNALS_HTTP_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
            ("ANNALS_CONFIG", "elsewhere.toml"),
            ("ANNALS_BIN", "target/debug/annals"),
            ("ANNALS_TEST_S3_SERVER", "moto_server"),
            ("DATABASE_URL", "postgres://a:b@c/d"),
            ("HOME", "/root"),
        ],
    )
    .unwrap();
    assert_eq!((config.http.listen.port(), config.limits.form_bytes, config.limits.json_bytes), (2, 3, 7));
    assert_eq!(config.http.trusted_proxies, ["10.0.0.0/8", "::1"]);
    assert_eq!(config.data_dir.as_deref(), Some(Path::new("/data")));
    assert_eq!(config.storage.folder.as_deref(), Some(Path::new("123")));
    assert_eq!(config.proof.key_file.as_deref(), Some(Path::new("/keys/signing.pem")));
    assert_eq!(config.database.url.unwrap().reveal(), "postgres://a:b@c/d");
}

#[test]
fn a_refusal_names_the_place_and_the_key() {
    for (text, environment, expected) in [
        ("\n[http]\nlisen = 1", None, "annals.toml, line 3: unknown field `lisen`, expected one of `listen`"),
        ("htpp = 1", None, "annals.toml, line 1: unknown field `htpp`"),
        ("[limits]\nform_bytes = 'x'", None, "annals.toml, line 2: invalid type: string \"x\""),
        ("a = ", None, "annals.toml, line 1: "),
        (
            "",
            Some(("ANNALS_HTTP_LISEN", "x")),
            "environment variable ANNALS_HTTP_LISEN: unknown field `lisen`",
        ),
        (
            "",
            Some(("ANNALS_LIMITS_FORM_BYTES", "-1")),
            "environment variable ANNALS_LIMITS_FORM_BYTES: invalid",
        ),
        (
            "",
            Some(("ANNALS_NONSENSE", "1")),
            "environment variable ANNALS_NONSENSE: unknown field `nonsense`",
        ),
        ("http.base_url = 'x'", None, "http.base_url: is not a URL"),
        ("http.base_url = 'https://a/b'", None, "http.base_url: must be scheme, host and port only"),
        ("http.base_url = 'ftp://a'", None, "http.base_url: must begin with http:// or https://"),
        ("http.base_url = 'http://lab:8080'", None, "http.base_url: plain http beyond this machine"),
        (
            "http.trusted_proxies = ['::1', '10/8']",
            None,
            "http.trusted_proxies: \"10/8\" is neither an address nor",
        ),
        ("http.trusted_proxies = '::1'", None, "annals.toml, line 1: invalid type: string \"::1\""),
        (
            "http.forwarded_header = 'via'",
            None,
            "annals.toml, line 1: unknown variant `via`, expected `x-forwarded-for`",
        ),
        ("http.connections = 0", None, "http.connections: must be at least 1"),
        ("http.connections_per_address = 0", None, "http.connections_per_address: must be at least 1"),
        ("database.connections = 7", None, "database.connections: must be at least 8"),
        ("limits.image_bytes = 0", None, "limits.image_bytes: must be at least 1"),
        ("limits.body_seconds = 0", None, "limits.body_seconds: must be at least 1"),
        ("limits.header_bytes = 100", None, "limits.header_bytes: must be at least 8192"),
        ("storage.region = 'x'", None, "storage.region: means nothing without storage.bucket"),
        ("storage.bucket = 'x'", None, "storage.access_key_id: is needed with storage.bucket"),
        ("storage = { bucket = 'x', folder = 'y' }", None, "storage: give either folder or bucket"),
    ] {
        let refusal = from(text, environment.as_slice()).unwrap_err();
        assert!(refusal.starts_with(expected), "{refusal}");
        assert_eq!(refusal.lines().count(), 1, "{refusal}");
    }
}

#[test]
fn plain_http_beyond_this_machine_must_be_asked_for() {
    let lab = from("[http]\nbase_url = 'http://lab:8080'\nallow_insecure_http = true", &[]).unwrap();
    assert!(lab.http.insecure());
    for near in ["http://127.0.0.1:1", "http://[::1]:1", "http://annals.localhost", "https://lab"] {
        assert!(!from(&format!("http.base_url = '{near}'"), &[]).unwrap().http.insecure(), "{near}");
    }
}

#[test]
fn an_origin_is_spelled_as_browsers_do() {
    let config = from("http.base_url = 'https://Lab.example:443/'", &[]).unwrap();
    assert_eq!(config.http.origin(), "https://lab.example");
}

#[test]
fn secrets_are_never_printed() {
    let config = from(
        "storage = { bucket = 'b', access_key_id = 'i', secret_access_key = 'hush' }",
        &[("DATABASE_URL", "postgres://a:hush@c/d")],
    )
    .unwrap();
    let printed = format!("{config:?}{}", toml::to_string(&config).unwrap());
    assert!(!printed.contains("hush"), "{printed}");
}

#[test]
fn what_is_printed_can_be_read_again() {
    let printed = toml::to_string(&Config::default()).unwrap();
    assert_eq!(toml::to_string(&from(&printed, &[]).unwrap()).unwrap(), printed);
}
