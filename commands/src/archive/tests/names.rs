//! Names as the systems of many countries write them.

use std::io::Cursor;

use flate2::Crc;

use super::{
    super::*,
    files::{Item, item, zip},
};

/// An entry as Windows' own archives have it: without the flag of UTF-8.
fn plain(name: &[u8]) -> Item {
    Item { name: name.to_vec(), flags: 0, system: 0, mode: 0, ..item("") }
}

fn read_as(items: &[Item], encoding: Option<&str>) -> (Vec<String>, Option<NamesRead>) {
    let encoding = encoding.map(|encoding| encoding.parse().unwrap());
    let mut reader = Reader::open(Cursor::new(zip(items)), ArchiveLimits::default(), encoding).unwrap();
    let mut told = Vec::new();
    let each = |entry: ArchiveEntry| {
        told.push(entry.outcome.map_or_else(|refusal| refusal.to_string(), |_| entry.path));
        std::ops::ControlFlow::Continue(())
    };
    reader.each(each).unwrap();
    (told, reader.names())
}

fn guessed(names: &[&[u8]]) -> (Vec<String>, Option<&'static str>) {
    let items: Vec<_> = names.iter().map(|name| plain(name)).collect();
    let (told, read) = read_as(&items, None);
    (told, read.map(|read| read.encoding.name()))
}

fn encoded(label: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{text} has no place in {label}");
    bytes.into_owned()
}

#[test]
fn names_of_many_countries_are_read_right() {
    let cases = [
        ("shift_jis", "図表.jpg"),
        ("shift_jis", "能力表_ソース.jpg"),
        ("shift_jis", "写真/サッカー_001.jpg"),
        ("gbk", "图片_001.jpg"),
        ("gbk", "北京/照片 1.jpg"),
        ("big5", "圖片_001.jpg"),
        ("big5", "臺北/照片1.jpg"),
        ("shift_jis", "表.jpg"),
        ("shift_jis", "東京_0001.jpg"),
        ("shift_jis", "IMG_夏休み.jpg"),
        ("gbk", "微信图片_20240101.jpg"),
        ("euc-kr", "축구 경기/공.jpg"),
        ("ibm866", "Снимок_1.jpg"),
        ("ibm866", "Новая папка/Фото 12.jpg"),
        ("windows-1251", "Снимок экрана_1.jpg"),
        ("koi8-u", "Снимок экрана_1.jpg"),
        ("windows-1253", "φωτογραφία_1.jpg"),
        ("windows-1252", "Größe_1.jpg"),
        ("windows-1252", "été à la plage/photo n°1.jpg"),
        ("windows-1250", "zdjęcie źródło_1.jpg"),
    ];
    for (label, name) in cases {
        let (told, read) = guessed(&[&encoded(label, name), b"plain.jpg"]);
        assert_eq!(told, [name, "plain.jpg"], "{label} was read as {read:?}");
    }
}

#[test]
fn names_of_ms_dos_are_read_right() {
    let cases: [(&[u8], &str, &str); 5] = [
        (b"gar\x87on.jpg", "garçon.jpg", "cp437"),
        (b"Gr\x94\xe1e_1.jpg", "Größe_1.jpg", "cp437"),
        (b"K\x84fig.jpg", "Käfig.jpg", "cp437"),
        (b"informa\x87\xc6o.jpg", "informação.jpg", "cp850"),
        (b"zdj\xa9cie_\xabr\xa2d\x88o.jpg", "zdjęcie_źródło.jpg", "cp852"),
    ];
    for (bytes, name, encoding) in cases {
        assert_eq!(guessed(&[bytes]), (vec![name.to_owned()], Some(encoding)));
    }
}

#[test]
fn all_names_of_an_archive_are_in_one_encoding() {
    // Each alone could be many things.
    let names = ["図.jpg", "表.jpg", "写真.jpg", "サッカー.jpg"];
    let bytes = names.map(|name| encoded("shift_jis", name));
    let (told, read) = guessed(&bytes.each_ref().map(Vec::as_slice));
    assert_eq!((told, read), (names.map(str::to_owned).into(), Some("Shift_JIS")));
}

