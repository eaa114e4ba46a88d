"""Reads annotations.yaml with PyYAML, as TORSO-21's scripts do, and finds what expected.json says. Takes its folder."""

import sys
from pathlib import Path

import yaml

import expected


def main(folder):
    images = yaml.safe_load((folder / "annotations.yaml").read_text(encoding="utf-8"))["images"]
    found = {}
    for name, image in images.items():
        assert (image["width"], image["height"]) == (640, 480), image
        labels = [label for label in image["annotations"] if label["in_image"]]
        numbers = [[number for node in label["vector"] for number in node] for label in labels]
        found[name] = [[label["type"], *expected.around(all)] for label, all in zip(labels, numbers)]
    expected.same(found, expected.load(folder), within=1e-6)
    print(f"{len(found)} images read by PyYAML")


main(Path(sys.argv[1]))
