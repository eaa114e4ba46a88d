/** Everything a key or a button can ask of the page, by name. False means: not mine, let the browser have it. */

import type { Adjust } from "../workspace/view-panel";
import type { Bench } from "../workspace/workspace";
import { bounds } from "../shapes/geometry";
import { comeBackNow, go, goBack, goForth } from "../images/navigation";
import type { Hand, Mode } from "../tools/tool-state";
import { keepsSelection, toggleKeeping } from "./keep-selection";
import { showKeys } from "../keys/key-help";
import type { Asked, Binding } from "../keys/keys";
import { drawn } from "../labels/labels";
import type { Nudge, Way } from "../tools/nudge";
import type { Pointer } from "../tools/pointer";
import { say } from "../browser/announce";
import type { Point } from "../shapes/shapes";
import { toast } from "../browser/toast";

export type Actions = Record<string, (asked: Asked) => boolean | void>;

export function looking(bench: Bench, pointer: Pointer, adjust: Adjust, bindings: readonly Binding[]): Actions {
  const about = (): Point | undefined => pointer.place ?? middleOfSelected(bench);
  return {
    "zoom-in": () => bench.view.zoom(1.25, about()),
    "zoom-out": () => bench.view.zoom(0.8, about()),
    "actual-size": () => bench.view.actualSize(about()),
    pan: ({ step: [dx, dy] = [0, 0] }) => bench.view.pan(-dx * PAN, -dy * PAN),
    fit: () => bench.view.fit(),
    centre: () => centre(bench),
    hide: () => say(bench.hiding.toggle(bench.selected)),
    "hide-others": () => say(bench.hiding.toggleOthers()),
    names: () => told("Names", adjust.toggle("names")),
    crosshair: () => told("Crosshair", adjust.toggle("crosshair")),
    magnifier: () => told("Magnifier", adjust.toggle("magnifier")),
    fade: () => say(`Labels at ${adjust.fade(-20)} per cent`),
    unfade: () => say(`Labels at ${adjust.fade(20)} per cent`),
    view: () => adjust.open(),
    "reset-view": () => adjust.reset(),
    help: () => showKeys(bindings),
  };
}

/** Screen pixels that a key moves the picture by. */
const PAN = 60;

export function drawing(bench: Bench, hand: Hand, pointer: Pointer, nudge: Nudge): Actions {
  const mode = (mode: Mode) => (): void => take(hand, pointer, mode);
  // The selected label, or else the drawing cursor.
  const step = (way: Way) => ({ step = [0, 0] }: Asked): boolean => nudge.by(step, way) || pointer.aim.by(step, way, pointer.place);
  return {
    next: () => next(bench),
    previous: () => previous(bench),
    return: () => comeBackNow(),
    type: ({ digit = 0 }) => bench.types.choose(bench.types.byDigit(digit)),
    // As in CVAT, the key that begins a shape ends it, too.
    draw: () => pointer.finish() || mode("draw")(),
    pick: mode("pick"),
    "four-clicks": () => byClicks(hand, pointer),
    finish: () => pointer.enter(),
    nudge: step("move"),
    "nudge-ten": step("ten"),
    grow: step("grow"),
    undo: () => pointer.back() || void again(bench, "undo", "Undone", "Nothing to undo."),
    redo: () => void again(bench, "redo", "Done again", "Nothing to redo."),
    save: () => toast(document.getElementById("save-state")?.textContent ?? ""),
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

export function take(hand: Hand, pointer: Pointer, mode: Mode): void {
  pointer.cancel();
  hand.mode = mode;
  setPressed("draw", mode === "draw");
  setPressed("pick", mode === "pick");
  setPressed("four-clicks", hand.boxesByClicks);
  pointer.rest();
}

function byClicks(hand: Hand, pointer: Pointer): void {
  pointer.cancel();
  hand.boxesByClicks = !hand.boxesByClicks;
  setPressed("four-clicks", hand.boxesByClicks);
  say(hand.boxesByClicks ? "Boxes by four clicks" : "Boxes by dragging");
}

/** Without a label, everything. */
function centre(bench: Bench): void {
  const shape = drawn(bench.current() ?? undefined);
  if (shape) bench.view.centreOn(bounds(shape.points));
  else bench.view.fit();
}

/** As far as it is in sight. */
function middleOfSelected(bench: Bench): Point | undefined {
  const shape = drawn(bench.current() ?? undefined);
  if (!shape) return undefined;
  const { left, top, right, bottom } = bounds(shape.points);
  const seen = bench.view.window();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return x > seen.left && x < seen.right && y > seen.top && y < seen.bottom ? [x, y] : undefined;
}

function told(what: string, isOn: boolean): void {
  say(`${what} ${isOn ? "on" : "off"}`);
}

async function again(bench: Bench, way: "undo" | "redo", said: string, nothing: string): Promise<void> {
  const step = await bench.sync[way](({ about }) => about && bench.select(about));
  if (step.is === "nothing") toast(nothing);
  if (step.is === "done") say(said);
  if (step.is === "skipped") toast(step.why);
}
