"""Reads an unpacked YOLO export as supervision does, and finds what expected.json says. Takes its folder."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import supervision
import yaml
from PIL import Image


def place_images(folder):
    """Blank images where images.csv says; returns part -> image names."""
    parts = {}
    with open(folder / "images.csv", newline="", encoding="utf-8") as listed:
        for row in csv.DictReader(listed):
            path = folder / row["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (int(row["width"]), int(row["height"]))).save(path)
            parts.setdefault(path.parent.name, []).append(path.name)
    return parts


def check_rows(folder, classes):
    """What makes Ultralytics drop an image as corrupt, or a whole set's polygons."""
    columns = set()
    for path in (folder / "labels").rglob("*.txt"):
        for row in path.read_text().splitlines():
            kind, *numbers = row.split(" ")
            assert int(kind) < classes, row
            assert all(0 <= float(number) <= 1 for number in numbers), row
            columns.add("box" if len(numbers) == 4 else "polygon")
            assert len(numbers) == 4 or (len(numbers) >= 6 and len(numbers) % 2 == 0), row
    assert len(columns) <= 1, columns


def boxes(folder, part):
    dataset = supervision.DetectionDataset.from_yolo(
        images_directory_path=str(folder / "images" / part),
        annotations_directory_path=str(folder / "labels" / part),
        data_yaml_path=str(folder / "data.yaml"),
    )
    for path, _, found in dataset:
        rows = zip(found.class_id, found.xyxy.tolist())
        yield Path(path).name, sorted([dataset.classes[kind], *box] for kind, box in rows)


def main(folder):
    data = yaml.safe_load((folder / "data.yaml").read_text(encoding="utf-8"))
    assert "path" not in data and list(data["names"]) == list(range(len(data["names"])))
    parts = place_images(folder)
    for key in ("train", "val"):
        assert (folder / data[key]).is_dir(), data
    check_rows(folder, len(data["names"]))

    found = {name: rows for part in parts for name, rows in boxes(folder, part)}
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert found.keys() == expected.keys(), found.keys() ^ expected.keys()
    for name, rows in expected.items():
        assert len(found[name]) == len(rows), (name, found[name], rows)
        for ours, theirs in zip(found[name], sorted(rows)):
            assert ours[0] == theirs[0], (name, ours, theirs)
            # Six decimals of the image's side. A polygon read as a mask has whole pixels.
            assert np.allclose(ours[1:], theirs[1:], atol=1.0), (name, ours, theirs)
    print(f"{len(found)} images and {sum(map(len, found.values()))} labels read by supervision")


main(Path(sys.argv[1]))
