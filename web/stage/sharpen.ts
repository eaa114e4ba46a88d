/** Loads the full image once somebody looks closer than the screen rendition can show, and the next one ahead. */

import type { Bench } from "./bench";

const RENDITION = 1600;

export function sharpen(bench: Bench): void {
  prefetch(bench.host.dataset["next"]);
  const { original } = bench.host.dataset;
  const picture = bench.svg.querySelector("image");
  if (!original || !picture || Math.max(bench.frame.width, bench.frame.height) <= RENDITION) return;
  const known = RENDITION / Math.max(bench.frame.width, bench.frame.height);
  const observer = new MutationObserver(() => {
    if (bench.view.scale * devicePixelRatio <= known) return;
    observer.disconnect();
    const full = new Image();
    full.onload = () => picture.setAttribute("href", original);
    full.src = original;
  });
  observer.observe(bench.svg, { attributeFilter: ["viewBox"] });
}

/** The next image's picture, while this one is being worked on. */
function prefetch(next: string | undefined): void {
  const path = next && /^(\/images\/[^/?#]+)/.exec(next)?.[1];
  if (path) new Image().src = `${path}/screen`;
}
