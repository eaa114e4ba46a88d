/** What the menu offers on a node or an edge of a label whose nodes may come and go. */

import type { MenuItem } from "../browser/menu";
import type { Label } from "../labels/labels";
import { drawn } from "../labels/labels";
import { distance, distanceToEdge } from "../shapes/geometry";
import { definitionOf } from "../shapes/shapes";
import { addNode, addNodeAfter, dropNode } from "../tools/nodes";
import type { Workspace } from "../workspace/workspace";

/** How near counts, in screen pixels: as near as the menu finds labels. */
const NEAR = 14;

/** Empty where the place in the window is not on the picture, or not near a node or an edge. */
export function nodeItems(workspace: Workspace, label: Label, x: number, y: number): MenuItem[] {
  const shape = drawn(label);
  if (!shape || !workspace.mayAnnotate || !workspace.isFree(label) || !isOn(workspace.host, x, y)) return [];
  const place = workspace.view.toImage(x, y);
  const reach = NEAR / workspace.view.scale;
  const definition = definitionOf(shape.kind);
  const far = definition.nodes(shape).map((node) => distance(node, place));
  const nearest = far.reduce((best, one, i) => (one < (far[best] ?? Infinity) ? i : best), 0);
  if ((far[nearest] ?? Infinity) <= reach) {
    return [
      { text: "Delete this node", chosen: () => dropNode(workspace, nearest) },
      { text: "Add a node after it", chosen: () => void addNodeAfter(workspace, nearest) },
    ];
  }
  const isOnEdge = definition.edges(shape).some((edge) => distanceToEdge(place, edge) <= reach);
  return isOnEdge ? [{ text: "Add a node here", chosen: () => addNode(workspace, place, reach) }] : [];
}

function isOn(host: HTMLElement, x: number, y: number): boolean {
  const { left, top, right, bottom } = host.getBoundingClientRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}
