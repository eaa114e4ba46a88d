//! The files of the demo's pictures.

/// Each file by its name.
macro_rules! pictures {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../demo/", $name, ".jpg")))),*]
    };
}

/// As a camera would store them; one of them lies on its side and says so in its EXIF block.
const PICTURES: [(&str, &[u8]); 24] = pictures! {
    "field-01" "field-02" "field-03" "field-04" "field-05" "field-06" "field-07" "field-08"
    "field-09" "field-10" "field-11" "field-12" "field-13" "field-14" "field-15" "field-16"
    "field-17" "field-18" "field-19" "field-20" "field-21" "field-22" "field-23" "field-24"
};

/// The file of that name, `field-01.jpg` for one.
pub fn named(file: &str) -> Option<&'static [u8]> {
    let name = file.strip_suffix(".jpg")?;
    PICTURES.iter().find(|(of, _)| *of == name).map(|(_, bytes)| *bytes)
}
