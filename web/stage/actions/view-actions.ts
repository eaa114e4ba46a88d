/** What changes how the picture is seen: zoom, names, hidden labels, brightness. */

import { announce } from "../browser/announce";
import { showKeys } from "../keys/key-help";
import type { Binding } from "../keys/keys";
import { drawn } from "../labels/labels";
import type { Point } from "../shapes/geometry";
import { boundsOf, definitionOf } from "../shapes/shapes";
import type { DrawingControls } from "../tools/controls";
import type { ViewPanel } from "../workspace/view-panel";
import type { Workspace } from "../workspace/workspace";
import type { Actions } from "./action";

/** Screen pixels that a key moves the picture by. */
const PAN = 60;

export function viewActions(
  workspace: Workspace,
  pointer: DrawingControls,
  panel: ViewPanel,
  bindings: readonly Binding[],
): Actions {
  const about = (): Point | undefined => pointer.place ?? middleOfSelected(workspace);
  return {
    "zoom-in": () => workspace.view.zoom(1.25, about()),
    "zoom-out": () => workspace.view.zoom(0.8, about()),
    "actual-size": () => workspace.view.actualSize(about()),
    pan: ({ step: [dx, dy] = [0, 0] }) => workspace.view.pan(-dx * PAN, -dy * PAN),
    fit: () => workspace.view.fit(),
    centre: () => centre(workspace),
    hide: () => announce(workspace.hiding.toggle(workspace.selected)),
    "hide-others": () => announce(workspace.hiding.toggleOthers(workspace.selected)),
    names: () => announceSwitch("Names", panel.toggle("names")),
    crosshair: () => announceSwitch("Crosshair", panel.toggle("crosshair")),
    magnifier: () => announceSwitch("Magnifier", panel.toggle("magnifier")),
    fade: () => announce(`Labels at ${panel.fade(-20)} per cent`),
    unfade: () => announce(`Labels at ${panel.fade(20)} per cent`),
    view: () => panel.open(),
    "reset-view": () => panel.reset(),
    help: () => void showKeys(bindings),
  };
}

/** Without a label, everything. */
function centre(workspace: Workspace): void {
  const shape = drawn(workspace.current());
  if (shape) workspace.view.centreOn(boundsOf(shape));
  else workspace.view.fit();
}

/** As far as it is in sight. */
function middleOfSelected(workspace: Workspace): Point | undefined {
  const shape = drawn(workspace.current());
  if (!shape) return undefined;
  const seen = workspace.view.window();
  const [x, y] = definitionOf(shape.kind).centre(shape);
  return x > seen.left && x < seen.right && y > seen.top && y < seen.bottom ? [x, y] : undefined;
}

function announceSwitch(what: string, isOn: boolean): void {
  announce(`${what} ${isOn ? "on" : "off"}`);
}
