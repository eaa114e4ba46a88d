/** Nodes of the selected label that come and go one at a time. */

import type { Bench } from "./bench";
import { distance, distanceToEdge, edges } from "./geometry";
import { drawn } from "./labels";
import { deleteNode, insertNode } from "./reshape";
import type { Point } from "./shapes";

/** How near an edge or node counts, in screen pixels. */
const NEAR = 8;

/** Adds a node where the place lies on an edge of the selected label. */
export function addNode(bench: Bench, place: Point): void {
  const label = bench.current();
  const shape = drawn(label ?? undefined);
  if (!label || !shape || !bench.mayAnnotate || !bench.isFree(label)) return;
  const reach = NEAR / bench.view.scale;
  const edge = edges(shape).findIndex(([a, b]) => distanceToEdge(place, a, b) <= reach);
  const isOnNode = shape.points.some((node) => distance(node, place) <= reach);
  if (edge >= 0 && !isOnNode) bench.change(label.id, { shape: insertNode(shape, edge, place, bench.frame) });
}

/** Takes a node away where the type leaves the number open. */
export function dropNode(bench: Bench, node: number): void {
  const label = bench.current();
  const shape = drawn(label ?? undefined);
  if (!label || !shape || !bench.isFree(label)) return;
  const fewer = deleteNode(shape, node);
  if (fewer !== shape) bench.change(label.id, { shape: fewer });
}
