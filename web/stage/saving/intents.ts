/** What a gesture means, what takes it back, and the command it is sent as. */

import { newId } from "../browser/ids";
import type { Verdict } from "../labels/annotation";
import type { Label, Labels } from "../labels/labels";
import type { Point } from "../shapes/geometry";
import type { Shape } from "../shapes/shapes";

export interface Changes {
  shape?: Shape;
  annotation_type?: string;
  blurred?: boolean;
  concealed?: boolean;
}

export interface Draw extends Flags {
  readonly does: "draw";
  readonly annotation: string;
  readonly type: string;
  readonly shape: Shape;
  /** The four clicks a box was made of. */
  readonly extremes?: readonly Point[];
}

interface Flags {
  readonly blurred?: boolean;
  readonly concealed?: boolean;
}

export type Intent =
  | Draw
  | { readonly does: "change"; readonly annotation: string; readonly changes: Changes }
  | { readonly does: "erase"; readonly annotation: string }
  | { readonly does: "restore"; readonly annotation: string; readonly label: Label }
  | { readonly does: "vote"; readonly annotation: string; readonly verdict: Verdict }
  /** Takes one's vote back. */
  | { readonly does: "withdraw"; readonly annotation: string }
  /** Labels of another image: these, or all. */
  | Copy
  /** Labels of this image with one command, as they were seen. */
  | { readonly does: "erase-all"; readonly annotations: readonly SeenLabel[] };

export interface Copy {
  readonly does: "copy";
  readonly from: string;
  readonly annotations: readonly string[] | null;
}

interface SeenLabel {
  readonly annotation: string;
  readonly revision: number;
}

/** One request, kept until it is answered. */
export interface Command {
  readonly id: string;
  readonly account: string;
  readonly image: string;
  readonly intent: Intent;
  /** The revision it was made on; null where the command before it decides. */
  readonly revision: number | null;
  /** The command of the same label that must be answered first. */
  readonly follows: string | null;
}

export interface Sendable {
  readonly method: "POST" | "PATCH" | "DELETE" | "PUT";
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: number | null;
}

/** The label it is about, if it is about one. */
export const aboutOf = (intent: Intent): string | null =>
  intent.does === "copy" || intent.does === "erase-all" ? null : intent.annotation;

/** What would take the intent back, as things are now. */
export function inverse(intent: Intent, labels: Pick<Labels, "get">): Intent | null {
  switch (intent.does) {
    case "draw":
    case "restore":
      return { does: "erase", annotation: intent.annotation };
    case "erase": {
      const label = labels.get(intent.annotation);
      return label ? { does: "restore", annotation: intent.annotation, label } : null;
    }
    case "change": {
      const label = labels.get(intent.annotation);
      return label ? { does: "change", annotation: intent.annotation, changes: before(intent.changes, label) } : null;
    }
    case "vote":
    case "withdraw":
    case "copy":
    case "erase-all":
      return null;
  }
}

function before(changes: Changes, label: Label): Changes {
  return {
    ...(changes.shape && { shape: label.shape }),
    ...(changes.annotation_type !== undefined && { annotation_type: label.type }),
    ...(changes.blurred !== undefined && { blurred: label.blurred }),
    ...(changes.concealed !== undefined && { concealed: label.concealed }),
  };
}

/** Both as one, the second made on what the first would have led to; null if nothing is left to do. */
export function foldInto(first: Intent, second: Intent): Intent | null {
  if (second.does === "erase") return first.does === "draw" || first.does === "restore" ? null : second;
  // Bringing back what could not be deleted.
  if (second.does === "restore" && first.does === "erase") return null;
  if (second.does !== "change") return first;
  const { annotation_type: type, ...rest } = second.changes;
  if (first.does === "draw") return { ...(rest.shape ? clickless(first) : first), ...rest, type: type ?? first.type };
  if (first.does === "change") return { ...first, changes: { ...first.changes, ...second.changes } };
  return first.does === "restore"
    ? { ...first, label: { ...first.label, ...rest, type: type ?? first.label.type } }
    : second;
}

/** Bringing back what never was there is drawing it. */
export function drawnAnew(intent: Intent): Intent {
  if (intent.does !== "restore") return intent;
  const {
    annotation,
    label: { type, shape, blurred, concealed },
  } = intent;
  return { does: "draw", annotation, type, shape, blurred, concealed };
}

/** A box that was reshaped is no longer the one around its four clicks. */
function clickless({ extremes: _, ...rest }: Draw): Draw {
  return rest;
}

/** Shows the effect at once; the server's answer comes later. */
export function applyOptimistically(intent: Intent, labels: Labels, account: string): void {
  if (intent.does === "copy") return;
  if (intent.does === "erase-all") {
    for (const { annotation } of intent.annotations) labels.remove(annotation);
    return;
  }
  const label = labels.get(intent.annotation);
  switch (intent.does) {
    case "draw":
      if (!label) labels.put(optimistic(intent, account));
      return;
    case "restore":
      return labels.put(intent.label);
    case "erase":
      return labels.remove(intent.annotation);
    case "vote":
      if (label) labels.put({ ...label, vote: intent.verdict });
      return;
    case "withdraw":
      if (label) labels.put({ ...label, vote: "" });
      return;
    case "change": {
      const { annotation_type: type = label?.type, ...rest } = intent.changes;
      // Whoever changes a label accepts it; earlier votes were on another revision.
      if (label) labels.put({ ...label, ...rest, type: type ?? label.type, accepts: 1, rejects: 0, vote: "accept" });
    }
  }
}

function optimistic({ annotation: id, type, shape, blurred = false, concealed = false }: Draw, author: string): Label {
  return { id, type, shape, blurred, concealed, revision: 1, author, accepts: 1, rejects: 0, vote: "accept" };
}

export function command(
  intent: Intent,
  account: string,
  image: string,
  revision: number | null,
  follows: string | null,
): Command {
  return { id: newId(), account, image, intent, revision, follows };
}

export function request({ intent, image, revision }: Command): Sendable {
  if (intent.does === "copy") {
    const body = { from: intent.from, ...(intent.annotations && { annotations: intent.annotations }) };
    return { method: "POST", path: `/api/v1/images/${image}/copies`, body, ifMatch: null };
  }
  if (intent.does === "erase-all") {
    const body = { annotations: intent.annotations };
    return { method: "POST", path: `/api/v1/images/${image}/erasures`, body, ifMatch: null };
  }
  const { annotation } = intent;
  const path = `/api/v1/annotations/${annotation}`;
  switch (intent.does) {
    case "draw": {
      const { type: annotation_type, shape, blurred = false, concealed = false, extremes } = intent;
      const body = {
        annotation,
        annotation_type,
        shape,
        blurred,
        concealed,
        ...(extremes && { extreme_points: extremes }),
      };
      return { method: "POST", path: `/api/v1/images/${image}/annotations`, body, ifMatch: null };
    }
    case "change":
      return { method: "PATCH", path, body: intent.changes, ifMatch: revision };
    case "erase":
      return { method: "DELETE", path, body: null, ifMatch: revision };
    case "restore":
      return { method: "POST", path: `${path}/restoration`, body: null, ifMatch: null };
    case "withdraw":
      return { method: "DELETE", path: `${path}/vote`, body: null, ifMatch: revision };
    case "vote":
      return { method: "PUT", path: `${path}/vote`, body: { verdict: intent.verdict, revision }, ifMatch: null };
  }
}
