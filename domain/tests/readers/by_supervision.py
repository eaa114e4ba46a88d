"""Reads a Pascal VOC or a LabelMe export as supervision does, and finds what expected.json says. Takes its folder."""

import json
import math
import sys
from pathlib import Path

import supervision

import expected


def whole(row):
    """The pixels that it touches."""
    name, left, top, right, bottom = row
    return [name, math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)]


def main(folder):
    is_voc = (folder / "Annotations").exists()
    wanted = expected.load(folder, whole if is_voc else list)
    images = expected.blank_images(folder / "images", wanted)
    if is_voc:
        dataset = supervision.DetectionDataset.from_pascal_voc(images, str(folder / "Annotations"))
    else:
        for path in set(folder.glob("*.json")) - {folder / "expected.json"}:
            file = json.loads(path.read_text(encoding="utf-8"))
            assert (folder / "images" / file["imagePath"]).is_file(), path
            (folder / "labels").mkdir(exist_ok=True)
            path.rename(folder / "labels" / path.name)
        dataset = supervision.DetectionDataset.from_labelme(images, str(folder / "labels"))
    found = {
        Path(path).name: [
            [dataset.classes[kind], *box] for kind, box in zip(labels.class_id, labels.xyxy.tolist())
        ]
        for path, _, labels in dataset
    }
    expected.same(found, wanted)
    print(f"{len(found)} images read by supervision")


main(Path(sys.argv[1]))
