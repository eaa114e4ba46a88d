/** What lies under the pointer is lit up, and the cursor says what a press would do. */

import type { Handle } from "../shapes/definition";
import type { Point } from "../shapes/geometry";
import type { Workspace } from "../workspace/workspace";
import { grabbed, grabbedHandle } from "./grab";
import type { ToolState } from "./tool-state";

export class Hover {
  private lit: Element | null = null;

  constructor(
    private readonly workspace: Workspace,
    private readonly tool: ToolState,
  ) {}

  over(place: Point, reach: number): void {
    const { workspace } = this;
    const handle = grabbedHandle(workspace, this.tool, place, reach);
    const found = handle ? [] : workspace.at(place, reach);
    const held = grabbed(workspace, this.tool, found);
    const best = held ?? found[0];
    this.light(best ? workspace.display.element(best.id) : null);
    workspace.display.names.point(best?.id ?? null);
    workspace.svg.dataset["cursor"] = handle ? cursorOf(handle) : held ? "move" : this.tool.mode;
  }

  private light(element: Element | null): void {
    if (this.lit === element) return;
    this.lit?.classList.remove("hover");
    element?.classList.add("hover");
    this.lit = element;
  }
}

const cursorOf = (handle: Handle): string => (handle.is === "corner" ? handle.corner : "node");
