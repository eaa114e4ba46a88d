/** What became of commands: stored, and remembered for as long as storing it fails. */

import type { Answered, Refused, Store } from "./store";

interface Outcome {
  readonly answered: Answered;
  readonly refused: Refused | null;
}

export class Outcomes {
  private readonly unstored = new Map<string, Outcome>();

  constructor(private readonly store: Store) {}

  /** Answered, and not yet stored as such: it lies there as if it waited. */
  has(id: string): boolean {
    return this.unstored.has(id);
  }

  async settle(answered: Answered, refused: Refused | null): Promise<void> {
    this.unstored.set(answered.id, { answered, refused });
    // Where the disk is full this can fail: then it is tried again with the next one.
    for (const [id, outcome] of this.unstored) {
      await this.write(outcome).then(
        () => this.unstored.delete(id),
        () => {},
      );
    }
  }

  async answered(id: string): Promise<Answered | null> {
    return this.unstored.get(id)?.answered ?? this.store.answered(id).catch(() => null);
  }

  async refused(account: string, id: string): Promise<Refused | undefined> {
    const unstored = [...this.unstored.values()].flatMap(({ refused }) => refused ?? []);
    return [...(await this.store.refused(account)), ...unstored].findLast((refused) => refused.id === id);
  }

  async dismiss(id: string): Promise<void> {
    for (const [of, { answered, refused }] of this.unstored) {
      if (refused?.id === id) this.unstored.set(of, { answered, refused: null });
    }
    // At worst it is asked about again after a reload.
    await this.store.dismiss(id).catch(() => {});
  }

  private write({ answered, refused }: Outcome): Promise<void> {
    return refused ? this.store.refuse(refused, answered) : this.store.finish(answered);
  }
}
