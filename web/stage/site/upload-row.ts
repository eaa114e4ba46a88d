/** One line of the upload list: a file, how far it is, and what became of it. */

import type { ChosenFile } from "./chosen-files";
import { type Job, type NamesRead, type Result, sentence } from "./job-progress";

export class UploadRow {
  private readonly item = document.createElement("li");
  private readonly bar = document.createElement("progress");
  private readonly text = document.createElement("p");

  constructor(
    readonly file: ChosenFile,
    readonly id: string,
    /** Of all files that were chosen at once. */
    readonly together: string,
    private readonly list: Element,
    private readonly again: (row: UploadRow) => void,
  ) {
    this.item.className = "upload";
    const name = document.createElement("p");
    name.className = "upload-name";
    name.textContent = file.path;
    this.text.className = "upload-result";
    this.text.textContent = "Waiting";
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", `Upload of ${file.path}`);
    this.item.append(name, this.bar, this.text);
    list.append(this.item);
  }

  progress(part: number): void {
    this.bar.value = part;
    this.text.textContent = part < 1 ? `${Math.round(part * 100)} %` : "Being looked at";
  }

  unpacking(job: Job): void {
    this.bar.max = Math.max(job.total, 1);
    this.bar.value = job.done;
    this.text.textContent = sentence(job);
  }

  failed(problem: string): void {
    this.item.dataset["outcome"] = "failed";
    this.text.textContent = problem;
    this.gather();
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button quiet small", textContent: "Try again" });
    button.addEventListener("click", () => {
      button.remove();
      delete this.item.dataset["outcome"];
      delete this.item.dataset["problem"];
      this.text.textContent = "Waiting";
      this.again(this);
    });
    this.item.append(button);
  }

  unreadable(): void {
    this.bar.remove();
    this.item.dataset["outcome"] = "failed";
    this.text.textContent = "The browser could not read it.";
    this.gather();
  }

  /** What was not simply added stands before the rest, in the order in which it was told. */
  private gather(): void {
    const others = [...this.list.children].filter((item) => item !== this.item);
    const before = others.find((item) => !(item as HTMLElement).dataset["problem"]);
    this.item.dataset["problem"] = "yes";
    this.list.insertBefore(this.item, before ?? null);
  }

  /** A single file has one result; an archive tells its own, those that were not simply added in full. */
  finished(results: readonly Result[], names?: NamesRead): void {
    this.bar.remove();
    const only = results.length === 1 ? results[0] : undefined;
    const added = results.filter(({ outcome }) => outcome === "added").length;
    this.item.dataset["outcome"] = only ? only.outcome : "archive";
    this.text.textContent = only ? words(only) : `${added} of ${results.length} added`;
    if (only?.image) this.text.append(" ", link(`/images/${only.image}`, "Show"));
    if (results.some(({ outcome }) => outcome !== "added")) this.gather();
    if (names) this.item.append(howRead(names));
    if (only) return;
    this.tell(results, "not added", ({ outcome }) => outcome !== "added");
    this.tell(results, "with a name that was cut", ({ shortened }) => shortened === true);
  }

  private tell(results: readonly Result[], what: string, which: (result: Result) => boolean): void {
    const found = results.filter(which);
    if (found.length > 0) this.item.append(details(found, what));
  }
}

const words = ({ outcome, detail }: Result): string => detail || outcome.replaceAll("_", " ");

function link(href: string, textContent: string): HTMLElement {
  return Object.assign(document.createElement("a"), { href, textContent });
}

function howRead({ encoding, guessed }: NamesRead): HTMLElement {
  const text = document.createElement("p");
  text.className = "upload-names";
  const wrong = "If they look wrong, remove the images and send it again with the right encoding chosen above.";
  text.textContent = `Names were read as ${encoding}${guessed ? `, which is a guess. ${wrong}` : "."}`;
  return text;
}

function details(results: readonly Result[], what: string): HTMLElement {
  const element = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = `${results.length} ${what}`;
  const list = document.createElement("ul");
  for (const result of results) {
    const item = document.createElement("li");
    item.textContent = `${result.name}: ${words(result)}`;
    if (result.image) item.append(" ", link(`/images/${result.image}`, "Show"));
    list.append(item);
  }
  element.append(summary, list);
  return element;
}
