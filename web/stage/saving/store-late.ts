/** A store that is being opened: what is asked of it waits for that, in order. */

import type { Kept } from "./undo-steps";
import type { Command } from "./intents";
import type { Answered, Ids, Memory, Refused, Store } from "./store";

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
  async gestures(key: string): Promise<Memory | null> {
    return (await this.opening).gestures(key);
  }
  async keepGestures(kept: Kept): Promise<void> {
    return (await this.opening).keepGestures(kept);
  }
}
