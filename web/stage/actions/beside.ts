/** The images before and after this one. */

import { go, goBack, goForward } from "../images/navigation";
import type { Workspace } from "../workspace/workspace";

/** On a way that leaves images out, back and forth are where one was; the images beside are others by now. */
export function previous({ host: { dataset } }: Workspace): void {
  if (dataset["way"] === "some" && goBack()) return;
  go(dataset["previous"]);
}

export function next({ host: { dataset } }: Workspace): void {
  if (dataset["way"] === "some" && goForward()) return;
  go(dataset["next"]);
}
