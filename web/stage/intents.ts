/** What a gesture means, what takes it back, and the command it is sent as. */

import { newId } from "./ids";
import type { Label, Labels } from "./labels";
import type { Shape, Verdict } from "./shapes";

export interface Changes {
  shape?: Shape;
  annotation_type?: string;
  blurred?: boolean;
  concealed?: boolean;
}

export type Intent =
  | { readonly does: "draw"; readonly annotation: string; readonly type: string; readonly shape: Shape }
  | { readonly does: "change"; readonly annotation: string; readonly changes: Changes }
  | { readonly does: "erase"; readonly annotation: string }
  | { readonly does: "restore"; readonly annotation: string; readonly label: Label }
  | { readonly does: "vote"; readonly annotation: string; readonly verdict: Verdict };

/** One request, kept until it is answered. */
export interface Command {
  readonly id: string;
  readonly account: string;
  readonly image: string;
  readonly intent: Intent;
  /** The revision it was made on; null until the command before it is answered. */
  revision: number | null;
  /** The command of the same label that must be answered first. */
  readonly follows: string | null;
}

export interface Sendable {
  readonly method: "POST" | "PATCH" | "DELETE" | "PUT";
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: number | null;
}

/** What would take the intent back, as things are now. */
export function inverse(intent: Intent, labels: Pick<Labels, "get">): Intent | null {
  const { annotation } = intent;
  const label = labels.get(annotation);
  switch (intent.does) {
    case "draw":
    case "restore":
      return { does: "erase", annotation };
    case "erase":
      return label ? { does: "restore", annotation, label } : null;
    case "change":
      return label ? { does: "change", annotation, changes: before(intent.changes, label) } : null;
    case "vote":
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

/** Shows the effect at once; the server's answer comes later. */
export function foresee(intent: Intent, labels: Labels, account: string): void {
  const label = labels.get(intent.annotation);
  switch (intent.does) {
    case "draw":
      if (!label) labels.put({ ...blank, id: intent.annotation, type: intent.type, shape: intent.shape, author: account });
      return;
    case "restore":
      return labels.put(intent.label);
    case "erase":
      return labels.remove(intent.annotation);
    case "vote":
      if (label) labels.put({ ...label, vote: intent.verdict });
      return;
    case "change": {
      const { annotation_type: type = label?.type, ...rest } = intent.changes;
      // Whoever changes a label accepts it; earlier votes were on another revision.
      if (label) labels.put({ ...label, ...rest, type: type ?? label.type, accepts: 1, rejects: 0, vote: "accept" });
    }
  }
}

const blank = { blurred: false, concealed: false, revision: 1, accepts: 1, rejects: 0, vote: "accept" } as const;

export function command(intent: Intent, account: string, image: string, revision: number | null, follows: string | null): Command {
  return { id: newId(), account, image, intent, revision, follows };
}

export function request({ intent, image, revision }: Command): Sendable {
  const { annotation } = intent;
  const path = `/api/v1/annotations/${annotation}`;
  switch (intent.does) {
    case "draw": {
      const body = { annotation, annotation_type: intent.type, shape: intent.shape, blurred: false, concealed: false };
      return { method: "POST", path: `/api/v1/images/${image}/annotations`, body, ifMatch: null };
    }
    case "change":
      return { method: "PATCH", path, body: intent.changes, ifMatch: revision };
    case "erase":
      return { method: "DELETE", path, body: null, ifMatch: revision };
    case "restore":
      return { method: "POST", path: `${path}/restoration`, body: null, ifMatch: null };
    case "vote":
      return { method: "PUT", path: `${path}/vote`, body: { verdict: intent.verdict, revision }, ifMatch: null };
  }
}
