/** Where the gestures of one image go: they are performed, sent, taken back and made again. */

import type { Intent } from "./intents";

/** What came of undo or redo. */
export type UndoResult =
  | { readonly is: "nothing"; readonly about: null }
  | { readonly is: "done"; readonly about: string | null }
  | { readonly is: "skipped"; readonly why: string; readonly about: string | null };

export interface Saving {
  /** How many gestures undo can take back: so one knows what came after what. */
  readonly depth: number;
  /** Takes up what waits, and shows what comes of it from then on. */
  open(): Promise<void>;
  /** As one gesture, which is shown at once. Resolves when the browser has written it down: only then it may be announced. */
  perform(...intents: readonly Intent[]): Promise<void>;
  undo(shown: (result: UndoResult) => void): Promise<UndoResult>;
  redo(shown: (result: UndoResult) => void): Promise<UndoResult>;
  /** Whether commands of this label wait for their answer. */
  isWaitingFor(annotation: string): boolean;
  /** A label is free again: what was heard of it meanwhile counts now. */
  catchUp(annotation: string): void;
}
