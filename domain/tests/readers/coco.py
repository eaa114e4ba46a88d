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
        assert w > 0 and h > 0, label
        if "keypoints" in label:
            # The box around them is at least a pixel wide and high.
            xs, ys = label["keypoints"][0::3], label["keypoints"][1::3]
            assert x <= min(xs) and max(xs) <= x + w and y <= min(ys) and max(ys) <= y + h, label
            x, y, w, h = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
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
        evaluation.params.kpt_oks_sigmas = np.full(len(labels[0]["keypoints"]) // 3, 0.05)
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == 1.0, (kind, evaluation.stats)


def loads_keypoints(coco, labels):
    """Evaluation of keypoints goes through rows of all categories, unless it is told which."""
    evaluation = COCOeval(coco, coco.loadRes([dict(label, score=1.0) for label in labels]), "keypoints")
    evaluation.params.kpt_oks_sigmas = np.full(len(labels[0]["keypoints"]) // 3, 0.05)
    evaluation.evaluate()


def main(folder):
    path = folder / "annotations.json"
    coco = COCO(path)
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert len(coco.anns) == len(raw["annotations"]) and len(coco.imgs) == len(raw["images"])
    assert min(coco.anns) == 1 and min(coco.imgs) == 1 and min(coco.cats) == 1
    same(boxes(coco), json.loads((folder / "expected.json").read_text(encoding="utf-8")))

    labels = list(coco.anns.values())
    rest = [label for label in labels if "keypoints" not in label]
    for label in labels:
        assert int(coco.annToMask(label).sum()) == label["area"], label
    evaluates(coco, "bbox", [{k: v for k, v in row.items() if k != "segmentation"} for row in rest])
    evaluates(coco, "segm", [label for label in rest if label["area"]])
    named = {category["id"]: category for category in coco.cats.values() if "keypoints" in category}
    assert named, "no category has keypoints"
    for category in named.values():
        count = len(category["keypoints"])
        assert category["skeleton"] == [[n, n + 1] for n in range(1, count)], category
        of_it = [label for label in labels if label["category_id"] == category["id"]]
        assert all(label["num_keypoints"] == count for label in of_it), category
        evaluates(coco, "keypoints", of_it)
        loads_keypoints(coco, of_it)
    print(f"{len(coco.imgs)} images and {len(labels)} labels read by pycocotools")


main(Path(sys.argv[1]))
