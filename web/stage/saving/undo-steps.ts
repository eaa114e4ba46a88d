/** Gestures that can be taken back, as they are kept. Pure. */

import { aboutOf, type Intent } from "./intents";

/** One command of a gesture. */
export interface UndoPart {
  readonly command: string;
  /** What takes it back; of a copy that is known once it is answered. */
  readonly back: readonly Intent[];
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

/** The last first. */
export const backOf = ({ parts }: UndoStep): readonly Intent[] => parts.toReversed().flatMap(({ back }) => back);

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
