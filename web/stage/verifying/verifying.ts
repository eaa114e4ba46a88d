/** Verifying: one label after the other, cropped and zoomed, a key for each answer. */

import type { Actions } from "../actions/action";
import { next, previous } from "../actions/beside";
import { toast } from "../browser/toast";
import { go, leaveToEdit } from "../images/navigation";
import type { Binding } from "../keys/keys";
import type { Verdict } from "../labels/annotation";
import { drawn, type Label, looksSame } from "../labels/labels";
import type { Bounds, Frame } from "../shapes/geometry";
import { boundsOf, type Drawn } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import { Peek } from "./peek";
import { type CastVote, progress } from "./progress";
import { VerifyBar } from "./verify-bar";

/** So many milliseconds people need to notice that something is another one now. */
const NOTICE = 700;
const CHANGED = "Somebody has just changed this label: it is shown as it is now.";
const DELETED = "Somebody has just deleted the label that was here.";
const NO_VOTE = "No vote: somebody has just changed this label. Please look again.";

export class Verifying {
  private readonly labels: readonly string[];
  private readonly bar: VerifyBar;
  private readonly peek: Peek;
  private place: number;
  /** As it is on the screen. */
  private shown: Label | undefined;
  /** When something else came onto the screen that nobody here asked for. */
  private surprised = -Infinity;

  constructor(
    private readonly workspace: Workspace,
    bindings: readonly Binding[],
    leaving: AbortSignal,
  ) {
    this.peek = new Peek(workspace, bindings.find(({ action }) => action === "peek")?.keys ?? [], leaving);
    this.bar = new VerifyBar(workspace);
    const wanted = fromHash();
    // Those judged in this tab stay on the way, so that one can go back to them.
    const all = new Set([...progress.on(workspace.image), ...this.bar.asked, ...(wanted ? [wanted] : [])]);
    this.labels = [...all].filter((id) => workspace.labels.get(id));
    this.place = this.begin(wanted);
    addEventListener("hashchange", () => this.jump(fromHash()), { signal: leaving });
    workspace.host.addEventListener("label-change", (event) => this.changed((event as CustomEvent<string>).detail), {
      signal: leaving,
    });
    this.show();
    const pending = progress.pendingOn(workspace.image);
    if (pending) this.takeBack(pending);
  }

  actions(): Actions {
    return {
      accept: ({ at }) => this.vote("accept", at),
      reject: ({ at }) => this.vote("reject", at),
      "next-label": () => this.on(),
      "previous-label": () => this.back(),
      "undo-vote": () => this.undo(),
      edit: () => this.edit(),
      whole: () => this.peek.toggle(),
    };
  }

  private begin(wanted: string | null): number {
    const named = wanted ? this.labels.indexOf(wanted) : -1;
    if (named >= 0) return named;
    if (progress.cameBack()) return Math.max(this.labels.length - 1, 0);
    const open = this.labels.findIndex((id) => !progress.has(this.workspace.image, id));
    // What was passed over is asked about again when nothing else is left.
    return open < 0
      ? Math.max(
          this.labels.findIndex((id) => this.workspace.labels.get(id)?.vote === ""),
          0,
        )
      : open;
  }

  private vote(verdict: Verdict, at = performance.now()): void {
    const label = this.current();
    if (!label || !this.workspace.mayAnnotate) return;
    // The key was on its way before anybody could see what it would be a vote on.
    if (at - this.surprised < NOTICE) return toast(NO_VOTE, "kept", `changed ${label.id}`);
    if (label.vote !== verdict) {
      const address = location.pathname + location.search;
      progress.voted({ image: this.workspace.image, label: label.id, before: label.vote, address });
      void this.workspace.saving.perform({ does: "vote", annotation: label.id, verdict });
    }
    this.on(verdict === "accept" ? "accepted" : "rejected");
  }

