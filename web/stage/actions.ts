/** Everything a key or a button can ask of the page, by name. False means: not mine, let the browser have it. */

import type { Bench } from "./bench";
import { keepsSelection, toggleKeeping } from "./keep";
import { comeBackNow, go, goBack, goForth } from "./going";
import { showKeys } from "./help";
import type { Asked, Binding } from "./keys";
import { drawn } from "./labels";
import { dropNode } from "./nodes";
import type { Nudge } from "./nudge";
import type { Mode, Pointer } from "./pointer";
import { toast } from "./toast";
import type { Step } from "./undo";

export type Actions = Record<string, (asked: Asked) => boolean | void>;

export function looking(bench: Bench, bindings: readonly Binding[]): Actions {
  return {
    "zoom-in": () => bench.view.zoom(1.25),
    "zoom-out": () => bench.view.zoom(0.8),
    "actual-size": () => bench.view.actualSize(),
    fit: () => bench.view.fit(),
    names: () => setPressed("names", !bench.host.classList.toggle("nameless")),
    help: () => showKeys(bindings),
  };
}

export function annotating(bench: Bench, pointer: Pointer, nudge: Nudge): Actions {
  const mode = (mode: Mode) => (): void => {
    pointer.cancel();
    pointer.mode = mode;
    setPressed("draw", mode === "draw");
    setPressed("pick", mode === "pick");
    bench.overlay.aim(null);
  };
  return {
    next: () => next(bench),
    previous: () => previous(bench),
    return: () => comeBackNow(),
    type: ({ digit = 0 }) => void (bench.types.choose(digit) || (digit === 0 && bench.view.fit())),
    draw: mode("draw"),
    pick: mode("pick"),
    finish: () => pointer.finish(),
    back: () => pointer.back() || remove(bench),
    escape: () => pointer.escape() || deselect(bench),
    delete: () => remove(bench),
    blurred: () => flag(bench, "blurred"),
    concealed: () => flag(bench, "concealed"),
    "not-in-image": () => bench.draw({ kind: "not_in_image" }),
    nudge: ({ step = [0, 0], grow = false }) => nudge.by(step, grow),
    undo: () => pointer.back() || stepped(bench, bench.sync.undo(), "Nothing to undo."),
    redo: () => stepped(bench, bench.sync.redo(), "Nothing to redo."),
    keep: () => (toggleKeeping(), setPressed("keep", keepsSelection())),
  };
}

export function flag(bench: Bench, name: "blurred" | "concealed"): void {
  const label = bench.current();
  if (!label) return toast("Select a label first.");
  if (!bench.toggle(label.id, name)) toast(`This type has no “${name}”.`);
}

/** On a way that leaves images out, back and forth are where one was; the images beside are others by now. */
export function previous({ host: { dataset } }: Bench): void {
  if (dataset["way"] === "some" && goBack()) return;
  go(dataset["previous"]);
}

export function next({ host: { dataset } }: Bench): void {
  if (dataset["way"] === "some" && goForth()) return;
  go(dataset["next"]);
}

export function setPressed(action: string, isOn: boolean): void {
  for (const button of document.querySelectorAll(`[data-do="${action}"]`)) button.setAttribute("aria-pressed", String(isOn));
}

/** The focused node, or else the selected label. */
function remove(bench: Bench): boolean {
  const node = bench.handles.focusedNode();
  const label = bench.current();
  if (!label) return false;
  if (node !== null && drawn(label)) dropNode(bench, node);
  else bench.erase(label.id);
  return true;
}

function deselect(bench: Bench): boolean {
  const had = bench.selected !== null;
  bench.select(null);
  return had;
}

function stepped(bench: Bench, step: Step, nothing: string): boolean {
  if (step.is === "nothing") toast(nothing);
  else if (step.about) bench.select(step.about);
  if (step.is === "skipped") toast(step.why);
  return true;
}
