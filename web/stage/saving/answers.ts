/** What an answer means for the queue: done, try again, sign in, or refused. */

import type { Annotation } from "../labels/annotation";

/** Labels copied from another image, and those that could not be. */
export interface Copies {
  readonly copied: readonly Annotation[];
  readonly left_out: readonly { readonly annotation: string; readonly code: string; readonly detail: string }[];
}

/** Labels deleted with one command, and those that stay. */
export interface Erasures {
  readonly erased: readonly string[];
  readonly left_out: readonly { readonly annotation: string; readonly code: string; readonly detail: string }[];
}

export type Answer = Annotation | Copies | Erasures | null;

/** RFC 9457 problem, as the API writes it. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly field?: string;
  /** For a similar label: the other one. */
  readonly subject?: string;
  /** For a stale revision: the label as it is. */
  readonly current?: Annotation;
}

export type Reply =
  | { readonly is: "done"; readonly answer: Answer; readonly position: number }
  | { readonly is: "later"; readonly seconds: number | null }
  /** Perhaps at this command, perhaps at every one. */
  | { readonly is: "failed"; readonly problem: Problem }
  | { readonly is: "sign-in"; readonly as: "signed-out" | "other-account" }
  | { readonly is: "refused"; readonly problem: Problem };

/** Busy, or away behind a proxy. */
const LATER = new Set([408, 425, 429, 502, 503, 504]);

export async function readReply(response: Response): Promise<Reply> {
  if (response.ok) return done(response);
  if (LATER.has(response.status)) return { is: "later", seconds: retryAfter(response.headers.get("Retry-After")) };
  const given = problem(await json<Partial<Problem>>(response), response.status);
  if (response.status >= 500) return { is: "failed", problem: { ...given, code: "failed" } };
  if (response.status === 401) {
    return { is: "sign-in", as: given.code === "other_account" ? "other-account" : "signed-out" };
  }
  return { is: "refused", problem: given };
}

/** What has no position in the log was not answered by our server: a network that wants a sign-in of its own, for one. */
async function done(response: Response): Promise<Reply> {
  const position = response.headers.get("X-Log-Position");
  if (position === null || response.redirected) return { is: "later", seconds: null };
  return {
    is: "done",
    answer: response.status === 204 ? null : await json<Annotation | Copies | Erasures>(response),
    position: Number(position),
  };
}

function problem(given: Partial<Problem> | null, status: number): Problem {
  const fallback = { code: `status_${status}`, title: `The server refused this (${status}).`, detail: "" };
  return { ...fallback, ...given };
}

/** The sentence for people. */
export const sentence = ({ title, detail }: Problem): string => detail || title;

const json = <T>(response: Response): Promise<T | null> =>
  response.json().then(
    (body: T) => body,
    () => null,
  );

function retryAfter(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 120) : null;
}
