//! Many pictures in one archive, from the upload until all are in their set, in this process.

use std::{
    io::{Cursor, Write as _},
    time::Instant,
};

use ::commands::{intake, jobs::Registry};
use annals::Failure;
use futures::stream;
use image::{DynamicImage, ImageFormat, RgbImage};
use tokio_util::sync::CancellationToken;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    bulk::ended,
    site::{Bench, caller},
    table::Table,
    timing::cpu,
};

const PICTURES: u32 = 1_000;
const SIZE: (u32, u32) = (1280, 960);

pub async fn measure(bench: &Bench, table: &mut Table) -> Result<(), Failure> {
    let commands = bench.commands();
    let archive = archive()?;
    let set = bench.set("Intake").await?;
    let registry = intake::register(Registry::new(), commands.intake.clone());
    let (jobs, stop) = (commands.jobs().clone(), CancellationToken::new());
    let stopped = stop.clone();
    let worker = tokio::spawn(async move { jobs.work(&registry, 1, &stopped).await });

    let (begun, before) = (Instant::now(), cpu()?);
    let chunks = stream::iter(archive.chunks(64 << 10).map(|chunk| Ok::<_, Failure>(chunk.to_vec().into())));
    let by = caller(commands, bench.people[0]);
    let job = commands.intake.take_archive(by, set, "pictures.zip", None, chunks).await?;
    ended(bench, job).await?;
    let (took, spent) = (begun.elapsed().as_secs_f64(), cpu()? - before);
    stop.cancel();
    worker.await?;
    let listed = commands
        .views()
        .images(set, &projections::images::ImagePlace::default(), i64::from(PICTURES) + 1)
        .await?
        .len();
    if listed != usize::try_from(PICTURES)? {
        return Err(format!("{listed} of {PICTURES} pictures are listed").into());
    }
    let (width, height) = SIZE;
    table.row(
        format!(
            "a zip of {PICTURES} JPEGs of {width} x {height} ({} MiB) until all are listed",
            archive.len() >> 20
        ),
        format!("{took:.1} s, {:.1} ms of CPU an image", spent * 1000.0 / f64::from(PICTURES)),
        "< 2.5 s, < 3 ms",
    );
    Ok(())
}

/// Pictures that cost as much as a photograph, of which no two are the same file.
fn archive() -> Result<Vec<u8>, Failure> {
    let (width, height) = SIZE;
    let texture = RgbImage::from_fn(width, height, |x, y| {
        let wave = (f64::from(x) / 37.0).sin() + (f64::from(y) / 23.0).cos() + f64::from(x * y % 61) / 61.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
        let shade = ((wave + 2.0) * 51.0).clamp(0.0, 255.0) as u8;
        image::Rgb([shade, shade.wrapping_add(40), 255 - shade])
    });
    let mut picture = Cursor::new(vec![]);
    DynamicImage::from(texture).write_to(&mut picture, ImageFormat::Jpeg)?;
    let picture = picture.into_inner();
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..PICTURES {
        archive.start_file(format!("frame{number:06}.jpg"), stored)?;
        archive.write_all(&picture[..2])?;
        // A comment, right behind the start of the image.
        archive.write_all(&[0xFF, 0xFE, 0, 6])?;
        archive.write_all(&number.to_be_bytes())?;
        archive.write_all(&picture[2..])?;
    }
    Ok(archive.finish()?.into_inner())
}
