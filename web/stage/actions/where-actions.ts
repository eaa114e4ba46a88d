/** What tells where one is: the number of the image, what the set is about, what was told. */

import type { Whereabouts } from "../images/whereabouts";
import type { Tray } from "../workspace/tray";
import type { Actions } from "./action";

export function whereActions(whereabouts: Whereabouts, tray: Tray): Actions {
  return {
    jump: () => whereabouts.jump(),
    about: () => whereabouts.about(),
    tray: () => tray.toggle(),
    "clear-messages": () => tray.clear(),
  };
}
