/** When the queue tries again after a failure, and what is wrong meanwhile. */

import { type Trouble, type TryAgain, troubleOf } from "./save-state";

/** So often the server may fail at a command before it is put aside, to be tried again when somebody asks. */
export const FAILURES = 5;

/** Seconds before the next try, by how many have failed. */
export const pause = (failures: number): number => Math.min(2 ** (failures - 1), 30);

export class Retry {
  private failures = 0;
  /** Of the server, at each command. */
  private readonly failed = new Map<string, number>();
  private trouble: Trouble = "unreached";
  private at: number | null = null;
  private wake: () => void = () => {};

  /** Null while nothing is wrong. */
  get problem(): { readonly state: Trouble; readonly retryAt: number | null } | null {
    return this.failures > 0 ? { state: this.trouble, retryAt: this.at } : null;
  }

  succeeded(): void {
    this.failures = 0;
  }

  /** Counts one more failure of the server at this command; answers whether there were too many. */
  isHopeless(command: string): boolean {
    const failures = (this.failed.get(command) ?? 0) + 1;
    this.failed.set(command, failures);
    return failures >= FAILURES;
  }

  /** Until the next try is due, or somebody hurries; `begun` is called once it is known when that is. */
  async wait(reply: TryAgain, begun: () => void): Promise<void> {
    this.failures += 1;
    const seconds = reply.is === "later" && reply.seconds !== null ? reply.seconds : pause(this.failures);
    this.trouble = troubleOf(reply);
    this.at = Date.now() + seconds * 1000;
    begun();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => {};
    this.at = null;
  }

  hurry(): void {
    this.wake();
  }
}