#[test]
fn utf8_needs_no_flag_and_no_word() {
    for system in [0, 3, 19] {
        let items = [Item { system, ..plain("Größe ⚽/図表.jpg".as_bytes()) }, plain(b"a.jpg")];
        assert_eq!(read_as(&items, None), (vec!["Größe ⚽/図表.jpg".into(), "a.jpg".into()], None));
    }
    // What lies about being UTF-8 is guessed.
    let lying = Item { flags: 1 << 11, ..plain(&encoded("ibm866", "Снимок.jpg")) };
    assert_eq!(read_as(&[lying], None).0, ["Снимок.jpg"]);
}

#[test]
fn an_encoding_that_is_chosen_is_used_for_names_that_do_not_say_theirs() {
    let bytes = encoded("ibm866", "Снимок.jpg");
    let items = [plain(&bytes), item("⚽.jpg"), plain(b"a.jpg")];
    let (told, read) = read_as(&items, Some("cp437"));
    assert_eq!(told, ["æ¡¿¼«¬.jpg", "⚽.jpg", "a.jpg"]);
    assert_eq!(read, Some(NamesRead { encoding: "cp437".parse().unwrap(), guessed: false }));
    let (told, _) = read_as(&items, Some("utf-8"));
    assert_eq!(told, ["the name cannot be read as UTF-8", "⚽.jpg", "a.jpg"]);
}

#[test]
fn the_field_of_info_zip_counts_when_its_check_sum_is_that_of_the_name() {
    let name = b"Sn?mok.jpg";
    let with = |sum: u32| {
        let content = [&[1], &sum.to_le_bytes()[..], "Снимок.jpg".as_bytes()].concat();
        let length = u16::try_from(content.len()).unwrap().to_le_bytes();
        Item { extra: [&[0x75, 0x70], &length[..], &content].concat(), ..plain(name) }
    };
    let mut crc = Crc::new();
    crc.update(name);
    assert_eq!(read_as(&[with(crc.sum())], None), (vec!["Снимок.jpg".into()], None));
    assert_eq!(read_as(&[with(7)], None), (vec!["Sn?mok.jpg".into()], None));
}

#[test]
fn a_backslash_separates_where_the_writer_has_no_other_use_for_it() {
    let dos = plain(b"photos\\ball.jpg");
    let unix = Item { system: 3, ..plain(b"photos\\ball.jpg") };
    let folder = plain(b"photos\\");
    let japanese = plain(&encoded("shift_jis", "表.jpg"));
    let (told, _) = read_as(&[dos, unix, folder, japanese], None);
    assert_eq!(told, ["photos/ball.jpg", "photos\\ball.jpg", "this is a directory", "表.jpg"]);
}

#[test]
fn encodings_have_the_names_that_people_know() {
    let known = [
        ("Shift_JIS", "Shift_JIS"),
        (" cp932 ", "Shift_JIS"),
        ("CP936", "GBK"),
        ("cp949", "EUC-KR"),
        ("cp950", "Big5"),
        ("cp866", "IBM866"),
        ("IBM437", "cp437"),
        ("cp850", "cp850"),
        ("latin1", "windows-1252"),
        ("utf8", "UTF-8"),
    ];
    for (label, name) in known {
        let encoding: NameEncoding = label.parse().unwrap();
        assert_eq!((encoding.name(), encoding.name().parse()), (name, Ok(encoding)), "{label}");
    }
    for unknown in ["klingon", "utf-16", "iso-2022-jp", "replacement", ""] {
        let told = unknown.parse::<NameEncoding>().unwrap_err().to_string();
        assert!(told.contains(unknown) && told.contains("shift_jis"), "{told}");
    }
}
