/** The commands that wait for their answer, in the order they are sent; each is written down in the browser. */

import { aboutOf, type Command, type Intent, command as make } from "./intents";
import type { Ids, Store } from "./store";

export class WaitingCommands {
  private readonly queued = new Map<string, Command>();
  private readonly writes = new Set<Promise<void>>();
  /** Could not be stored: sent all the same, from memory. */
  private readonly unkept = new Set<string>();
  private opened: Promise<void> | null = null;

  constructor(
    private readonly account: string,
    private readonly store: Store,
    /** Something was taken up, or written down. */
    private readonly changed: () => void,
  ) {}

  get size(): number {
    return this.queued.size;
  }

  /** False: only this tab knows some of them. */
  get isKept(): boolean {
    return this.store.isLasting && this.unkept.size === 0;
  }

  get isWriting(): boolean {
    return this.writes.size > 0;
  }

  all(): Command[] {
    return [...this.queued.values()];
  }

  /** The last command of this label that waits for its answer. */
  lastOf(annotation: string): Command | undefined {
    return this.all().findLast(({ intent }) => aboutOf(intent) === annotation);
  }

  /** Takes up, once, what an earlier page left behind. */
  open(): Promise<void> {
    this.opened ??= this.store
      .waiting(this.account)
      .catch((): Command[] => [])
      .then((left) => {
        const here = this.all();
        this.queued.clear();
        for (const command of left) this.queued.set(command.id, command);
        for (const command of here) if (!this.queued.has(command.id)) this.queued.set(command.id, this.after(command));
        this.changed();
      });
    return this.opened;
  }

  /** Made before it was known that others of the same label wait. */
  private after(command: Command): Command {
    const about = aboutOf(command.intent);
    const before = about !== null && command.follows === null ? this.lastOf(about) : undefined;
    return before ? { ...command, revision: null, follows: before.id } : command;
  }

  /** Puts a new command at the end, and writes it down; `kept` is called once the browser has it. */
  add(intent: Intent, image: string, revision: number | null, kept: (command: Command) => void): string {
    const about = aboutOf(intent);
    const before = about === null ? undefined : this.lastOf(about);
    const command = make(intent, this.account, image, before ? null : revision, before?.id ?? null);
    this.queued.set(command.id, command);
    const write = this.write(command.id, kept);
    this.writes.add(write);
    void write.then(() => {
      this.writes.delete(write);
      this.changed();
    });
    return command.id;
  }

  /** A full disk must not stop the gesture. */
  private async write(id: string, kept: (command: Command) => void): Promise<void> {
    await this.open();
    const command = this.queued.get(id);
    if (!command) return;
    const isKept = await this.store.add(command).then(
      () => true,
      () => false,
    );
    if (isKept) kept(command);
    else this.unkept.add(id);
  }

  /** Another tab has it. */
  put(command: Command): void {
    this.queued.set(command.id, command);
  }

  /** Everything that was added is in the browser's store, or known not to be. */
  async written(): Promise<void> {
    await Promise.all(this.writes);
  }

  /**
   * The one to be sent next, but for these. What is stored counts; memory only where storing failed. `missed` is called
   * where what was known here is stored no more: another tab had it answered.
   */
  async first(except: Ids, missed: () => void): Promise<Command | null> {
    const known = this.all();
    await this.written();
    const stored = await this.store.first(this.account, except).catch(() => undefined);
    if (stored === undefined) return known[0] ?? null;
    if (stored) {
      this.queued.set(stored.id, stored);
      return stored;
    }
    const unkept = known.find(({ id }) => this.unkept.has(id));
    if (unkept) return unkept;
    for (const { id } of known) this.queued.delete(id);
    if (known.length > 0) missed();
    return null;
  }

  /** It is answered. */
  remove(id: string): void {
    this.queued.delete(id);
    this.unkept.delete(id);
  }
}
