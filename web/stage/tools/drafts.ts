/** A shape in the middle of being drawn is no gesture yet; still it is not lost when the page goes away. */

import type { Point } from "../shapes/geometry";

export interface StoredDraft {
  readonly type: string;
  readonly nodes: readonly Point[];
}

/** Where storage is full or forbidden: then drafts live as long as the page. */
const unstored = new Map<string, string>();

/** Of one tab: a second one must not go on with what the first is drawing. */
const keyOf = ({ dataset }: HTMLElement): string => `annals:draft:${dataset["account"]}:${dataset["image"]}`;

export function keepDraft(host: HTMLElement, draft: StoredDraft | null): void {
  const key = keyOf(host);
  unstored.delete(key);
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    if (draft) unstored.set(key, JSON.stringify(draft));
  }
}

export function keptDraft(host: HTMLElement): StoredDraft | null {
  const key = keyOf(host);
  return JSON.parse(unstored.get(key) ?? stored(key) ?? "null") as StoredDraft | null;
}

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
