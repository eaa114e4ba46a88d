/** Gestures that can be taken back, as they are kept. Pure. */

import { aboutOf, type Copy, type Intent } from "./intents";

/** One command of a gesture. */
export interface UndoPart {
  readonly command: string;
  /** What takes it back; of a copy that is known once it is answered. */
  readonly back: readonly Intent[];
  /** The command was a copy, which is made again as a copy. */
  readonly copy?: Copy;
}

export interface UndoStep {
  /** In the order in which they were performed. */
  readonly parts: readonly UndoPart[];
  /** Somebody else changed a label of it since. */
  readonly isOverlaid?: true;
}

/** The revision a label has as long as nobody else changes it; `command`: once this one is answered. */
export interface BaseRevision {
  readonly revision: number | null;
  readonly command: string | null;
}

/** As it lies in the browser, for one account and image. */
export interface StoredHistory {
  readonly key: string;
  readonly at: number;
  readonly done: readonly UndoStep[];
  readonly undone: readonly UndoStep[];
  readonly bases: readonly (readonly [annotation: string, basis: BaseRevision])[];
}

/** The commands whose answers matter to what is kept. */
export function commandsIn({ done, undone, bases }: StoredHistory): ReadonlySet<string> {
  const parts = [...done, ...undone].flatMap((one) => one.parts.map(({ command }) => command));
  return new Set([...parts, ...bases.flatMap(([, { command }]) => command ?? [])]);
}

/** The newest steps that have no more than so many points together: what is kept is written anew after each gesture. */
export function newest(all: readonly UndoStep[], most: number): readonly UndoStep[] {
  let points = 0;
  const tooOld = all.findLastIndex((step) => {
    points += pointsIn(step);
    return points > most;
  });
  return all.slice(tooOld + 1);
}

const pointsIn = ({ parts }: UndoStep): number =>
  parts.flatMap(({ back }) => back).reduce((sum, intent) => sum + pointsOf(intent), 0);

function pointsOf(intent: Intent): number {
  const shape =
    intent.does === "change" ? intent.changes.shape : intent.does === "restore" ? intent.label.shape : undefined;
  return shape && "points" in shape ? shape.points.length : 0;
}

/** The last first. */
export const backOf = ({ parts }: UndoStep): readonly Intent[] => parts.toReversed().flatMap(({ back }) => back);

/** The copy that the gesture was, if it was one. */
export const copyOf = ({ parts }: UndoStep): Copy | null => (parts.length === 1 ? (parts[0]?.copy ?? null) : null);

/** A refused command has nothing to take back; the others of its gesture have. */
export function without(command: string, all: readonly UndoStep[]): UndoStep[] {
  return withParts(all, (part) => (part.command === command ? [] : [part]));
}

/** A copy, if the command was one, made these. */
export function drew(command: string, annotations: readonly string[], all: readonly UndoStep[]): UndoStep[] {
  const back = annotations.map((annotation): Intent => ({ does: "erase", annotation }));
  return withParts(all, (part) => {
    if (part.command !== command || part.back.length > 0) return [part];
    return back.length > 0 ? [{ ...part, back }] : [];
  });
}

/** What was done before somebody else's change can no longer be taken back. */
export const overlaid = (annotation: string, all: readonly UndoStep[]): UndoStep[] =>
  all.map((done) =>
    backOf(done).some((intent) => aboutOf(intent) === annotation) ? { ...done, isOverlaid: true } : done,
  );

function withParts(all: readonly UndoStep[], change: (part: UndoPart) => readonly UndoPart[]): UndoStep[] {
  return all.map((done) => ({ ...done, parts: done.parts.flatMap(change) })).filter(({ parts }) => parts.length > 0);
}
