/** What the pointer is used for at the moment. */

import { recall, remember } from "../browser/preferences";

export type Mode = "draw" | "pick" | "look";

export class Hand {
  mode: Mode = "draw";
  isSpaceDown = false;
  /** Boxes by four clicks on the outermost points, not by dragging; kept from image to image. */
  private byClicks = recall("boxes-by", "drag") === "clicks";

  get boxesByClicks(): boolean {
    return this.byClicks;
  }

  set boxesByClicks(is: boolean) {
    this.byClicks = is;
    remember("boxes-by", is ? "clicks" : "drag");
  }
}
