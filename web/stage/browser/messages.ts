/** What was told in this tab and should not be missed: kept until somebody clears it, with the image it was told on. */

export interface Message {
  readonly text: string;
  readonly cause: string;
  /** Where it was told; empty off the images. */
  readonly imageName: string;
  readonly imageAddress: string;
  /** How often the same was told in a row. */
  readonly times: number;
}

/** More than so many nobody reads. */
const MOST = 20;

let kept: readonly Message[] = [];
const listeners = new Set<() => void>();

export const messages = (): readonly Message[] => kept;

export function keepMessage(text: string, cause = text): void {
  const stage = document.querySelector<HTMLElement>("label-stage");
  const { image } = stage?.dataset ?? {};
  const imageName = stage?.closest<HTMLElement>("[data-image-name]")?.dataset["imageName"] ?? "";
  const imageAddress = image ? `/images/${image}` : "";
  const last = kept.find((one) => one.cause === cause && one.imageAddress === imageAddress);
  const times = (last?.times ?? 0) + 1;
  kept = [...kept.filter((one) => one !== last), { text, cause, imageName, imageAddress, times }].slice(-MOST);
  for (const changed of listeners) changed();
}

export function clearMessages(): void {
  kept = [];
  for (const changed of listeners) changed();
}

/** Answers what stops it. */
export function listenToMessages(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
