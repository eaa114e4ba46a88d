/** Several tabs of one person: one sends at a time, and all hear what became of it. */

import type { Answer } from "./answers";
import type { Command } from "./intents";
import type { SaveState } from "./save-state";
import type { Refused } from "./store";

export type TabMessage =
  | { readonly is: "added"; readonly command: Command }
  | { readonly is: "done"; readonly command: Command; readonly answer: Answer; readonly position: number }
  | { readonly is: "refused"; readonly command: Command; readonly refused: Refused | null }
  | { readonly is: "dismissed"; readonly id: string }
  | { readonly is: "history"; readonly key: string }
  | { readonly is: "save-state"; readonly saveState: SaveState }
  | { readonly is: "hurry" };

export interface Tabs {
  send(message: TabMessage): void;
  listen(heard: (message: TabMessage) => void): void;
  /** Runs the work while no other tab runs its own. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

export class BrowserTabs implements Tabs {
  private readonly name: string;
  private readonly channel: BroadcastChannel | null;

  constructor(account: string) {
    this.name = `annals-queue-${account}`;
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(this.name) : null;
  }

  send(message: TabMessage): void {
    this.channel?.postMessage(message);
  }

  listen(heard: (message: TabMessage) => void): void {
    this.channel?.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => heard(data));
  }

  /** On plain http there are no locks: two tabs may then send the same command, which the server answers alike. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks ? navigator.locks.request(this.name, work) : work();
  }
}

/** For a page that is the only one. */
export const NO_TABS: Tabs = { send: () => {}, listen: () => {}, exclusively: (work) => work() };
