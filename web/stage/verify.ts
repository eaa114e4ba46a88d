/** Verifying: one label after the other, cropped and zoomed, a key for each answer. */

import { type Actions, next, previous } from "./actions";
import type { Bench } from "./bench";
import { bounds, type Bounds } from "./geometry";
import { go } from "./going";
import { drawn, type Label } from "./labels";
import { type Drawn, type Frame, type Verdict, words } from "./shapes";

export class Verifying {
  private readonly labels: readonly string[];
  private place = 0;

  constructor(private readonly bench: Bench) {
    const wanted = /^#label-(.+)$/.exec(location.hash)?.[1];
    const open = bench.labels.all().filter(({ id, vote }) => vote === "" || id === wanted);
    this.labels = open.map(({ id }) => id);
    this.place = Math.max(this.labels.indexOf(wanted ?? ""), 0);
    this.show();
  }

  actions(): Actions {
    return {
      accept: () => this.vote("accept"),
      reject: () => this.vote("reject"),
      "next-label": () => this.on(),
      "previous-label": () => this.back(),
      edit: () => this.edit(),
    };
  }

  private vote(verdict: Verdict): void {
    const label = this.current();
    if (label) this.bench.sync.perform({ does: "vote", annotation: label.id, verdict });
    this.on();
  }

  private on(): void {
    this.place = Math.min(this.place + 1, this.labels.length);
    this.show();
    if (this.place === this.labels.length && this.bench.host.dataset["next"]) next(this.bench);
  }

  private back(): void {
    if (this.place === 0) return previous(this.bench);
    this.place -= 1;
    this.show();
  }

  private edit(): void {
    const { edit = `/images/${this.bench.image}` } = this.bench.host.dataset;
    const label = this.current();
    go(label ? `${edit}#label-${label.id}` : edit);
  }

  private current(): Label | undefined {
    return this.bench.labels.get(this.labels[this.place] ?? "");
  }

  private show(): void {
    const { bench } = this;
    const label = this.current();
    const shape = drawn(label);
    bench.select(label?.id ?? null);
    bench.view.aim(shape ? around(shape, bench.frame) : { left: 0, top: 0, right: bench.frame.width, bottom: bench.frame.height });
    for (const element of bench.svg.querySelectorAll(".label[data-annotation]")) {
      const isOther = label !== undefined && element.id !== `label-${label.id}`;
      element.classList.toggle("dimmed", isOther);
      // Out of Tab's way, too: one label is asked about.
      if (isOther) element.removeAttribute("tabindex");
      else element.setAttribute("tabindex", "0");
    }
    this.say(label);
  }

  private say(label: Label | undefined): void {
    for (const verdict of document.querySelectorAll<HTMLButtonElement>(".verdicts button")) verdict.disabled = !label;
    const count = document.getElementById("verify-count");
    const done = this.labels.length === 0 ? "Nothing left to verify here" : `All ${this.labels.length} done`;
    if (count) count.textContent = label ? `${this.place + 1} of ${this.labels.length}` : done;
    const name = document.getElementById("verify-label");
    if (!name) return;
    name.className = `verify-label ${label ? this.bench.colour(label.type) : ""}`;
    name.textContent = label ? `${this.bench.nameOf(label)}: ${words(label.shape.kind)}` : "";
  }
}

/** The label with as much around it as helps to judge it. */
function around({ points }: Drawn, frame: Frame): Bounds {
  const { left, top, right, bottom } = bounds(points);
  const margin = Math.max((right - left) * 0.6, (bottom - top) * 0.6, Math.min(frame.width, frame.height) * 0.06);
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}
