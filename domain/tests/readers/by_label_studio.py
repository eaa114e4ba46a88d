"""Converts an export for Label Studio to COCO as Label Studio's SDK does, and finds what expected.json says. Takes its folder."""

import json
import sys
from pathlib import Path

from label_studio_sdk.converter.converter import Converter

import expected


def main(folder):
    config = (folder / "labeling_config.xml").read_text(encoding="utf-8")
    converter = Converter(config, str(folder), download_resources=False)
    made = folder / "coco"
    converter.convert_to_coco(str(folder / "tasks.json"), str(made), is_dir=False)
    coco = json.loads((made / "result.json").read_text(encoding="utf-8"))
    # The converter puts a hash of the address before each name.
    names = {image["id"]: Path(image["file_name"]).name.split("__", 1)[1] for image in coco["images"]}
    classes = {category["id"]: category["name"] for category in coco["categories"]}
    found = {name: [] for name in names.values()}
    for label in coco["annotations"]:
        # The converter makes one row of all points of an image.
        if "keypoints" in label:
            continue
        x, y, w, h = label["bbox"]
        found[names[label["image_id"]]].append([classes[label["category_id"]], x, y, x + w, y + h])
    # The converter makes no image of a task without regions.
    wanted = {name: rows for name, rows in expected.load(folder).items() if rows or name in found}
    expected.same(found, wanted)
    print(f"{len(found)} tasks converted by label-studio-sdk")


main(Path(sys.argv[1]))
