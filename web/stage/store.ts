/** Where commands wait: in IndexedDB, so that they outlive the page; in memory where there is none. */

import type { Command } from "./intents";
import type { Problem } from "./answers";

export interface Refused {
  readonly id: string;
  readonly command: Command;
  readonly problem: Problem;
}

export interface Store {
  add(command: Command): Promise<void>;
  /** In the order they were added. */
  waiting(account: string): Promise<Command[]>;
  update(command: Command): Promise<void>;
  remove(id: string): Promise<void>;
  refuse(refused: Refused): Promise<void>;
  refused(account: string): Promise<Refused[]>;
  dismiss(id: string): Promise<void>;
}

export class MemoryStore implements Store {
  private readonly commands = new Map<string, Command>();
  private readonly refusals = new Map<string, Refused>();

  async add(command: Command): Promise<void> {
    this.commands.set(command.id, command);
  }
  async waiting(account: string): Promise<Command[]> {
    return [...this.commands.values()].filter((command) => command.account === account);
  }
  async update(command: Command): Promise<void> {
    if (this.commands.has(command.id)) this.commands.set(command.id, command);
  }
  async remove(id: string): Promise<void> {
    this.commands.delete(id);
  }
  async refuse(refused: Refused): Promise<void> {
    this.commands.delete(refused.id);
    this.refusals.set(refused.id, refused);
  }
  async refused(account: string): Promise<Refused[]> {
    return [...this.refusals.values()].filter(({ command }) => command.account === account);
  }
  async dismiss(id: string): Promise<void> {
    this.refusals.delete(id);
  }
}

export async function openStore(): Promise<Store> {
  try {
    return new DatabaseStore(await open());
  } catch {
    return new MemoryStore();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("annals", 1);
  request.onupgradeneeded = () => {
    // Added in this order, read in this order: the key counts up, the id finds.
    const waiting = request.result.createObjectStore("waiting", { autoIncrement: true });
    waiting.createIndex("id", "id", { unique: true });
    request.result.createObjectStore("refused", { keyPath: "id" });
  };
  return done(request);
}

class DatabaseStore implements Store {
  constructor(private readonly database: IDBDatabase) {}

  async add(command: Command): Promise<void> {
    await this.within(["waiting"], "readwrite", (at) => at("waiting").add(command));
  }
  async waiting(account: string): Promise<Command[]> {
    const all: Command[] = await this.within(["waiting"], "readonly", (at) => at("waiting").getAll());
    return all.filter((command) => command.account === account);
  }
  async update(command: Command): Promise<void> {
    await this.within(["waiting"], "readwrite", (at) => this.cursor(at, command.id, (cursor) => cursor.update(command)));
  }
  async remove(id: string): Promise<void> {
    await this.within(["waiting"], "readwrite", (at) => this.cursor(at, id, (cursor) => cursor.delete()));
  }
  async refuse(refused: Refused): Promise<void> {
    await this.within(["waiting", "refused"], "readwrite", (at) => {
      at("refused").put(refused);
      return this.cursor(at, refused.id, (cursor) => cursor.delete());
    });
  }
  async refused(account: string): Promise<Refused[]> {
    const all: Refused[] = await this.within(["refused"], "readonly", (at) => at("refused").getAll());
    return all.filter(({ command }) => command.account === account);
  }
  async dismiss(id: string): Promise<void> {
    await this.within(["refused"], "readwrite", (at) => at("refused").delete(id));
  }

  private cursor(at: Stores, id: string, then: (cursor: IDBCursorWithValue) => void): IDBRequest {
    const request = at("waiting").index("id").openCursor(IDBKeyRange.only(id));
    request.onsuccess = () => request.result && then(request.result);
    return request;
  }

  /** Resolves when the transaction is on disk, with the request's result. */
  private within<T>(names: string[], mode: IDBTransactionMode, ask: (at: Stores) => IDBRequest): Promise<T> {
    const transaction = this.database.transaction(names, mode, { durability: "strict" });
    const request = ask((name) => transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result as T);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

type Stores = (name: string) => IDBObjectStore;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
