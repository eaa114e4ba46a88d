/** The strip of images: its ticks say which of them have labels, as it is by now. */

import { live } from "./live";

/** Whether an image of the strip has labels: asked of the server where only the last one may have gone. */
async function hasLabels(image: string): Promise<boolean | null> {
  const answer = await fetch(`/api/v1/images/${image}/annotations`, { headers: { Accept: "application/json" } }).catch(
    () => null,
  );
  if (!answer?.ok) return null;
  const { annotations } = (await answer.json()) as { annotations: readonly unknown[] };
  return annotations.length > 0;
}

const linkOf = (image: string): Element | null => document.querySelector(`.image-link[data-image="${image}"]`);

const tick = (image: string, isDone: boolean): void => void linkOf(image)?.classList.toggle("done", isDone);

/** `count`: labels on the image that is shown. */
export function keepTicks(host: HTMLElement, count: () => number, leaving: AbortSignal): void {
  const { image = "", position } = host.dataset;
  const own = (): void => tick(image, count() > 0);
  host.addEventListener("label-change", () => queueMicrotask(own), { signal: leaving });
  own();
  const others = [...document.querySelectorAll<HTMLElement>(".image-link[data-image]")]
    .map((link) => link.dataset["image"] ?? "")
    .filter((other) => other !== image);
  // The page may have been fetched a while ago.
  for (const other of others)
    for (const [, { label }] of live.since(other, Number(position))) heard(other, label !== null);
  leaving.addEventListener(
    "abort",
    live.listenToImages((other, isLabel) => other !== image && heard(other, isLabel)),
  );
}

function heard(image: string, isLabel: boolean): void {
  if (isLabel) return tick(image, true);
  if (linkOf(image)?.classList.contains("done")) void hasLabels(image).then((has) => has !== null && tick(image, has));
}
