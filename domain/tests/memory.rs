//! Labels go through every format without being kept. `make bench` does it with a million.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::{fs, io};

use domain::{
    Name, ShapeKind, TransferId,
    export_format::FormatDefinition,
    formats::{
        BuiltIn, LabelledImage, Sink, Writer, samples,
        template::{Template, TextWriter},
        write,
    },
};
use uuid::Uuid;

const IMAGES: u32 = 10_000;
const LABELS_EACH: usize = 20;

/// Keeping 200,000 labels as text or as structs takes more than twice as much.
const ALLOWED_KIB: u64 = 16 * 1024;

/// Counts what it is given, and keeps nothing.
#[derive(Default)]
struct Counted(u64);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for Counted {
    fn start(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn memory_does_not_grow_with_the_number_of_labels() {
    let definition = FormatDefinition {
        name: Name::parse("lines").unwrap(),
        annotation_types: vec![],
        base: "%%content".to_owned(),
        image: String::new(),
        annotation: "%%imagename %%type %%vector".to_owned(),
        vector: "%%x,%%y ".to_owned(),
        not_in_image: String::new(),
        file_name: "lines.txt".to_owned(),
        min_verifications: 0,
        aggregate_by_image: false,
        include_blurred: true,
        include_concealed: true,
    };
    let set = || samples::set(&samples::TYPES);
    let template = Template::parse(&definition).unwrap();
    let template: Box<dyn Writer> = Box::new(TextWriter::new(template, set(), TransferId::new(Uuid::nil())));
    let built_in = BuiltIn::ALL.iter().map(|format| (format.code(), format.writer(set())));
    for (format, mut writer) in built_in.chain([("template", template)]) {
        let before = kib("VmRSS:");
        let mut sink = Counted::default();
        write(&mut *writer, images, &mut sink).unwrap();
        assert!(sink.0 > 5_000_000, "{format} wrote {} bytes", sink.0);
        let grown = kib("VmHWM:") - before;
        assert!(grown < ALLOWED_KIB, "{format} grew by {grown} KiB");
    }
}

fn images() -> impl Iterator<Item = LabelledImage> {
    let label = samples::label(ShapeKind::BoundingBox, &[[300.5, 50.0], [400.0, 170.25]]);
    let labels = vec![label; LABELS_EACH];
    (0..IMAGES).map(move |n| samples::image(n.into(), &format!("{n:06}.jpg"), labels.clone()))
}

/// A line of the kernel's account of this process.
fn kib(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
