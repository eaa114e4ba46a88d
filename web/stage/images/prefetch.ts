/** The images that probably come next, and where one was: fetched before somebody goes there, page, labels and picture. */

/** What the server answers for an address: the part of the page that changes. */
export interface ImagePage {
  /** Where it is in the end: queues lead on to an image. */
  readonly address: string;
  /** Its markup. Not yet a document: a dozen of them with hundreds of labels each would be most of what the browser holds. */
  readonly html: string;
  readonly image: string;
  readonly imageSet: string;
  readonly position: number;
  /** Where a queue hands out what comes after it. */
  readonly onwards: string | null;
}

/** Why there is no page: no image there, or signed out, which the browser shows in its own way; or the server is away. */
export type NoPage = "no-image" | "unreached";

interface Prefetched {
  readonly page: Promise<ImagePage | NoPage>;
  /** Once it is there. */
  found: ImagePage | null;
  /** Held so that the browser keeps it decoded. */
  picture: HTMLImageElement | null;
}

/** What a queue answers: where the image is, or why there is none. */
type QueueAnswer = { readonly address: string } | NoPage;

interface AskedQueue {
  readonly asked: number;
  readonly to: Promise<QueueAnswer>;
}

/** Five ahead, two behind, and where one came from. */
const MOST = 12;
const AT_ONCE = 2;
/** Milliseconds after which nobody waits any longer. */
const PATIENCE = 30_000;
/** As many as beside a queue: the server keeps each for this person (`desk/leases.rs`). */
const FROM_QUEUE = 5;
/** The server keeps what it handed out for 90 s; after so many milliseconds it is asked whether it still does. */
const SURE = 60_000;

export class Prefetcher {
  private readonly kept = new Map<string, Prefetched>();
  private readonly answers = new Map<string, AskedQueue>();
  private waiting: string[] = [];
  private running = 0;

  constructor(private readonly isOld: (page: ImagePage) => boolean) {}

  /** Fetches these, the first first, when nothing more urgent is on its way; from a queue, what comes after them, too. */
  prefetch(addresses: readonly string[]): void {
    for (const [address, { found }] of this.kept) if (found && this.isOld(found)) this.kept.delete(address);
    for (const address of addresses) touch(this.kept, address);
    this.waiting = [...new Set(addresses)].filter((address) => !this.kept.has(address));
    this.work();
  }

  /** The page of an address, at once if it was fetched ahead and is not too old. */
  async get(address: string): Promise<ImagePage | NoPage> {
    const to = isQueue(address) ? await this.ask(address) : { address };
    return typeof to === "string" ? to : this.page(to.address);
  }

  /** Forgets what was fetched or handed out: it is another one by now. */
  forget(address: string): void {
    this.kept.delete(address);
    this.answers.delete(address);
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

  private async page(address: string): Promise<ImagePage | NoPage> {
    touch(this.kept, address);
    const page = await (this.kept.get(address) ?? this.keep(address)).page;
    return typeof page === "string" || !this.isOld(page) ? page : this.keep(address).page;
  }

  private async follow(address: string, steps: number): Promise<void> {
    const page = await this.get(address);
    const onwards = isQueue(address) && typeof page !== "string" ? page.onwards : null;
    if (onwards && steps > 1) await this.follow(onwards, steps - 1);
  }

  /** Asked again it answers the same while that is kept for this person, and keeps it longer. */
  private ask(address: string): Promise<QueueAnswer> {
    const known = this.answers.get(address);
    if (known && Date.now() - known.asked < SURE) return known.to;
    const handed = { asked: Date.now(), to: handedOut(address) };
    remember(this.answers, address, handed);
    void handed.to.then(
      (to) => typeof to === "string" && this.answers.get(address) === handed && this.answers.delete(address),
    );
    return handed.to;
  }

  private keep(address: string): Prefetched {
    const kept: Prefetched = { picture: null, found: null, page: load(address) };
    remember(this.kept, address, kept);
    void kept.page.then((page) => {
      if (typeof page !== "string") Object.assign(kept, { found: page, picture: picture(page.image) });
      else if (this.kept.get(address) === kept) this.kept.delete(address);
    });
    return kept;
  }
}

/** Also where an image is asked for by its number: both answer where it is. */
export const isQueue = (address: string): boolean => /\/(?:next|image)\?/.test(address);

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

/** The server's answer; null where it is away. */
async function asked(address: string): Promise<Response | null> {
  const asking = fetch(address, {
    headers: { "HX-Request": "true" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const answer = await asking.catch(() => null);
  return answer && answer.status < 500 ? answer : null;
}

async function handedOut(address: string): Promise<QueueAnswer> {
  const answer = await asked(address);
  if (!answer) return "unreached";
  const to = answer.headers.get("HX-Redirect");
  return to === null ? "no-image" : { address: to };
}

async function load(address: string): Promise<ImagePage | NoPage> {
  const answer = await asked(address);
  // The connection may break in the middle of the page, too.
  const html = await answer?.text().catch(() => null);
  if (!answer || html == null) return "unreached";
  return answer.ok ? read(address, html) : "no-image";
}

function read(address: string, html: string): ImagePage | NoPage {
  const tag = /<label-stage [^>]*>/.exec(html)?.[0];
  const stage = tag && new DOMParser().parseFromString(tag, "text/html").querySelector<HTMLElement>("label-stage");
  if (!stage) return "no-image";
  const { image = "", set: imageSet = "", position, next } = stage.dataset;
  return {
    address,
    html,
    image,
    imageSet,
    position: Number(position),
    onwards: next && isQueue(next) ? next : null,
  };
}
