/** What can be asked about the selected label, and how it comes to be selected. */

import { announce } from "../browser/announce";
import { toast } from "../browser/toast";
import { describe } from "../labels/describe";
import { drawn } from "../labels/labels";
import { boundsOf, definitionOf } from "../shapes/shapes";
import type { DrawingControls } from "../tools/controls";
import { addNodeAfter, dropNode } from "../tools/nodes";
import type { Workspace } from "../workspace/workspace";
import type { Actions } from "./action";
import { duplicate } from "./duplicate";
import { retype } from "./retype";

export function labelActions(workspace: Workspace, pointer: DrawingControls): Actions {
  return {
    back: () => pointer.back() || remove(workspace),
    escape: () => pointer.escape() || deselect(workspace) || pointer.cursor.leave(),
    delete: () => remove(workspace),
    retype: ({ digit = 0 }) => retypeByDigit(workspace, digit),
    duplicate: () => complain(duplicate(workspace)),
    blurred: () => flag(workspace, "blurred"),
    concealed: () => flag(workspace, "concealed"),
    "not-in-image": () => complain(sayAbsent(workspace)),
    node: () => nextNode(workspace),
    "add-node": () => addNodeAfter(workspace, workspace.display.handles.focusedNode() ?? 0),
    "next-label": () => along(workspace, 1),
    "previous-label": () => along(workspace, -1),
  };
}

export function flag(workspace: Workspace, name: "blurred" | "concealed"): void {
  const label = workspace.current();
  if (!label) return toast("Select a label first.");
  if (!workspace.toggle(label.id, name)) toast(`This type has no “${name}”.`);
}

/** The focused node, or else the selected label. */
function remove(workspace: Workspace): boolean {
  const node = workspace.display.handles.focusedNode();
  const label = workspace.current();
  if (!label) return false;
  const shape = drawn(label);
  const isPart = shape !== null && definitionOf(shape.kind).nodes(shape).length > 1;
  if (node !== null && isPart) dropNode(workspace, node);
  else workspace.erase(label.id);
  return true;
}

/** From node to node of the selected label, round and round. */
function nextNode(workspace: Workspace): boolean {
  const shape = drawn(workspace.current());
  const nodes = shape ? definitionOf(shape.kind).nodes(shape) : [];
  const node = ((workspace.display.handles.focusedNode() ?? -1) + 1) % nodes.length;
  const place = nodes[node];
  if (!place) return false;
  workspace.view.follow(place);
  workspace.display.handles.focusNode(node);
  return true;
}

function deselect(workspace: Workspace): boolean {
  const had = workspace.selected !== null;
  workspace.select(null);
  return had;
}

function retypeByDigit(workspace: Workspace, digit: number): void {
  const label = workspace.current();
  if (!label) return toast("Select a label first.");
  complain(retype(workspace, label.id, workspace.types.byDigit(digit)));
}

/** In the order of the list, round and round; what is outside the window is brought into it. */
function along(workspace: Workspace, by: number): boolean {
  const ids = workspace.labels
    .all()
    .map(({ id }) => id)
    .filter((id) => !workspace.hiding.has(id));
  if (ids.length === 0) return false;
  const at = ids.indexOf(workspace.selected ?? "");
  const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length;
  workspace.select(ids[next] ?? null);
  const label = workspace.current();
  const shape = drawn(label);
  if (shape) workspace.view.reveal(boundsOf(shape));
  if (label) {
    announce(`${describe(label, workspace.types.nameOf(label.type))}, ${ids.indexOf(label.id) + 1} of ${ids.length}`);
  }
  return true;
}

/** Answers why it cannot be: one of both would be wrong. */
function sayAbsent(workspace: Workspace): string | null {
  const type = workspace.types.chosen();
  const labels = workspace.labels.all().filter((label) => label.type === type?.id);
  const known = labels.find((label) => !drawn(label)) ?? labels[0];
  if (!type || !known) {
    workspace.draw({ kind: "not_in_image" });
    return null;
  }
  workspace.select(known.id);
  return drawn(known)
    ? `There is a ${type.name} in the image already.`
    : `That no ${type.name} is in the image is said already.`;
}

function complain(why: string | null): void {
  if (why) toast(why);
}
