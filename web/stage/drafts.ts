/** A shape in the middle of being drawn is no gesture yet; still it is not lost when the page goes away. */

import type { Point } from "./shapes";

export interface Draft {
  readonly type: string;
  readonly nodes: readonly Point[];
}

/** Of one tab: a second one must not go on with what the first is drawing. */
const keyOf = ({ dataset }: HTMLElement): string => `annals:draft:${dataset["account"]}:${dataset["image"]}`;

export function keepDraft(host: HTMLElement, draft: Draft | null): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(host), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(host));
  } catch {
    // Storage is full or forbidden: then the draft lives as long as the page.
  }
}

export function keptDraft(host: HTMLElement): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(host)) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}
