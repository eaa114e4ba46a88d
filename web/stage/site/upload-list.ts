/**
 * `<upload-list data-set="UUID">`: uploads many images or a zip, three at a time, and says for each what became of it.
 *
 * Inside: `<form>` with inputs for files and for a folder, and a `<select name="encoding">` (works without this script),
 * `<ol class="uploads">` (made if missing) and, optionally, `<output>` for the sum. Files and folders can be dropped on the
 * element. Each file is one `POST /api/v1/image-sets/{set}/images` (multipart, fields `encoding` and `file`, whose name has
 * its folders) that answers `{"results":[{"name","outcome","detail","image"?}],"job"?: UUID}`; 202 with `job` for a zip,
 * which is then followed.
 */

import { newId } from "../browser/ids";
import { type Chosen, type ChosenFile, chosen, dropped } from "./chosen-files";
import { follow, isOver, type Job, type NamesRead, type Result } from "./job-progress";
import { send } from "./send-file";
import { UploadRow } from "./upload-row";

const AT_ONCE = 3;

class UploadList extends HTMLElement {
  private readonly waiting: UploadRow[] = [];
  private running = 0;
  private readonly sums = new Map<string, number>();

  connectedCallback(): void {
    for (const input of this.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      input.addEventListener("change", () => {
        this.take(chosen(input));
        input.value = "";
      });
    }
    this.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("dragover", (event) => this.over(event, true));
    this.addEventListener("dragleave", (event) => this.over(event, false));
    this.addEventListener("drop", (event) => {
      this.over(event, false);
      if (event.dataTransfer) void dropped(event.dataTransfer).then((found) => this.take(found));
    });
    addEventListener("beforeunload", (event) => this.running > 0 && event.preventDefault());
  }

  private over(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    this.classList.toggle("drop-here", isOver);
  }

  private take({ files, unreadable }: Chosen): void {
    const together = newId();
    for (const path of unreadable) this.row({ file: new File([], path), path }, together).unreadable();
    for (const file of files) this.queue(this.row(file, together));
    if (files.length + unreadable.length === 0) this.say("There is no file in it.");
  }

  private row(file: ChosenFile, together: string): UploadRow {
    return new UploadRow(file, newId(), together, this.list(), (row) => this.queue(row));
  }

  private queue(row: UploadRow): void {
    this.waiting.push(row);
    this.next();
  }

  private list(): HTMLElement {
    const made = (): HTMLElement => Object.assign(document.createElement("ol"), { className: "uploads" });
    return this.querySelector<HTMLElement>(".uploads") ?? this.appendChild(made());
  }

  private next(): void {
    while (this.running < AT_ONCE && this.waiting.length > 0) void this.upload(this.waiting.shift() as UploadRow);
  }

  private async upload(row: UploadRow): Promise<void> {
    this.running += 1;
    const url = `/api/v1/image-sets/${this.dataset["set"]}/images`;
    const encoding = this.querySelector<HTMLSelectElement>("select[name=encoding]")?.value ?? "";
    const answer = await send(url, row.file, row.id, row.together, encoding, (part) => row.progress(part));
    if ("problem" in answer) row.failed(answer.problem);
    else if (answer.job) await this.unpack(row, answer.job);
    else this.report(row, answer.results ?? []);
    this.running -= 1;
    this.next();
    if (this.running === 0) this.end();
  }

  private unpack(row: UploadRow, id: string): Promise<void> {
    return new Promise((resolve) => {
      follow(id, (job: Job) => {
        row.unpacking(job);
        if (!isOver(job)) return;
        const results = job.results ?? [];
        if (job.state !== "done" && results.length === 0) row.failed(job.detail ?? "The archive could not be read.");
        else this.report(row, results, job.names);
        resolve();
      });
    });
  }

  private report(row: UploadRow, results: readonly Result[], names?: NamesRead): void {
    row.finished(results, names);
    for (const { outcome, shortened } of results) {
      this.count(outcome);
      if (shortened) this.count("name cut");
    }
    this.say([...this.sums].map(([what, count]) => `${count} ${what.replaceAll("_", " ")}`).join(", "));
    this.dispatchEvent(new CustomEvent("upload-end", { bubbles: true, detail: results }));
  }

  /** What to do next, once all is done; and how to find it again. */
  private end(): void {
    if (!this.sums.has("added")) return;
    const set = `/image-sets/${this.dataset["set"]}`;
    const made = (): HTMLElement => Object.assign(document.createElement("p"), { className: "actions upload-end" });
    const line = this.querySelector<HTMLElement>(".upload-end") ?? made();
    const link = (href: string, textContent: string, className: string): HTMLElement =>
      Object.assign(document.createElement("a"), { href, textContent, className });
    line.replaceChildren(
      link(`${set}/next?to=label`, "Label them", "button primary"),
      link(`${set}/history?kind=wholes`, "This upload in the history", "button"),
    );
    this.querySelector("output")?.after(line);
  }

  private count(what: string): void {
    this.sums.set(what, (this.sums.get(what) ?? 0) + 1);
  }

  private say(text: string): void {
    const output = this.querySelector("output");
    if (output) output.textContent = text;
  }
}

customElements.define("upload-list", UploadList);