  /** Takes back the last vote of this tab, on its image. */
  private undo(): void {
    const last = progress.takeLast();
    if (!last) return toast("Nothing to undo: no vote was cast here.", "note", "undo");
    if (last.image === this.workspace.image) return this.takeBack(last);
    progress.takeBackThere(last);
    go(`${last.address}#label-${last.label}`);
  }

  private takeBack({ label: id, before }: CastVote): void {
    const place = this.labels.indexOf(id);
    const label = this.workspace.labels.get(id);
    if (place < 0 || !label) return toast("The label of your last vote is not there any more.", "kept", "undo");
    this.place = place;
    void this.workspace.saving.perform(
      before === "" ? { does: "withdraw", annotation: id } : { does: "vote", annotation: id, verdict: before },
    );
    this.show("vote taken back");
    toast("Vote taken back.", "note", "undo");
  }

  /** `said`: what has just happened. */
  private on(said = ""): void {
    const label = this.current();
    if (label) progress.add(this.workspace.image, label.id);
    this.place = Math.min(this.place + 1, this.labels.length);
    this.show(said);
    if (this.place === this.labels.length) next(this.workspace);
  }

  private back(): void {
    if (this.place === 0) {
      progress.goesBack();
      return previous(this.workspace);
    }
    this.place -= 1;
    this.show();
  }

  /** By oneself, by votes, or by others: then it is looked at anew, and what was erased is passed over. */
  private changed(id: string): void {
    if (id !== this.labels[this.place]) return;
    const label = this.current();
    if (label && this.isExpected(label)) {
      this.shown = label;
      return this.showBar(label);
    }
    this.surprised = performance.now();
    toast(label ? CHANGED : DELETED, "kept", `changed ${id}`);
    if (label) this.show();
    else this.on();
  }

  private isExpected(label: Label): boolean {
    return (this.shown !== undefined && looksSame(label, this.shown)) || this.workspace.saving.isWaitingFor(label.id);
  }

  private jump(wanted: string | null): void {
    const place = wanted ? this.labels.indexOf(wanted) : -1;
    if (place < 0) return;
    this.place = place;
    this.show();
  }

  private edit(): void {
    const { edit = `/images/${this.workspace.image}` } = this.workspace.host.dataset;
    const label = this.current();
    if (!this.workspace.mayAnnotate) return;
    // After a change it is not asked about any more, and keeps its place all the same.
    if (label) progress.add(this.workspace.image, label.id);
    leaveToEdit();
    go(label ? `${edit}#label-${label.id}` : edit);
  }

  private current(): Label | undefined {
    return this.workspace.labels.get(this.labels[this.place] ?? "");
  }

  private show(said = ""): void {
    const { workspace } = this;
    const label = this.current();
    const shape = drawn(label);
    this.shown = label;
    // Back in this history, or after a reload, it goes on here.
    if (label) history.replaceState(history.state, "", `#label-${label.id}`);
    workspace.select(label?.id ?? null);
    this.peek.end();
    workspace.view.setHome(shape ? around(shape, workspace.frame) : wholeOf(workspace.frame));
    for (const element of workspace.svg.querySelectorAll(".label[data-annotation]")) {
      const isOther = label !== undefined && element.id !== `label-${label.id}`;
      element.classList.toggle("dimmed", isOther);
      // Out of Tab's way, too: one label is asked about.
      if (isOther) element.removeAttribute("tabindex");
      else element.setAttribute("tabindex", "0");
    }
    this.showBar(label, said);
  }

  private showBar(label: Label | undefined, said = ""): void {
    this.bar.show(label, this.place, this.labels.length, said);
  }
}

const fromHash = (): string | null => /^#label-(.+)$/.exec(location.hash)?.[1] ?? null;

/** The label with as much around it as helps to judge it. */
function around(shape: Drawn, frame: Frame): Bounds {
  const { left, top, right, bottom } = boundsOf(shape);
  const margin = Math.max((right - left) * 0.6, (bottom - top) * 0.6, Math.min(frame.width, frame.height) * 0.06);
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

const wholeOf = ({ width, height }: Frame): Bounds => ({ left: 0, top: 0, right: width, bottom: height });
