"""What expected.json says, held against what a reader found: image name -> rows of (class, left, top, right, bottom)."""

import json

import numpy as np
from PIL import Image


def load(folder, changed=lambda row: row):
    """Image name -> sorted rows. `changed` makes of a row what the format can say of it."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return {name: sorted(changed(row) for row in rows) for name, rows in expected.items()}


def same(found, expected, within=0.01):
    """Every image with every label, to so many pixels; the issue of formats asks for 0.01."""
    assert found.keys() == expected.keys(), found.keys() ^ expected.keys()
    assert any(expected.values()), "no labels"
    for name, rows in expected.items():
        assert len(found[name]) == len(rows), (name, found[name], rows)
        for ours, theirs in zip(sorted(found[name]), rows):
            assert ours[0] == theirs[0], (name, ours, theirs)
            assert np.allclose(ours[1:], theirs[1:], rtol=0, atol=within), (name, ours, theirs)


def around(points):
    """The box around x, y, x, y, …"""
    xs, ys = points[0::2], points[1::2]
    return [min(xs), min(ys), max(xs), max(ys)]


def blank_images(folder, names):
    """For readers that want to see the images, which are not in our exports."""
    folder.mkdir(exist_ok=True)
    for name in names:
        Image.new("RGB", (640, 480)).save(folder / name)
    return str(folder)
