/** Keeping the selection: on the next image the label nearest in place, of the same type, is selected. */

import { drawn, type Label } from "../labels/labels";
import { distance, type Point } from "../shapes/geometry";
import { definitionOf } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";

const OPTION = "annals:keep-selection";

interface KeptSelection {
  readonly type: string;
  readonly middle: Point;
}

let kept: KeptSelection | null = null;

export const keepsSelection = (): boolean => localStorage.getItem(OPTION) === "yes";

export function toggleKeeping(): void {
  localStorage.setItem(OPTION, keepsSelection() ? "no" : "yes");
}

/** Before an image is left. */
export function rememberSelection(label: Label | null): void {
  const middle = label && middleOf(label);
  if (label && middle) kept = { type: label.type, middle };
}

/** Once the next one is shown. */
export function restoreSelection(workspace: Workspace): void {
  if (!kept || !keepsSelection() || workspace.selected) return;
  workspace.select(nearest(workspace.labels.all(), kept)?.id ?? null);
}

export function nearest(labels: readonly Label[], { type, middle }: KeptSelection): Label | null {
  const like = labels.filter((label) => label.type === type);
  const far = (label: Label): number => {
    const at = middleOf(label);
    return at ? distance(at, middle) : Infinity;
  };
  return like.sort((a, b) => far(a) - far(b))[0] ?? null;
}

function middleOf(label: Label): Point | null {
  const shape = drawn(label);
  return shape && definitionOf(shape.kind).centre(shape);
}
