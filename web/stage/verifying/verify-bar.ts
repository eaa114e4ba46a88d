/** The bar below the picture while verifying: which label is asked about, its votes, and how many are left. */

import { announce } from "../browser/announce";
import type { Verdict } from "../labels/annotation";
import { describe, votesOf } from "../labels/describe";
import type { Label } from "../labels/labels";
import { isDrawn, words } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import { progress } from "./progress";

/** The server counts no further. */
const MANY = 1000;

export class VerifyBar {
  private readonly data = document.querySelector<HTMLElement>(".verify-bar")?.dataset ?? {};

  constructor(private readonly workspace: Workspace) {}

  /** The labels that the page asks about. */
  get asked(): readonly string[] {
    return this.data["asked"]?.split(" ").filter(Boolean) ?? [];
  }

  /** Shows a label, or that there is none left; `place` is its own among `all` of them, `said` what has just happened. */
  show(label: Label | undefined, place: number, all: number, said: string): void {
    const count = label ? `${place + 1} of ${all} here` : all === 0 ? "Nothing left to verify on this image" : DONE;
    text("verify-count", count);
    this.showName(label);
    showVotes(label);
    this.announce(label, count, said);
    this.showLeft();
    document.getElementById("verify-on")?.toggleAttribute("hidden", label !== undefined || all > 0);
    markVerdict(label?.vote ?? "");
  }

  private showName(label: Label | undefined): void {
    for (const verdict of document.querySelectorAll<HTMLButtonElement>(".verdicts button")) verdict.disabled = !label;
    text("verify-label", label ? `${this.workspace.nameOf(label)}: ${words(label.shape.kind)}` : "");
    const name = document.getElementById("verify-label");
    if (name) name.className = `verify-label ${label ? this.workspace.types.colourOf(label.type) : ""}`;
  }

  private announce(label: Label | undefined, count: string, said: string): void {
    const description = label && describe(label, this.workspace.types.nameOf(label.type));
    announce([said, description, count, label && votesOf(label)].filter(Boolean).join(", "));
  }

  private showLeft(): void {
    const left = progress.left(this.data["queue"] ?? "", Number(this.data["left"] ?? 0));
    text("verify-left", left >= MANY ? `more than ${MANY} left` : `${left} left`);
  }
}

const DONE = "Done here, going on…";

function showVotes(label: Label | undefined): void {
  const place = document.getElementById("verify-votes");
  if (!place) return;
  place.replaceChildren();
  if (!label) return;
  if (label.accepts === null || label.rejects === null) place.append(span("unseen", "votes hidden until you vote"));
  else place.append(span("accepts", String(label.accepts)), span("rejects", String(label.rejects)));
  if (label.vote) place.append(span("soft", label.vote === "accept" ? "you accepted" : "you rejected"));
  if (!isDrawn(label.shape)) place.append(span("soft", "said to be nowhere in this image"));
}

function markVerdict(vote: Verdict | ""): void {
  for (const verdict of ["accept", "reject"]) {
    const button = document.querySelector(`.verdicts [data-do="${verdict}"]`);
    if (vote) button?.setAttribute("aria-pressed", String(vote === verdict));
    else button?.removeAttribute("aria-pressed");
  }
}

function text(id: string, content: string): void {
  const element = document.getElementById(id);
  if (element && element.textContent !== content) element.textContent = content;
}

function span(className: string, content: string): HTMLElement {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = content;
  return made;
}
