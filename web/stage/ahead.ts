/** The images that probably come next, and where one was: fetched before somebody goes there, page, labels and picture. */

/** What the server answers for an address: the part of the page that changes. */
export interface Page {
  /** Where it is in the end: queues lead on to an image. */
  readonly address: string;
  readonly content: DocumentFragment;
  readonly image: string;
  readonly position: number;
  /** Where a queue hands out what comes after it. */
  readonly onwards: string | null;
}

interface Kept {
  readonly page: Promise<Page | null>;
  /** Held so that the browser keeps it decoded. */
  picture: HTMLImageElement | null;
}

/** What a queue answered: the image to go to, or none. */
interface Handed {
  readonly asked: number;
  readonly to: Promise<string | null>;
}

/** Five ahead, two behind, and where one came from. */
const MOST = 12;
const AT_ONCE = 2;
/** As many as beside a queue: the server keeps each for this person (`desk/leases.rs`). */
const FROM_QUEUE = 5;
/** The server keeps what it handed out for 90 s; after so many milliseconds it is asked whether it still does. */
const SURE = 60_000;

export class Ahead {
  private readonly kept = new Map<string, Kept>();
  private readonly handed = new Map<string, Handed>();
  private waiting: string[] = [];
  private running = 0;

  /** Fetches these, the first first, when nothing more urgent is on its way; from a queue, what comes after them, too. */
  want(addresses: readonly string[]): void {
    for (const address of addresses) touch(this.kept, address);
    this.waiting = [...new Set(addresses)].filter((address) => !this.kept.has(address));
    this.work();
  }

  /** The page of an address, at once if it was fetched ahead; null where there is no image. */
  async get(address: string): Promise<Page | null> {
    const to = isQueue(address) ? await this.ask(address) : address;
    if (to === null) return null;
    touch(this.kept, to);
    return (this.kept.get(to) ?? this.keep(to)).page;
  }

  /** Forgets what was fetched or handed out: it is another one by now. */
  forget(address: string): void {
    this.kept.delete(address);
    this.handed.delete(address);
  }

  private work(): void {
    while (this.running < AT_ONCE) {
      const address = this.waiting.shift();
      if (address === undefined) return;
      this.running += 1;
      void this.follow(address, FROM_QUEUE).finally(() => {
        this.running -= 1;
        this.work();
      });
    }
  }

  private async follow(address: string, steps: number): Promise<void> {
    const page = await this.get(address);
    if (isQueue(address) && page?.onwards && steps > 1) await this.follow(page.onwards, steps - 1);
  }

  /** Asked again it answers the same while that is kept for this person, and keeps it longer. */
  private ask(address: string): Promise<string | null> {
    const known = this.handed.get(address);
    if (known && Date.now() - known.asked < SURE) return known.to;
    const handed = { asked: Date.now(), to: handedOut(address) };
    remember(this.handed, address, handed);
    void handed.to.then((to) => to === null && this.handed.get(address) === handed && this.handed.delete(address));
    return handed.to;
  }

  private keep(address: string): Kept {
    const kept: Kept = { picture: null, page: load(address) };
    remember(this.kept, address, kept);
    void kept.page.then((page) => {
      if (page) kept.picture = picture(page.image);
      else if (this.kept.get(address) === kept) this.kept.delete(address);
    });
    return kept;
  }
}

export const isQueue = (address: string): boolean => /\/next\?/.test(address);

/** What was used last is forgotten last. */
function touch<T>(all: Map<string, T>, address: string): void {
  const one = all.get(address);
  if (one) remember(all, address, one);
}

function remember<T>(all: Map<string, T>, address: string, one: T): void {
  all.delete(address);
  all.set(address, one);
  for (const oldest of all.keys()) if (all.size > MOST) all.delete(oldest);
}

function picture(image: string): HTMLImageElement {
  const picture = new Image();
  picture.src = `/images/${image}/screen`;
  picture.decode().catch(() => {});
  return picture;
}

const asked = (address: string): Promise<Response> => fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });

/** Null: nothing is left, not reached, or signed out. */
async function handedOut(address: string): Promise<string | null> {
  try {
    return (await asked(address)).headers.get("HX-Redirect");
  } catch {
    return null;
  }
}

/** Null: no image there, not reached, or signed out. The browser then shows what is there in its own way. */
async function load(address: string): Promise<Page | null> {
  try {
    const answer = await asked(address);
    return answer.ok ? read(address, await answer.text()) : null;
  } catch {
    return null;
  }
}

function read(address: string, html: string): Page | null {
  const content = document.createRange().createContextualFragment("");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  content.append(...parsed.body.childNodes);
  const stage = content.querySelector<HTMLElement>("label-stage");
  if (!stage) return null;
  const { image = "", position, next } = stage.dataset;
  return { address, content, image, position: Number(position), onwards: next && isQueue(next) ? next : null };
}
