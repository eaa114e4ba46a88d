//! `cases/progressive-60mpx`: large pictures, from the form to the picture on the screen.

use commands::pictures::{ImageLimits, ImageProcessor};
use domain::Digest;
use serde_json::json;
use sqlx::PgPool;

use crate::{files::form, site::Site};

const WIDTH: u16 = 9504;
const HEIGHT: u16 = 6336;

/// Bits, with the highest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    byte: u8,
    count: u8,
}

impl Bits {
    fn push(&mut self, value: u32, bits: u32) {
        for at in (0..bits).rev() {
            self.byte = self.byte << 1 | u8::try_from(value >> at & 1).unwrap();
            self.count += 1;
            if self.count == 8 {
                self.bytes.push(self.byte);
                if self.byte == 0xff {
                    self.bytes.push(0);
                }
                (self.byte, self.count) = (0, 0);
            }
        }
    }

    fn end(mut self) -> Vec<u8> {
        while self.count > 0 {
            self.push(1, 1);
        }
        self.bytes
    }
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// A table of one symbol, which is written as one bit: 0.
fn table(class: u8, symbol: u8) -> Vec<u8> {
    let mut content = vec![class];
    content.extend([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    content.push(symbol);
    segment(0xc4, &content)
}

/// A grey picture in three colours, those at half the resolution, as cameras write them.
fn jpeg(frame: u8, scans: &[Vec<u8>]) -> Vec<u8> {
    let ([h1, h0], [w1, w0]) = (HEIGHT.to_be_bytes(), WIDTH.to_be_bytes());
    let mut file = vec![0xff, 0xd8];
    file.extend(segment(0xdb, &[&[0][..], &[1; 64]].concat()));
    file.extend(segment(frame, &[8, h1, h0, w1, w0, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]));
    file.extend(scans.concat());
    file.extend([0xff, 0xd9]);
    file
}

/// Blocks of 16 x 16 pixels.
fn units() -> u32 {
    u32::from(WIDTH) / 16 * (u32::from(HEIGHT) / 16)
}

fn baseline() -> Vec<u8> {
    let mut bits = Bits::default();
    // Of each of six blocks: no difference, and no more.
    for _ in 0..units() * 6 {
        bits.push(0, 2);
    }
    let scan =
        [table(0, 0), table(0x10, 0), segment(0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]), bits.end()].concat();
    jpeg(0xc0, &[scan])
}

fn progressive() -> Vec<u8> {
    let mut first = Bits::default();
    for _ in 0..units() * 6 {
        first.push(0, 1);
    }
    let mut scans = vec![[table(0, 0), segment(0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 0, 0]), first.end()].concat()];
    for (component, blocks) in [(1, units() * 4), (2, units()), (3, units())] {
        // Runs of blocks without more: 0, then 14 bits of how many beyond 2^14.
        let runs = blocks.div_ceil(30_000);
        let mut bits = Bits::default();
        for run in 0..runs {
            let blocks = blocks / runs + u32::from(run < blocks % runs);
            bits.push(0, 1);
            bits.push(blocks - (1 << 14), 14);
        }
        scans.push([table(0x10, 0xe0), segment(0xda, &[1, component, 0, 1, 63, 0]), bits.end()].concat());
    }
    jpeg(0xc2, &scans)
}

#[sqlx::test(migrations = "../migrations")]
async fn sixty_megapixels_are_taken_progressive_or_not(pool: PgPool) {
    let site = Site::new(pool).await;
    let (baseline, progressive) = (baseline(), progressive());
    let files = [("baseline.jpg", &baseline[..]), ("progressive.jpg", &progressive)];
    let uploaded = site.send(form(&site.bob, &site.set.to_string(), &files)).await;

    for result in uploaded.json()["results"].as_array().unwrap() {
        assert_eq!(result["outcome"], "added", "{result}");
        let image = format!("/images/{}", result["image"].as_str().unwrap());
        let shown = site.get(&site.bob, &image).await.json();
        assert_eq!((&shown["width"], &shown["height"]), (&json!(WIDTH), &json!(HEIGHT)));
        assert_eq!(site.get(&site.bob, &format!("{image}/screen")).await.status, 200);
        assert_eq!(site.get(&site.bob, &format!("{image}/thumbnail")).await.status, 200);
    }
}

#[tokio::test]
async fn where_less_memory_is_given_the_progressive_one_is_told_its_own_number() {
    let processor = ImageProcessor::new(ImageLimits { memory: 256 << 20, ..ImageLimits::default() });
    let process = async |file: Vec<u8>| {
        let digest = Digest::of(&file);
        processor.judge(file.into(), digest).await.map_err(|error| error.to_string())
    };
    assert!(process(baseline()).await.is_ok());
    let told = process(progressive()).await.unwrap_err();
    assert!(told.contains("is a progressive JPEG, of which at most 44.7 Mpx can be decoded here"), "{told}");
    assert!(told.contains("save it as a baseline (not progressive) JPEG"), "{told}");
}
