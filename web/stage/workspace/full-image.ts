/** Loads the full image once somebody looks closer than the screen rendition can show. */

import type { Workspace } from "./workspace";

const RENDITION = 1600;

export function loadFullImage(workspace: Workspace): void {
  const { original } = workspace.host.dataset;
  const picture = workspace.svg.querySelector("image");
  if (!original || !picture || Math.max(workspace.frame.width, workspace.frame.height) <= RENDITION) return;
  const known = RENDITION / Math.max(workspace.frame.width, workspace.frame.height);
  const observer = new MutationObserver(() => {
    if (workspace.view.scale * devicePixelRatio <= known) return;
    observer.disconnect();
    const full = new Image();
    full.onload = () => picture.setAttribute("href", original);
    full.src = original;
  });
  observer.observe(workspace.svg, { attributeFilter: ["viewBox"] });
}
