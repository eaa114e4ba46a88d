// Names stand beside their labels, and none covers another.

import assert from "node:assert/strict";
import test from "node:test";
import { choosePlaces, type NamePlace, overlap, placesOf } from "./name-places";

const FRAME = { width: 800, height: 600 };
const SIZE = 12;

const places = (left: number, top: number, side = 40, letters = 5): NamePlace[] =>
  placesOf({ bounds: { left, top, right: left + side, bottom: top + side }, hasSize: true, letters }, SIZE, FRAME);

test("a name alone stands above its label, or inside at the upper edge of the image", () => {
  assert.deepEqual(places(100, 100)[0]?.attributes, {
    x: 100,
    y: 100,
    dx: null,
    dy: "-0.45em",
    "text-anchor": "start",
  });
  assert.equal(places(100, 5)[0]?.attributes["dy"], "1.15em");
});

test("at the right edge it ends where its label does", () => {
  assert.equal(places(780, 100, 20)[0]?.attributes["text-anchor"], "end");
});

test("of labels that lie close together each name is free, or not shown", () => {
  for (const step of [2, 5, 10, 20, 60]) {
    const all = Array.from({ length: 12 }, (_, i) => places(100 + i * step, 100 + (i % 3) * step));
    const chosen = choosePlaces(all).flatMap((place) => place ?? []);
    assert.ok(chosen.length >= 3, `${chosen.length} names at a distance of ${step}`);
    for (const [i, a] of chosen.entries()) {
      for (const b of chosen.slice(i + 1)) assert.ok(!overlap(a.box, b.box), `two names at a distance of ${step}`);
    }
  }
});

test("the second of two boxes one above the other has its name below", () => {
  const [, second] = choosePlaces([places(100, 100), places(104, 101)]);
  assert.deepEqual([second?.attributes["y"], second?.attributes["dy"]], [141, "1.05em"]);
});
