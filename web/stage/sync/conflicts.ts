/** What can be done about a refused command: theirs, mine, both. Each choice is ordinary commands; pure. */

import { newId } from "../browser/ids";
import { fromAnswer, type Label, type Labels } from "../labels/labels";
import type { Problem } from "../saving/answers";
import type { Changes, Draw, Intent } from "../saving/intents";
import type { Refused } from "../saving/store";
import { isDrawn, isSimilar, type Shape, sameShape } from "../shapes/shapes";

export interface Choice {
  readonly is: "theirs" | "mine" | "both" | "again" | "dismiss" | "copy";
  readonly says: string;
  /** Performed as one gesture. */
  readonly does: readonly Intent[];
}

type Known = Pick<Labels, "get" | "all">;

export const DISMISS: Choice = { is: "dismiss", says: "Dismiss", does: [] };
const COPY: Choice = { is: "copy", says: "Copy as JSON", does: [] };

export function choices(refused: Refused, labels: Known, account: string): readonly Choice[] {
  const { problem } = refused;
  const other = inTheWay(problem, labels);
  switch (problem.code) {
    case "similar_annotation":
      return other ? similar(refused.command.intent, other, account) : [DISMISS];
    case "contradicting_annotation":
      return contradicting(refused.command.intent, other, labels);
    case "stale_revision":
      return other ? stale(refused.command.intent, other, labels) : [DISMISS];
    case "erased":
      return erased(refused.command.intent);
    case "failed":
      return [{ is: "again", says: "Try again", does: [refused.command.intent] }, DISMISS, COPY];
    default:
      return [DISMISS, COPY];
  }
}

/** As the server told it, unless something newer is known: what was refused may still be shown as if it were so. */
function inTheWay({ subject, current }: Problem, labels: Known): Label | null {
  const known = (subject && labels.get(subject)) || null;
  const told = current ? fromAnswer(current) : null;
  return told && told.revision > (known?.revision ?? 0) ? told : known;
}

/** Both cannot be: there is one label within five pixels. */
function similar(intent: Intent, other: Label, account: string): readonly Choice[] {
  const whose = other.author === account ? "Keep the one that is there" : "Keep theirs";
  const theirs: Choice = { is: "theirs", says: whose, does: [] };
  if (intent.does !== "draw") {
    return [theirs, { is: "mine", says: "Delete it, and keep mine", does: [erase(other), intent] }];
  }
  const changes = differing(intent, other);
  if (Object.keys(changes).length === 0) return [theirs];
  return [theirs, { is: "mine", says: "Change it to mine", does: [{ does: "change", annotation: other.id, changes }] }];
}

function contradicting(intent: Intent, other: Label | null, labels: Known): readonly Choice[] {
  const theirs: Choice = { is: "theirs", says: "Keep what is there", does: [] };
  if (!other) return [theirs];
  const isAbsent = !isDrawn(other.shape);
  const against = labels.all().filter(({ type, shape }) => type === other.type && isDrawn(shape) !== isAbsent);
  const says = against.length === 1 ? "Delete it, and keep mine" : `Delete all ${against.length}, and keep mine`;
  return [theirs, { is: "mine", says, does: [...against.map(erase), intent] }];
}

function stale(intent: Intent, other: Label, labels: Known): readonly Choice[] {
  const theirs: Choice = { is: "theirs", says: "Keep theirs", does: [] };
  const isGone = !labels.get(other.id);
  if (isGone) return [DISMISS];
  if (intent.does === "erase") return [theirs, { is: "mine", says: "Delete it all the same", does: [intent] }];
  if (intent.does === "vote") {
    return [theirs, { is: "mine", says: `Vote ${intent.verdict} on the new revision`, does: [intent] }];
  }
  if (intent.does !== "change") return [theirs];
  const mine: Choice = { is: "mine", says: "Mine, on top of theirs", does: [intent] };
  const second = asSecond(intent.changes, other);
  const others = [other, ...labels.all().filter(({ id }) => id !== other.id)];
  const isRoom = second && others.every(({ type, shape }) => type !== second.type || !isSimilar(shape, second.shape));
  return isRoom ? [theirs, mine, { is: "both", says: "Both: mine as a second label", does: [second] }] : [theirs, mine];
}

function erased(intent: Intent): readonly Choice[] {
  const theirs: Choice = { is: "theirs", says: "Leave it deleted", does: [] };
  if (intent.does !== "change" || !intent.changes.shape) return [theirs];
  // The label itself may have been anything by then; what is known of it is what I made of it.
  return [
    theirs,
    {
      is: "mine",
      says: "Bring it back with my change",
      does: [revival(intent.annotation, intent.changes.shape), intent],
    },
  ];
}

function revival(annotation: string, shape: Shape): Intent {
  const label: Label = {
    id: annotation,
    type: "",
    shape,
    blurred: false,
    concealed: false,
    revision: 0,
    author: "",
    accepts: 0,
    rejects: 0,
    vote: "",
  };
  return { does: "restore", annotation, label };
}

const erase = ({ id }: Label): Intent => ({ does: "erase", annotation: id });

function differing({ shape, blurred = false, concealed = false }: Draw, other: Label): Changes {
  return {
    ...(!sameShape(shape, other.shape) && { shape }),
    ...(isDrawn(shape) && blurred !== other.blurred && { blurred }),
    ...(isDrawn(shape) && concealed !== other.concealed && { concealed }),
  };
}

function asSecond({ shape, annotation_type, blurred, concealed }: Changes, other: Label): Draw | null {
  if (!shape || !isDrawn(shape)) return null;
  return {
    does: "draw",
    annotation: newId(),
    type: annotation_type ?? other.type,
    shape,
    blurred: blurred ?? other.blurred,
    concealed: concealed ?? other.concealed,
  };
}
