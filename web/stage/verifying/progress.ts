/** What was judged or passed over in this tab, so that one can go back to it: pages know only what is still asked. */

import type { Verdict } from "../labels/annotation";

/** A vote that was cast in this tab, and what there was before it. */
export interface CastVote {
  readonly image: string;
  readonly label: string;
  readonly before: Verdict | "";
  /** The page on which it was cast. */
  readonly address: string;
}

const votes: CastVote[] = [];
/** To be taken back once its image is shown. */
let pending: CastVote | null = null;

const judged = new Map<string, string[]>();
let isComingBack = false;
let remaining: { readonly queue: string; labels: number } | null = null;

export const progress = {
  /** In the order in which they were gone through. */
  on: (image: string): readonly string[] => judged.get(image) ?? [],

  has: (image: string, label: string): boolean => judged.get(image)?.includes(label) ?? false,

  add(image: string, label: string): void {
    const known = judged.get(image) ?? [];
    if (!known.includes(label)) judged.set(image, [...known, label]);
  },

  /** The next image is entered from behind. */
  goesBack(): void {
    isComingBack = true;
  },

  cameBack(): boolean {
    const came = isComingBack;
    isComingBack = false;
    return came;
  },

  /** Labels in a queue: pages fetched ahead do not know of the latest votes. */
  left(address: string, told: number): number {
    const queue = address.replace(/[?&]after=.*$/, "");
    remaining =
      remaining?.queue === queue ? { queue, labels: Math.min(remaining.labels, told) } : { queue, labels: told };
    return remaining.labels;
  },

  voted(vote: CastVote): void {
    votes.push(vote);
    if (vote.before === "" && remaining) remaining.labels = Math.max(remaining.labels - 1, 0);
  },

  /** The last vote that was not taken back yet. */
  takeLast(): CastVote | null {
    const last = votes.pop() ?? null;
    if (last?.before === "" && remaining) remaining.labels += 1;
    return last;
  },

  takeBackThere(vote: CastVote): void {
    pending = vote;
  },

  /** What is to be taken back on this image. */
  pendingOn(image: string): CastVote | null {
    const vote = pending?.image === image ? pending : null;
    pending = null;
    return vote;
  },
};
