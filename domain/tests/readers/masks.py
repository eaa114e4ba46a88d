"""Makes the mask of every row of annotations.json as pycocotools does, and finds its area. Takes their folder."""

import sys
from pathlib import Path

from pycocotools import mask
from pycocotools.coco import COCO


def main(folder):
    coco = COCO(folder / "annotations.json")
    for label in coco.anns.values():
        image = coco.imgs[label["image_id"]]
        made = mask.merge(mask.frPyObjects(label["segmentation"], image["height"], image["width"]))
        assert int(mask.area(made)) == label["area"] == int(coco.annToMask(label).sum()), (image, label)
    assert coco.anns, "no labels"
    print(f"{len(coco.anns)} masks made by pycocotools")


main(Path(sys.argv[1]))
