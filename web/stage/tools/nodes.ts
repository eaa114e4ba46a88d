/** Nodes of the selected label that come and go one at a time. */

import type { Workspace } from "../workspace/workspace";
import { distance, distanceToEdge, edges, middle } from "../shapes/geometry";
import { drawn } from "../labels/labels";
import { deleteNode, insertNode } from "../shapes/reshape";
import { type Point, words } from "../shapes/shapes";
import { toast } from "../browser/toast";

/** How near an edge or node counts, in screen pixels. */
const NEAR = 8;

/** Adds a node where the place lies on an edge of the selected label. */
export function addNode(workspace: Workspace, place: Point): void {
  const label = workspace.current();
  const shape = drawn(label ?? undefined);
  if (!label || !shape || !workspace.mayAnnotate || !workspace.isFree(label)) return;
  const reach = NEAR / workspace.view.scale;
  const edge = edges(shape).findIndex(([a, b]) => distanceToEdge(place, a, b) <= reach);
  const isOnNode = shape.points.some((node) => distance(node, place) <= reach);
  if (edge >= 0 && !isOnNode) workspace.change(label.id, { shape: insertNode(shape, edge, place, workspace.frame) });
}

/** Adds a node in the middle of the edge that begins at this one, or ends at it if it is the last; answers whether it did. */
export function addNodeAfter(workspace: Workspace, node: number): boolean {
  const label = workspace.current();
  const shape = drawn(label ?? undefined);
  if (!label || !shape || !workspace.mayAnnotate || !workspace.isFree(label)) return false;
  const all = edges(shape);
  const edge = Math.min(node, all.length - 1);
  const [a, b] = all[edge] ?? [];
  if (!a || !b) return false;
  workspace.change(label.id, { shape: insertNode(shape, edge, middle(a, b), workspace.frame) });
  workspace.handles.focusNode(edge + 1);
  return true;
}

/** Takes a node away where the type leaves the number open and enough remain; otherwise it says why not. */
export function dropNode(workspace: Workspace, node: number): void {
  const label = workspace.current();
  const shape = drawn(label ?? undefined);
  if (!label || !shape) return;
  const fewer = workspace.isFree(label) ? deleteNode(shape, node) : shape;
  if (fewer !== shape) workspace.change(label.id, { shape: fewer });
  else toast(`This ${words(shape.kind)} cannot do with fewer nodes.`);
}
