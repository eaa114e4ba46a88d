/** A store that is being opened: what is asked of it waits for that, in order. */

import type { Command } from "./intents";
import type { Answered, AnsweredHistory, Ids, Refused, Store } from "./store";
import type { StoredHistory } from "./undo-steps";

export class LateStore implements Store {
  isLasting = true;

  constructor(private readonly opening: Promise<Store>) {
    void opening.then(({ isLasting }) => (this.isLasting = isLasting));
  }

  async add(command: Command): Promise<void> {
    return (await this.opening).add(command);
  }
  async first(account: string, except: Ids): Promise<Command | null> {
    return (await this.opening).first(account, except);
  }
  async waiting(account: string): Promise<Command[]> {
    return (await this.opening).waiting(account);
  }
  async answered(id: string): Promise<Answered | null> {
    return (await this.opening).answered(id);
  }
  async finish(answered: Answered): Promise<void> {
    return (await this.opening).finish(answered);
  }
  async refuse(refused: Refused, answered: Answered): Promise<void> {
    return (await this.opening).refuse(refused, answered);
  }
  async refused(account: string): Promise<Refused[]> {
    return (await this.opening).refused(account);
  }
  async dismiss(id: string): Promise<void> {
    return (await this.opening).dismiss(id);
  }
  async history(key: string): Promise<AnsweredHistory | null> {
    return (await this.opening).history(key);
  }
  async keepHistory(kept: StoredHistory): Promise<void> {
    return (await this.opening).keepHistory(kept);
  }
}
