/** How safe the work is that somebody has done on a page. */

import type { Reply } from "./answers";

export type Trouble = "offline" | "unreached" | "failing" | "signed-out" | "other-account";

export interface SaveState {
  readonly state: "saved" | "saving" | Trouble;
  readonly waiting: number;
  /** When it is tried again, in milliseconds since 1970. */
  readonly retryAt: number | null;
  /** False: only this tab knows what waits. */
  readonly isKept: boolean;
  /** The browser is about to write some of it down. */
  readonly isWriting: boolean;
}

/** A reply after which the command must be sent again. */
export type TryAgain = Extract<Reply, { is: "later" | "failed" | "sign-in" }>;

export function troubleOf(reply: TryAgain): Trouble {
  if (reply.is === "sign-in") return reply.as;
  if (reply.is === "failed") return "failing";
  return isOffline() ? "offline" : "unreached";
}

const isOffline = (): boolean => typeof navigator !== "undefined" && navigator.onLine === false;
