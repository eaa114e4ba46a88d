"""Reads labels.txt by the rules of ImageTagger's upload of labels, and finds what expected.json says. Takes its folder."""

import json
import math
import sys
from pathlib import Path

import expected


def rounded(row):
    return [row[0], *(math.floor(number + 0.5) for number in row[1:])]


def main(folder):
    wanted = expected.load(folder, rounded)
    found = {name: [] for name in wanted}
    for line in (folder / "labels.txt").read_text(encoding="utf-8").splitlines():
        name, kind, place, *flags = line.split("|")
        if place == "not in image":
            assert not flags, line
            continue
        vector = json.loads(place)
        assert len(flags) == 1 and set(flags[0]) <= set("bc"), line
        assert all(isinstance(number, int) for number in vector.values()), line
        count = len(vector) // 2
        assert set(vector) == {f"{axis}{n}" for axis in "xy" for n in range(1, count + 1)}, line
        numbers = [vector[f"{axis}{n}"] for n in range(1, count + 1) for axis in "xy"]
        found[name].append([kind, *expected.around(numbers)])
    expected.same(found, wanted)
    print(f"{len(found)} images read as ImageTagger does")


main(Path(sys.argv[1]))
