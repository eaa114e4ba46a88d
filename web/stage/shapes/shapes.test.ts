// Every shape of the list has every part, and what is made with it is a shape that the server takes.

import assert from "node:assert/strict";
import test from "node:test";
import api from "../../../api/openapi.json";
import type { Draft, ShapeDefinition, WireShape } from "./definition";
import type { Bounds, Point } from "./geometry";
import { type Drawn, definitionOf, fromWire, isSimilar, type Kind, SHAPES, sameShape } from "./shapes";

const frame = { width: 640, height: 480 };

/** One of each; a new shape is missed by the compiler. */
const SAMPLES: { readonly [K in Kind]: Extract<Drawn, { readonly kind: K }> } = {
  bounding_box: {
    kind: "bounding_box",
    points: [
      [100, 120],
      [160, 200],
    ],
  },
  point: { kind: "point", points: [[100, 120]] },
  line: {
    kind: "line",
    points: [
      [100, 120],
      [160, 200],
    ],
  },
  multi_line: {
    kind: "multi_line",
    points: [
      [100, 120],
      [160, 120],
      [160, 200],
    ],
  },
  polygon: {
    kind: "polygon",
    points: [
      [100, 120],
      [160, 120],
      [160, 200],
      [100, 200],
    ],
  },
};

const each = (name: string, check: (definition: ShapeDefinition<Drawn>, sample: Drawn) => void): void => {
  for (const { kind } of SHAPES) test(`${kind}: ${name}`, () => check(definitionOf(kind), SAMPLES[kind]));
};

test("the stage knows the shapes that the server knows", () => {
  const served = api.components.schemas.ShapeKind.enum;
  assert.deepEqual(
    SHAPES.map(({ kind }) => kind),
    served,
  );
});

test("shapes are called what the server calls them", () => {
  assert.deepEqual(
    SHAPES.map(({ words }) => words),
    ["bounding box", "point", "line", "multi-line", "polygon"],
  );
});

each("comes back from the wire as it was", (definition, sample) => {
  const sent = JSON.parse(JSON.stringify(sample)) as WireShape;
  assert.deepEqual(fromWire(sent), sample);
  assert.equal(definition.fromWire({ kind: "another" }), null);
});

each("comes back from its element as it was", (definition, sample) => {
  const { tag, attributes } = definition.element(sample, 4);
  const element = { tagName: tag, getAttribute: (name: string) => String(attributes[name]) } as unknown as Element;
  assert.deepEqual(definition.fromElement(element), sample);
});

each("is valid, and like itself only", (definition, sample) => {
  const [moved, near] = [definition.moved(sample, [6, 0], frame), definition.moved(sample, [5, -5], frame)];
  assert.ok(definition.isValid(sample) && definition.isValid(moved));
  assert.ok(sameShape(sample, structuredClone(sample)) && !sameShape(sample, near));
  assert.ok(isSimilar(sample, near) && !isSimilar(sample, moved));
});

each("has its bounds, its centre and its stroke where it is", (definition, sample) => {
  const bounds: Bounds = definition.hasSize
    ? { left: 100, top: 120, right: 160, bottom: 200 }
    : { left: 100, top: 120, right: 100, bottom: 120 };
  assert.deepEqual(definition.bounds(sample), bounds);
  assert.deepEqual(definition.centre(sample), [(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2]);
  assert.equal(definition.distanceTo(sample, [100, 120]), 0);
  assert.ok(!definition.contains(sample, [90, 160]));
});

each("stays inside the image, whatever is done to it", (definition, sample) => {
  for (const by of [
    [900, 900],
    [-900, -900],
    [0.333, 0.777],
  ] as const) {
    const changed = [definition.moved(sample, by, frame), definition.grown(sample, by, frame)];
    for (const shape of [...changed, ...everyDrag(definition, sample, by)]) {
      const { left, top, right, bottom } = definition.bounds(shape);
      assert.ok(
        definition.isValid(shape) && left >= 0 && top >= 0 && right <= 640 && bottom <= 480,
        JSON.stringify(shape),
      );
    }
  }
});

/** What comes of taking each handle there. */
function everyDrag(definition: ShapeDefinition<Drawn>, sample: Drawn, to: Point): Drawn[] {
  const handles = definition.handles(sample, 1, definition.hasFreeNodes);
  assert.ok(handles.length > 0, "it has handles");
  return handles.map((handle) => definition.reshaped(sample, handle, handle.at, frame)(to));
}

each("can be drawn in some way, and what is drawn is valid", (definition) => {
  const made: Drawn[] = [];
  if (definition.atPlace) made.push(definition.atPlace([700, 700], frame));
  if (definition.between) {
    made.push(definition.between([700, 700], [-5, 10], frame), definition.between([9, 9], [9, 9], frame));
  }
  for (const isByExtremes of [false, true]) {
    made.push(...finished(definition.draft({ frame, nodeCount: null, isByExtremes })));
  }
  assert.ok(made.length > 0);
  for (const shape of made) assert.ok(definition.isValid(shape), JSON.stringify(shape));
});

/** Places nodes until there is a shape. */
function finished(draft: Draft<Drawn> | null): Drawn[] {
  if (!draft) return [];
  for (const place of [
    [10, 10],
    [90, 20],
    [40, 90],
    [5, 50],
  ] as const) {
    assert.equal(draft.soFar(place).kind, draft.soFar(null).kind);
    const shape = draft.place(place, 3);
    if (shape) return [shape];
    assert.ok(draft.placed);
  }
  const shape = draft.finish();
  assert.ok(shape, "it can be ended");
  return shape ? [shape] : [];
}

each("has nodes that can be moved, added and taken away, or none", (definition, sample) => {
  const nodes = definition.nodes(sample);
  for (const [i] of nodes.entries()) {
    const moved = definition.withNodeAt(sample, i, [300, 301], frame);
    assert.deepEqual(definition.nodes(moved)[i], [300, 301]);
  }
  if (!definition.hasFreeNodes) return;
  assert.equal(definition.nodes(definition.withNodeOn(sample, 0, [130, 121], frame)).length, nodes.length + 1);
  assert.equal(definition.nodes(definition.withoutNode(sample, 0)).length, nodes.length - 1);
});
