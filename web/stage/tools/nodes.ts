/** Nodes of the selected label that come and go one at a time. */

import { toast } from "../browser/toast";
import { distance, distanceToEdge, middle, type Point } from "../shapes/geometry";
import { type Drawn, definitionOf, words } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";

/** How near an edge or node counts, in screen pixels. */
const NEAR = 8;

/** The selected label and its shape, if its nodes may come and go. */
function changeable(workspace: Workspace): { readonly id: string; readonly shape: Drawn } | null {
  const label = workspace.current();
  const shape = workspace.shape();
  const isChangeable = label && shape && workspace.mayAnnotate && workspace.isFree(label);
  return isChangeable ? { id: label.id, shape } : null;
}

/** Adds a node where the place lies on the nearest edge of the selected label; `reach` is how near counts, in image pixels. */
export function addNode(workspace: Workspace, place: Point, reach = NEAR / workspace.view.scale): void {
  const label = changeable(workspace);
  if (!label) return;
  const { id, shape } = label;
  const definition = definitionOf(shape.kind);
  const far = definition.edges(shape).map((one) => distanceToEdge(place, one));
  const nearest = far.reduce((best, one, i) => (one < (far[best] ?? Infinity) ? i : best), 0);
  const edge = (far[nearest] ?? Infinity) <= reach ? nearest : -1;
  const isOnNode = definition.nodes(shape).some((node) => distance(node, place) <= reach);
  if (edge < 0 || isOnNode) return;
  workspace.change(id, { shape: definition.withNodeOn(shape, edge, place, workspace.frame) });
}

/** Adds a node in the middle of the edge that begins at this one, or ends at it if it is the last; answers whether it did. */
export function addNodeAfter(workspace: Workspace, node: number): boolean {
  const label = changeable(workspace);
  if (!label) return false;
  const { id, shape } = label;
  const definition = definitionOf(shape.kind);
  const edges = definition.edges(shape);
  const at = Math.min(node, edges.length - 1);
  const edge = edges[at];
  if (!edge) return false;
  workspace.change(id, { shape: definition.withNodeOn(shape, at, middle(edge), workspace.frame) });
  workspace.display.handles.focusNode(at + 1);
  return true;
}

/** Takes a node away where the type leaves the number open and enough remain; otherwise it says why not. */
export function dropNode(workspace: Workspace, node: number): void {
  const label = workspace.current();
  const shape = workspace.shape();
  if (!label || !shape) return;
  const fewer = workspace.isFree(label) ? definitionOf(shape.kind).withoutNode(shape, node) : shape;
  if (fewer !== shape) workspace.change(label.id, { shape: fewer });
  else toast(`This ${words(shape.kind)} cannot do with fewer nodes.`);
}
