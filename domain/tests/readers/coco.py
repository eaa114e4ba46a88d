"""Reads annotations.json as pycocotools does, and finds what expected.json says. Takes their folder."""

import json
import sys
from pathlib import Path

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def boxes(coco):
    """Image name -> sorted (class, left, top, right, bottom)."""
    found = {image["file_name"]: [] for image in coco.imgs.values()}
    for label in coco.anns.values():
        x, y, w, h = label["bbox"]
        name = coco.cats[label["category_id"]]["name"]
        found[coco.imgs[label["image_id"]]["file_name"]].append([name, x, y, x + w, y + h])
    return {name: sorted(rows) for name, rows in found.items()}


def same(found, expected):
    assert found.keys() == expected.keys(), found.keys() ^ expected.keys()
    for name, rows in expected.items():
        assert len(found[name]) == len(rows), (name, found[name], rows)
        for ours, theirs in zip(found[name], sorted(rows)):
            assert ours[0] == theirs[0], (name, ours, theirs)
            assert np.allclose(ours[1:], theirs[1:], atol=1e-6), (name, ours, theirs)


def evaluates(coco, kind, labels):
    """The labels against themselves: everything is found, so every average precision is 1."""
    categories = sorted({label["category_id"] for label in labels})
    assert categories, f"no labels for {kind}"
    evaluation = COCOeval(coco, coco.loadRes([dict(label, score=1.0) for label in labels]), kind)
    evaluation.params.catIds = categories
    if kind == "keypoints":
        evaluation.params.kpt_oks_sigmas = np.array([0.05])
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == 1.0, (kind, evaluation.stats)


def main(folder):
    path = folder / "annotations.json"
    coco = COCO(path)
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert len(coco.anns) == len(raw["annotations"]) and len(coco.imgs) == len(raw["images"])
    assert min(coco.anns) == 1 and min(coco.imgs) == 1 and min(coco.cats) == 1
    same(boxes(coco), json.loads((folder / "expected.json").read_text(encoding="utf-8")))

    labels = list(coco.anns.values())
    points = [label for label in labels if "keypoints" in label]
    polygons = [label for label in labels if label["segmentation"]]
    rest = [label for label in labels if "keypoints" not in label]
    for label in polygons:
        area = int(coco.annToMask(label).sum())
        assert abs(area - label["area"]) <= 0.02 * label["area"] + 60, (area, label)
    evaluates(coco, "bbox", [{k: v for k, v in row.items() if k != "segmentation"} for row in rest])
    evaluates(coco, "segm", polygons)
    evaluates(coco, "keypoints", points)
    print(f"{len(coco.imgs)} images and {len(labels)} labels read by pycocotools")


main(Path(sys.argv[1]))
