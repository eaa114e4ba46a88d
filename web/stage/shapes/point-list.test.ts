// Points, lines, multi-lines and polygons as they are drawn and changed.

import assert from "node:assert/strict";
import test from "node:test";
import type { Handle } from "./definition";
import { line } from "./line";
import { multiLine } from "./multi-line";
import { point } from "./point";
import { type Polygon, polygon } from "./polygon";

const frame = { width: 640, height: 480 };
const free = { frame, nodeCount: null, isByExtremes: false };
const triangle: Polygon = {
  kind: "polygon",
  points: [
    [0, 0],
    [10, 0],
    [0, 10],
  ],
};

test("a point lies on a pixel: there is none on the far edge", () => {
  assert.deepEqual(point.atPlace?.([700, 480], frame).points, [[639.99, 479.99]]);
  assert.deepEqual(point.moved({ kind: "point", points: [[5, 5]] }, [900, -9], frame).points, [[639.99, 0]]);
});

test("a point does not grow", () => {
  const mark = { kind: "point", points: [[5, 5]] } as const;
  assert.equal(point.grown(mark, [1, 1], frame), mark);
});

test("a shape grows about its middle, and not beyond the image", () => {
  const stroke = {
    kind: "line",
    points: [
      [0, 10],
      [20, 10],
    ],
  } as const;
  assert.equal(line.grown(stroke, [2, 0], frame), stroke);
  assert.deepEqual(
    line.grown(
      {
        ...stroke,
        points: [
          [5, 10],
          [25, 10],
        ],
      },
      [2, 5],
      frame,
    ).points,
    [
      [4, 10],
      [26, 10],
    ],
  );
});

test("a node on top of another leaves the shape as it was", () => {
  assert.equal(polygon.withNodeAt(triangle, 1, [0, 10], frame), triangle);
  assert.deepEqual(polygon.withNodeAt(triangle, 1, [20, 0], frame).points, [
    [0, 0],
    [20, 0],
    [0, 10],
  ]);
});

test("a handle does not jump to where it was taken", () => {
  const handle: Handle = { is: "node", node: 1, at: [10, 0] };
  const taken = polygon.reshaped(triangle, handle, [12, 1], frame);
  assert.deepEqual(taken([22, 1]).points, [
    [0, 0],
    [20, 0],
    [0, 10],
  ]);
});

test("nodes come and go, but three remain of a polygon", () => {
  const four = polygon.withNodeOn(triangle, 1, [5, 5.5], frame);
  assert.deepEqual(four.points, [
    [0, 0],
    [10, 0],
    [5, 5.5],
    [0, 10],
  ]);
  assert.deepEqual(polygon.withoutNode(four, 2).points, triangle.points);
  assert.equal(polygon.withoutNode(triangle, 0), triangle);
});

test("long edges have a handle where nodes are free", () => {
  const handles = (hasFreeNodes: boolean): number => polygon.handles(triangle, 4, hasFreeNodes).length;
  assert.deepEqual([handles(false), handles(true), polygon.handles(triangle, 2, true).length], [3, 6, 4]);
});

test("inside and near are told apart", () => {
  assert.ok(polygon.contains(triangle, [2, 2]));
  assert.ok(!polygon.contains(triangle, [8, 8]));
  assert.ok(!multiLine.contains({ kind: "multi_line", points: triangle.points }, [2, 2]));
  assert.equal(
    line.distanceTo(
      {
        kind: "line",
        points: [
          [0, 0],
          [10, 0],
        ],
      },
      [5, 3],
    ),
    3,
  );
  assert.equal(multiLine.distanceTo({ kind: "multi_line", points: triangle.points }, [0, 5]), Math.hypot(2.5, 2.5));
  assert.equal(polygon.distanceTo(triangle, [0, 5]), 0);
});

test("a path ends on its first node, on its last, or when it is full", () => {
  const closed = polygon.draft(free);
  for (const at of [
    [0, 0],
    [50, 0],
    [50, 50],
  ] as const)
    assert.equal(closed?.place(at, 3), null);
  assert.deepEqual(closed?.place([1, 1], 3)?.points, [
    [0, 0],
    [50, 0],
    [50, 50],
  ]);

  const open = multiLine.draft(free);
  open?.place([0, 0], 3);
  open?.place([9, 9], 3);
  assert.equal(open?.place([10, 10], 3)?.points.length, 2);

  const fixed = polygon.draft({ ...free, nodeCount: 3 });
  fixed?.place([0, 0], 3);
  fixed?.place([50, 0], 3);
  assert.equal(fixed?.place([50, 50], 3)?.points.length, 3);

  const straight = line.draft(free);
  straight?.place([0, 0], 3);
  assert.equal(straight?.place([50, 50], 3)?.points.length, 2);
});

test("a path with too few nodes cannot be ended", () => {
  const draft = polygon.draft({ ...free, nodeCount: 5 });
  for (const at of [
    [0, 0],
    [50, 0],
    [50, 50],
  ] as const)
    draft?.place(at, 3);
  assert.equal(draft?.finish(), null);
});

test("a polygon whose nodes lie on one line is not ended, and the last node of a full one is not taken", () => {
  const draft = polygon.draft(free);
  for (const at of [
    [10, 50],
    [100, 50],
    [200, 50],
  ] as const)
    assert.equal(draft?.place(at, 3), null);
  assert.equal(draft?.hint, "");
  assert.equal(draft?.finish(), null);
  assert.ok(draft?.refusal?.includes("no area"));
  draft?.place([200, 90], 3);
  assert.equal(draft?.refusal, null);
  assert.equal(draft?.finish()?.points.length, 4);

  const fixed = polygon.draft({ ...free, nodeCount: 3 });
  for (const at of [
    [10, 10],
    [50, 50],
    [90, 90],
  ] as const)
    assert.equal(fixed?.place(at, 3), null);
  assert.equal(fixed?.nodes.length, 2);
  assert.ok(fixed?.refusal?.includes("no area"));
  assert.equal(fixed?.place([90, 10], 3)?.points.length, 3);
});

test("no change makes a polygon flat, and a multi-line may be", () => {
  assert.equal(polygon.withNodeAt(triangle, 2, [20, 0], frame), triangle);
  const bent = { kind: "multi_line", points: triangle.points } as const;
  assert.deepEqual(multiLine.withNodeAt(bent, 2, [20, 0], frame).points[2], [20, 0]);
});
