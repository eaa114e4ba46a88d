/** Keeps work for as long as the page lives: where the browser has no IndexedDB, and in tests. */

import type { Command } from "./intents";
import type { Answered, AnsweredHistory, Ids, Refused, Store } from "./store";
import { commandsIn, type StoredHistory } from "./undo-steps";

export class MemoryStore implements Store {
  readonly isLasting: boolean = false;
  private readonly commands = new Map<string, Command>();
  private readonly refusals = new Map<string, Refused>();
  private readonly answers = new Map<string, Answered>();
  private readonly done = new Map<string, StoredHistory>();

  async add(command: Command): Promise<void> {
    this.commands.set(command.id, command);
  }
  async first(account: string, except: Ids): Promise<Command | null> {
    return (await this.waiting(account)).find(({ id }) => !except.has(id)) ?? null;
  }
  async waiting(account: string): Promise<Command[]> {
    return [...this.commands.values()].filter((command) => command.account === account);
  }
  async answered(id: string): Promise<Answered | null> {
    return this.answers.get(id) ?? null;
  }
  async finish(answered: Answered): Promise<void> {
    this.commands.delete(answered.id);
    this.answers.set(answered.id, answered);
  }
  async refuse(refused: Refused, answered: Answered): Promise<void> {
    this.refusals.set(refused.id, refused);
    await this.finish(answered);
  }
  async refused(account: string): Promise<Refused[]> {
    return [...this.refusals.values()].filter(({ command }) => command.account === account);
  }
  async dismiss(id: string): Promise<void> {
    this.refusals.delete(id);
  }
  async history(key: string): Promise<AnsweredHistory | null> {
    const kept = this.done.get(key);
    return kept ? { kept, answered: [...commandsIn(kept)].flatMap((id) => this.answers.get(id) ?? []) } : null;
  }
  async keepHistory(kept: StoredHistory): Promise<void> {
    this.done.set(kept.key, kept);
  }
}
