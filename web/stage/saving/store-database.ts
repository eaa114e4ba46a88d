/** Keeps work in IndexedDB, so that it outlives the page, the browser and the laptop's battery. */

import type { Command } from "./intents";
import type { Answered, AnsweredHistory, Ids, Refused, Store } from "./store";
import { MemoryStore } from "./store-memory";
import { commandsIn, type StoredHistory } from "./undo-steps";

/** So long a page may sleep and still learn what became of a command, and so long a gesture can be taken back. */
const REMEMBERED = 30 * 24 * 3600 * 1000;

export async function openStore(): Promise<Store> {
  try {
    const store = new DatabaseStore(await open());
    await store.forgetBefore(Date.now() - REMEMBERED);
    return store;
  } catch {
    return new MemoryStore();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("annals", 3);
  request.onupgradeneeded = ({ oldVersion }) => {
    const { result } = request;
    if (oldVersion < 1) {
      // Added in this order, read in this order: the key counts up, the id finds.
      result.createObjectStore("waiting", { autoIncrement: true }).createIndex("id", "id", { unique: true });
      result.createObjectStore("refused", { keyPath: "id" });
    }
    if (oldVersion < 2) result.createObjectStore("answered", { keyPath: "id" }).createIndex("at", "at");
    // Those of older versions knew less of themselves.
    if (oldVersion === 2) result.deleteObjectStore("gestures");
    result.createObjectStore("gestures", { keyPath: "key" }).createIndex("at", "at");
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      // A newer page must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

class DatabaseStore implements Store {
  readonly isLasting = true;

  constructor(private readonly database: IDBDatabase) {}

  async add(command: Command): Promise<void> {
    await this.within(["waiting"], "readwrite", (at) => at("waiting").add(command));
  }

  async first(account: string, except: Ids): Promise<Command | null> {
    let found: Command | null = null;
    await this.within(["waiting"], "readonly", (at) => {
      const request = at("waiting").openCursor();
      request.onsuccess = () => {
        const command = request.result?.value as Command | undefined;
        if (command?.account === account && !except.has(command.id)) found = command;
        else request.result?.continue();
      };
      return request;
    });
    return found;
  }

  async waiting(account: string): Promise<Command[]> {
    const all: Command[] = await this.within(["waiting"], "readonly", (at) => at("waiting").getAll());
    return all.filter((command) => command.account === account);
  }

  async answered(id: string): Promise<Answered | null> {
    return (await this.within<Answered | undefined>(["answered"], "readonly", (at) => at("answered").get(id))) ?? null;
  }

  async finish(answered: Answered): Promise<void> {
    await this.within(["waiting", "answered"], "readwrite", (at) => settle(at, answered));
  }

  async refuse(refused: Refused, answered: Answered): Promise<void> {
    await this.within(["waiting", "answered", "refused"], "readwrite", (at) => {
      at("refused").put(refused);
      return settle(at, answered);
    });
  }

  async refused(account: string): Promise<Refused[]> {
    const all: Refused[] = await this.within(["refused"], "readonly", (at) => at("refused").getAll());
    return all.filter(({ command }) => command.account === account);
  }

  async dismiss(id: string): Promise<void> {
    await this.within(["refused"], "readwrite", (at) => at("refused").delete(id));
  }

  async history(key: string): Promise<AnsweredHistory | null> {
    const answered: Answered[] = [];
    const kept = await this.within<StoredHistory | undefined>(["gestures", "answered"], "readonly", (at) => {
      const request: IDBRequest<StoredHistory | undefined> = at("gestures").get(key);
      request.onsuccess = () => {
        for (const id of request.result ? commandsIn(request.result) : []) {
          const found: IDBRequest<Answered | undefined> = at("answered").get(id);
          found.onsuccess = () => void (found.result && answered.push(found.result));
        }
      };
      return request;
    });
    return kept ? { kept, answered } : null;
  }

  async keepHistory(kept: StoredHistory): Promise<void> {
    await this.within(["gestures"], "readwrite", (at) => at("gestures").put(kept));
  }

  async forgetBefore(then: number): Promise<void> {
    await this.within(["answered", "gestures"], "readwrite", (at) => {
      deleteBefore(then, at("answered"));
      return deleteBefore(then, at("gestures"));
    });
  }

  /** Resolves when the transaction is on disk, with the request's result. */
  private within<T>(names: string[], mode: IDBTransactionMode, ask: (at: Stores) => IDBRequest): Promise<T> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(names, mode, { durability: "strict" });
      transaction.oncomplete = () => resolve(request.result as T);
      transaction.onabort = () => reject(transaction.error);
      const request = ask((name) => transaction.objectStore(name));
    });
  }
}

type Stores = (name: string) => IDBObjectStore;

function deleteBefore(then: number, store: IDBObjectStore): IDBRequest {
  const request = store.index("at").openCursor(IDBKeyRange.upperBound(then));
  request.onsuccess = () => {
    request.result?.delete();
    request.result?.continue();
  };
  return request;
}

function settle(at: Stores, answered: Answered): IDBRequest {
  at("answered").put(answered);
  const request = at("waiting").index("id").openCursor(IDBKeyRange.only(answered.id));
  request.onsuccess = () => request.result?.delete();
  return request;
}
