"""Reads a CVAT, a Datumaro or a VOC export as Datumaro does, and finds what expected.json says. Takes its folder."""

import math
import sys
from pathlib import Path

from datumaro.components.annotation import AnnotationType
from datumaro.components.dataset import Dataset

import expected

FORMATS = {"annotations.xml": "cvat", "annotations": "datumaro", "Annotations": "voc"}


def row(label, classes):
    if label.type == AnnotationType.bbox:
        x, y, w, h = label.get_bbox()
        return [classes[label.label].name, x, y, x + w, y + h]
    return [classes[label.label].name, *expected.around(label.points)]


def whole(row):
    """The pixels that it touches."""
    name, left, top, right, bottom = row
    return [name, math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)]


def main(folder):
    kind = next(kind for path, kind in FORMATS.items() if (folder / path).exists())
    wanted = expected.load(folder, whole if kind == "voc" else list)
    stems = {Path(name).stem: name for name in wanted}
    source = folder / "annotations.xml" if kind == "cvat" else folder
    expected.blank_images(folder / "images", wanted)
    dataset = Dataset.import_from(str(source), kind)
    classes = dataset.categories()[AnnotationType.label]
    found = {stems[item.id]: [row(label, classes) for label in item.annotations] for item in dataset}
    expected.same(found, wanted)
    print(f"{len(found)} images read by datumaro as {kind}")


main(Path(sys.argv[1]))
