/** What images are called: as far as pages of this tab have named them, else the server is asked. */

const names = new Map<string, string>();

/** The page names its own image, and those of the strip. */
export function learnNames(): void {
  const stage = document.querySelector<HTMLElement>("label-stage");
  const own = stage?.closest<HTMLElement>("[data-image-name]")?.dataset["imageName"];
  if (own && stage?.dataset["image"]) names.set(stage.dataset["image"], own);
  for (const link of document.querySelectorAll<HTMLElement>(".image-link[data-image]")) {
    const name = link.querySelector(":scope > span:not(.here)")?.textContent;
    if (name) names.set(link.dataset["image"] ?? "", name);
  }
}

/** Null where nobody says it: the image may be out of sight by now. */
export async function nameOfImage(image: string): Promise<string | null> {
  const known = names.get(image);
  if (known) return known;
  const answer = await fetch(`/api/v1/images/${image}`, { headers: { Accept: "application/json" } }).catch(() => null);
  const body = answer?.ok ? ((await answer.json().catch(() => null)) as { name?: string } | null) : null;
  if (body?.name) names.set(image, body.name);
  return body?.name ?? null;
}
