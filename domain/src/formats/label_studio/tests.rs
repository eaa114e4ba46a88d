//! Label Studio: percents, tags that the configuration has, and what it cannot carry.

use serde_json::Value;

use super::*;
use crate::formats::{BuiltIn, Files, samples, tests::digest, write};

fn written(images: &[LabelledImage]) -> (Files, Report) {
    let mut writer = LabelStudio::new(samples::set(&samples::TYPES));
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (files, writer.report().clone())
}

#[test]
fn numbers_are_percents_and_tags_are_those_of_the_configuration() {
    let (files, report) = written(&samples::images());
    let tasks: Value = serde_json::from_str(files.text("tasks.json").unwrap()).unwrap();
    assert_eq!(tasks.as_array().unwrap().len(), 4);
    let results = &tasks[0]["annotations"][0]["result"];
    assert_eq!(results[0]["value"]["x"], json!(46.875));
    assert_eq!(results[0]["value"]["width"], json!(15.625));
    assert_eq!(results[0]["value"]["rectanglelabels"], json!(["ball"]));
    assert_eq!(tasks[1]["annotations"][0]["result"], json!([]));

    let config = files.text("labeling_config.xml").unwrap();
    for task in tasks.as_array().unwrap() {
        for result in task["annotations"][0]["result"].as_array().unwrap() {
            let name = result["from_name"].as_str().unwrap();
            assert!(config.contains(&format!(" name=\"{name}\" toName=\"image\"")), "{name}\n{config}");
        }
    }
    let lost = [("file_name", 1), ("line", 1), ("multi_line", 1), ("not_in_image", 1)];
    assert_eq!(report.left_out(), lost.map(|(loss, count)| (loss.to_owned(), count)).into());
}

#[test]
fn marks_are_choices_of_the_same_region() {
    let (files, _) = written(&samples::images());
    let tasks: Value = serde_json::from_str(files.text("tasks.json").unwrap()).unwrap();
    let results = tasks[2]["annotations"][0]["result"].as_array().unwrap();
    let choices = results.iter().find(|result| result["type"] == "choices").unwrap();
    assert_eq!(choices["value"]["choices"], json!(["blurred"]));
    let regions = results.iter().filter(|result| result["id"] == choices["id"]).count();
    assert!(regions >= 2);
}

#[test]
fn the_bytes_stay() {
    assert_eq!(
        digest(BuiltIn::LabelStudio),
        "f7c3371b1dfa033bacad0c639a345805a2d67e03c96b32f1dadbd92fed5be416"
    );
}
