/** What the browser keeps of a person's work: commands that wait, refused ones, what can be undone. */

import type { Problem } from "./answers";
import type { Command } from "./intents";
import type { StoredHistory } from "./undo-steps";

/** A command the server turned down, with whatever was built on it. */
export interface Refused {
  readonly id: string;
  readonly command: Command;
  readonly problem: Problem;
}

/** What became of a command: later ones are made on the revision it led to. */
export interface Answered {
  readonly id: string;
  readonly at: number;
  readonly revision: number | null;
  /** Labels it made that the browser could not name beforehand. */
  readonly drew: readonly string[];
  /** The refusal it became, or became part of. */
  readonly refusedAs: string | null;
  /** The label it is about never came to be, and nothing is left of the refusal. */
  readonly isUndrawn?: true;
}

/** What can be taken back, and what has become of it. */
export interface AnsweredHistory {
  readonly kept: StoredHistory;
  readonly answered: readonly Answered[];
}

/** Of commands. */
export type Ids = Pick<ReadonlySet<string>, "has">;

export interface Store {
  /** Whether it outlives the page. */
  readonly isLasting: boolean;
  add(command: Command): Promise<void>;
  /** The one that waits longest, but for these. */
  first(account: string, except: Ids): Promise<Command | null>;
  /** In the order they were added. */
  waiting(account: string): Promise<Command[]>;
  answered(id: string): Promise<Answered | null>;
  finish(answered: Answered): Promise<void>;
  /** In one step, so that a command is never both, nor neither. */
  refuse(refused: Refused, answered: Answered): Promise<void>;
  refused(account: string): Promise<Refused[]>;
  dismiss(id: string): Promise<void>;
  /** At one moment. */
  history(key: string): Promise<AnsweredHistory | null>;
  keepHistory(kept: StoredHistory): Promise<void>;
}
