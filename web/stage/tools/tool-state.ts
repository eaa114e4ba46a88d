/** What the pointer is used for at the moment. */

import { readPreference, writePreference } from "../browser/preferences";

export type Mode = "draw" | "pick" | "look";

export class ToolState {
  mode: Mode = "draw";
  isSpaceDown = false;
  /** Boxes by four clicks on the outermost points, not by dragging; kept from image to image. */
  private byClicks = readPreference("boxes-by", "drag") === "clicks";

  get boxesByClicks(): boolean {
    return this.byClicks;
  }

  set boxesByClicks(is: boolean) {
    this.byClicks = is;
    writePreference("boxes-by", is ? "clicks" : "drag");
  }
}
