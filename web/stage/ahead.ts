/** The images that probably come next, fetched before somebody goes there: page, labels and picture. */

/** What the server answers for an address: the part of the page that changes. */
export interface Page {
  /** Where it is in the end: queues lead on to an image. */
  readonly address: string;
  readonly content: DocumentFragment;
  readonly image: string;
  readonly imageSet: string;
  readonly position: number;
  /** What the queue hands out after it, if one led here. */
  readonly onwards: string | null;
}

/** Why there is no page: no image there, or signed out, which the browser shows in its own way; or the server is away. */
export type Absence = "no-image" | "unreached";

interface Kept {
  readonly page: Promise<Page | Absence>;
  /** Once it is there. */
  found: Page | null;
  /** Held so that the browser keeps it decoded. */
  picture: HTMLImageElement | null;
}

/** Five before, two behind, and where one came from. */
const MOST = 12;
const AT_ONCE = 2;
/** Milliseconds after which nobody waits any longer. */
const PATIENCE = 30_000;
/** Each is kept for this person alone, so there are few. */
const FROM_QUEUE = 2;

export class Ahead {
  private readonly kept = new Map<string, Kept>();
  private waiting: string[] = [];
  private running = 0;

  constructor(private readonly isOld: (page: Page) => boolean) {}

  /** Fetches these, the first first, when nothing more urgent is on its way. */
  want(addresses: readonly string[]): void {
    for (const [address, { found }] of this.kept) if (found && this.isOld(found)) this.kept.delete(address);
    for (const address of addresses) this.touch(address);
    this.waiting = addresses.filter((address) => !this.kept.has(address));
    this.work();
  }

  /** The page of an address, at once if it was fetched ahead and is not too old. */
  async get(address: string): Promise<Page | Absence> {
    this.touch(address);
    const page = await (this.kept.get(address) ?? this.keep(address)).page;
    if (typeof page === "string" || !this.isOld(page)) return page;
    return this.keep(address).page;
  }

  /** Forgets what was fetched of an image: it is another one by now. */
  forget(address: string): void {
    this.kept.delete(address);
  }

  private work(): void {
    while (this.running < AT_ONCE) {
      const address = this.waiting.shift();
      if (address === undefined) return;
      this.running += 1;
      void this.keep(address).page.finally(() => {
        this.running -= 1;
        this.work();
      });
    }
  }

  private keep(address: string, depth = 1): Kept {
    const kept: Kept = { picture: null, found: null, page: load(address) };
    this.kept.set(address, kept);
    void kept.page.then((page) => {
      if (typeof page === "string") return void this.kept.delete(address);
      kept.found = page;
      kept.picture = picture(page.image);
      if (page.onwards && depth < FROM_QUEUE && !this.kept.has(page.onwards)) this.keep(page.onwards, depth + 1);
    });
    for (const oldest of this.kept.keys()) if (this.kept.size > MOST) this.kept.delete(oldest);
    return kept;
  }

  private touch(address: string): void {
    const kept = this.kept.get(address);
    if (!kept) return;
    this.kept.delete(address);
    this.kept.set(address, kept);
  }
}

function picture(image: string): HTMLImageElement {
  const picture = new Image();
  picture.src = `/images/${image}/screen`;
  picture.decode().catch(() => {});
  return picture;
}

async function load(address: string, isHanded = false): Promise<Page | Absence> {
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere) return await load(elsewhere, true);
    if (answer.status >= 500) return "unreached";
    return answer.ok ? read(address, await answer.text(), isHanded) : "no-image";
  } catch {
    return "unreached";
  }
}

function read(address: string, html: string, isHanded: boolean): Page | Absence {
  const content = document.createRange().createContextualFragment("");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  content.append(...parsed.body.childNodes);
  const stage = content.querySelector<HTMLElement>("label-stage");
  if (!stage) return "no-image";
  const { image = "", set: imageSet = "", position, next } = stage.dataset;
  return { address, content, image, imageSet, position: Number(position), onwards: isHanded && next ? next : null };
}
