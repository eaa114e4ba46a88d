/** From image to image without loading a page: what changes is the content of `<main>`, as the server renders it. */

import { toast } from "../browser/toast";
import { isSaved } from "../saving/save-status";
import { live } from "./live";
import { type ImagePage, type NoPage, Prefetcher } from "./prefetch";

/** What happened since a page was made must be known, or it would be shown as if nothing had. */
const prefetcher = new Prefetcher(({ imageSet, position }) => !live.isKnownSince(imageSet, position));

/** Counts the pages that were asked for: one that comes late, after another was asked for, is not shown. */
let latest = 0;

/** How far somebody went in this tab, and where on that way the page is. */
let furthest = at();

/** The place on that way of what is on the screen. */
let shown = at();

/** Images that this page has shown. */
const shownImages = new Set<string>();

interface HistoryEntry {
  readonly at: number;
  /** Where one was before, the last first. */
  readonly from?: readonly string[];
}

/** Fetched again where a reload forgot them. */
const BEHIND = 2;

function at(): number {
  return (history.state as HistoryEntry | null)?.at ?? 0;
}

const NOWHERE = "There is no image that way.";
const UNREACHED = "The server is not reached, so this image stays. Please try again.";

export function go(address: string | undefined): void {
  if (address) void to(address, "new");
  else toast(NOWHERE);
}

/** The same, for what is asked anew each time: which image it is may have changed. */
export function followAddress(address: string): void {
  prefetcher.forget(address);
  go(address);
}

/** Where one came from: on a way that leaves images out, the one just labelled is not on it any more. */
export function goBack(): boolean {
  if (at() === 0) return false;
  history.back();
  return true;
}

/** Where one has been already, after going back. */
export function goForward(): boolean {
  if (at() >= furthest) return false;
  history.forward();
  return true;
}

/** The stage calls this once it shows an image. */
export function arrivedAt({ image = "", ahead: addresses, way, previous }: DOMStringMap): void {
  shownImages.add(image);
  const wanted = addresses?.split(" ").filter(Boolean) ?? [];
  const behind = way === "some" ? from() : [];
  const back = behind.length === 0 && previous ? [previous] : behind;
  // What is on the screen comes first.
  setTimeout(() => prefetcher.prefetch([...wanted, ...back]), 0);
}

function from(): readonly string[] {
  return (history.state as HistoryEntry | null)?.from ?? [];
}

async function to(address: string, as: "new" | "known"): Promise<void> {
  latest += 1;
  const mine = latest;
  const page = await currentPage(withoutHash(address));
  if (mine !== latest) return;
  if (page === "unreached") return stay();
  if (page === "no-image") return location.assign(address);
  if (as === "new") {
    furthest = at() + 1;
    const behind = [location.pathname + location.search, ...from()].slice(0, BEHIND);
    history.pushState({ at: furthest, from: behind } satisfies HistoryEntry, "", page.address + hashOf(address));
  }
  show(page);
}

/** What a queue handed out ahead may be done by now, here or elsewhere: then it is asked anew, once it knows what was done. */
async function currentPage(address: string): Promise<ImagePage | NoPage> {
  const page = await prefetcher.get(address);
  if (typeof page === "string" || page.address === address) return page;
  if (!shownImages.has(page.image) && live.since(page.image, page.position).length === 0) return page;
  await isSaved();
  prefetcher.forget(address);
  prefetcher.forget(page.address);
  return prefetcher.get(address);
}

/** What is on the screen can be worked on all the same; the browser's page about a server that is away can not. */
function stay(): void {
  toast(UNREACHED, "error");
  // Back and forward of the browser have changed the address already.
  if (at() !== shown) history.go(shown - at());
}

function show(page: ImagePage): void {
  const main = document.getElementById("main");
  if (!main) return location.reload();
  shown = at();
  // A parser runs no script, and what it read moves here as it is, which is less work than a copy.
  const content = new DOMParser().parseFromString(page.html, "text/html").body;
  const title = content.querySelector<HTMLElement>("[data-title]")?.dataset["title"];
  if (title) document.title = `${title} · Annals`;
  main.replaceChildren(...content.childNodes);
  main.querySelector(".image-link[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const stage = main.querySelector<HTMLElement>("label-stage");
  stage?.focus({ preventScroll: true });
  announce(title ?? "");
}

/** Readers of the screen are told where they are now; the page did not load. */
function announce(title: string): void {
  const place = document.getElementById("went") ?? document.body.appendChild(document.createElement("div"));
  Object.assign(place, { id: "went", className: "hidden-text" });
  place.setAttribute("role", "status");
  place.textContent = title;
}

const withoutHash = (address: string): string => address.replace(/#.*$/, "");
const hashOf = (address: string): string => /#.*$/.exec(address)?.[0] ?? "";

/** Links to images lead there in the same way as keys do. */
export function followLink(event: MouseEvent): boolean {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!isPlain || !link || link.target || link.origin !== location.origin) return false;
  if (!/^\/images\/[^/]+(\/verify)?$/.test(link.pathname)) return false;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
  return true;
}

addEventListener("popstate", () => {
  if (!document.querySelector("label-stage")) return;
  if (at() !== shown) void to(location.pathname + location.search + location.hash, "known");
  // Back at what is shown: whatever is on its way is not wanted any more.
  else latest += 1;
});

/** The image that somebody left verifying to edit, to come back to it. */
let origin: string | null = null;

/** The page is asked for anew on return: the label may be another one by then. */
export function leaveToEdit(): void {
  prefetcher.forget(location.pathname + location.search);
  origin = document.querySelector<HTMLElement>("label-stage")?.dataset["image"] ?? null;
}

/** False: nobody came from anywhere. */
export function returnToVerifying(): boolean {
  if (!origin || at() === 0) return false;
  origin = null;
  // Editing was a side step: forth from there is not back to it.
  furthest = at() - 1;
  history.back();
  return true;
}

/** Shows the way back on the image that was to be edited; on another one it is forgotten. */
export function offerReturn(stage: HTMLElement): void {
  if (origin !== stage.dataset["image"]) {
    origin = null;
    return;
  }
  const button = Object.assign(document.createElement("button"), { type: "button", className: "tool return" });
  button.dataset["do"] = "return";
  button.append("← Back to verifying ", Object.assign(document.createElement("kbd"), { textContent: "e" }));
  stage.closest(".workspace")?.querySelector(".toolbar .tool-group")?.after(button);
}
