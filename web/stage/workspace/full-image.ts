/** Loads the full image once somebody looks closer than the screen rendition can show. */

import type { Bench } from "./workspace";

const RENDITION = 1600;

export function sharpen(bench: Bench): void {
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
