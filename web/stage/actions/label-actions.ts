/** What can be asked about the selected label, and how it comes to be selected. */

import { type Actions, flag } from "./actions";
import type { Bench } from "../workspace/workspace";
import { describe } from "../labels/describe";
import { duplicate } from "./duplicate";
import { bounds } from "../shapes/geometry";
import { drawn } from "../labels/labels";
import { addNodeAfter, dropNode } from "../tools/nodes";
import type { Pointer } from "../tools/pointer";
import { retype } from "./retype";
import { say } from "../browser/announce";
import { toast } from "../browser/toast";

export function ofLabels(bench: Bench, pointer: Pointer): Actions {
  return {
    back: () => pointer.back() || remove(bench),
    escape: () => pointer.escape() || deselect(bench) || pointer.aim.leave(),
    delete: () => remove(bench),
    retype: ({ digit = 0 }) => retypeByDigit(bench, digit),
    duplicate: () => complain(duplicate(bench)),
    blurred: () => flag(bench, "blurred"),
    concealed: () => flag(bench, "concealed"),
    "not-in-image": () => complain(sayAbsent(bench)),
    node: () => nextNode(bench),
    "add-node": () => addNodeAfter(bench, bench.handles.focusedNode() ?? 0),
    "next-label": () => along(bench, 1),
    "previous-label": () => along(bench, -1),
  };
}

/** The focused node, or else the selected label. */
function remove(bench: Bench): boolean {
  const node = bench.handles.focusedNode();
  const label = bench.current();
  if (!label) return false;
  if (node !== null && label.shape.kind !== "point") dropNode(bench, node);
  else bench.erase(label.id);
  return true;
}

/** From node to node of the selected label, round and round. */
function nextNode(bench: Bench): boolean {
  const shape = drawn(bench.current() ?? undefined);
  if (!shape || shape.kind === "bounding_box") return false;
  const node = ((bench.handles.focusedNode() ?? -1) + 1) % shape.points.length;
  const [x, y] = shape.points[node] ?? [0, 0];
  bench.view.follow([x, y]);
  bench.handles.focusNode(node);
  return true;
}

function deselect(bench: Bench): boolean {
  const had = bench.selected !== null;
  bench.select(null);
  return had;
}

function retypeByDigit(bench: Bench, digit: number): void {
  const label = bench.current();
  if (!label) return toast("Select a label first.");
  complain(retype(bench, label.id, bench.types.byDigit(digit)));
}

/** In the order of the list, round and round; what is outside the window is brought into it. */
function along(bench: Bench, by: number): boolean {
  const ids = bench.labels.all().map(({ id }) => id).filter((id) => !bench.hiding.has(id));
  if (ids.length === 0) return false;
  const at = ids.indexOf(bench.selected ?? "");
  const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length;
  bench.select(ids[next] ?? null);
  const label = bench.current();
  const shape = drawn(label ?? undefined);
  if (shape) bench.view.reveal(bounds(shape.points));
  if (label) say(`${describe(bench, label)}, ${ids.indexOf(label.id) + 1} of ${ids.length}`);
  return true;
}

/** Answers why it cannot be: one of both would be wrong. */
function sayAbsent(bench: Bench): string | null {
  const type = bench.types.chosen();
  const labels = bench.labels.all().filter((label) => label.type === type?.id);
  const known = labels.find((label) => !drawn(label)) ?? labels[0];
  if (!type || !known) {
    bench.draw({ kind: "not_in_image" });
    return null;
  }
  bench.select(known.id);
  return drawn(known) ? `There is a ${type.name} in the image already.` : `That no ${type.name} is in the image is said already.`;
}

function complain(why: string | null): void {
  if (why) toast(why);
}
