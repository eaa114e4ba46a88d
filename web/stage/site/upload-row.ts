/** One line of the upload list: a file, how far it is, and what became of it. */

import { type Job, type Result, sentence } from "./job-progress";

export class UploadRow {
  private readonly item = document.createElement("li");
  private readonly bar = document.createElement("progress");
  private readonly text = document.createElement("p");

  constructor(
    readonly file: File,
    readonly id: string,
    list: Element,
    private readonly again: (row: UploadRow) => void,
  ) {
    this.item.className = "upload";
    const name = document.createElement("p");
    name.className = "upload-name";
    name.textContent = file.name;
    this.text.className = "upload-result";
    this.text.textContent = "Waiting";
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", `Upload of ${file.name}`);
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
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button quiet small", textContent: "Try again" });
    button.addEventListener("click", () => {
      button.remove();
      delete this.item.dataset["outcome"];
      this.text.textContent = "Waiting";
      this.again(this);
    });
    this.item.append(button);
  }

  /** A single file has one result; an archive tells its own, those that were not added in full. */
  finished(results: readonly Result[]): void {
    this.bar.remove();
    const only = results.length === 1 ? results[0] : undefined;
    const added = results.filter(({ outcome }) => outcome === "added").length;
    this.item.dataset["outcome"] = only ? only.outcome : "archive";
    this.text.textContent = only ? words(only) : `${added} of ${results.length} added`;
    const others = results.filter(({ outcome }) => outcome !== "added");
    if (!only && others.length > 0) this.item.append(details(others));
  }
}

const words = ({ outcome, detail }: Result): string => detail || outcome.replaceAll("_", " ");

function details(results: readonly Result[]): HTMLElement {
  const element = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = `${results.length} not added`;
  const list = document.createElement("ul");
  for (const result of results) {
    const item = document.createElement("li");
    item.textContent = `${result.name}: ${words(result)}`;
    list.append(item);
  }
  element.append(summary, list);
  return element;
}
