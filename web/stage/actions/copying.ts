/** Taking over the labels of the image before this one: all of them, or the one that was selected there. */

import { toast } from "../browser/toast";
import type { Workspace } from "../workspace/workspace";

/** An image, and what was selected on it last. */
interface Seen {
  readonly image: string;
  readonly selected: string | null;
}

const KEY = "annals:seen";

export class Copying {
  /** Where this tab was before. */
  private readonly before: Seen | null;

  constructor(private readonly workspace: Workspace) {
    const [last, earlier] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Seen[];
    this.before = (last?.image === workspace.image ? earlier : last) ?? null;
    this.remember(workspace.selected);
    workspace.host.addEventListener("label-select", (event) =>
      this.remember((event as CustomEvent<string | null>).detail),
    );
  }

  all(): void {
    this.copy(null);
  }

  selected(): void {
    const from = this.from();
    const selected = from !== null && from === this.before?.image ? this.before.selected : null;
    if (selected) this.copy([selected]);
    else toast("No label was selected on the image before.");
  }

  private copy(annotations: readonly string[] | null): void {
    const from = this.from();
    if (!from) toast("There is no image before this one.");
    else if (this.workspace.mayAnnotate) void this.workspace.saving.perform({ does: "copy", from, annotations });
  }

  /** The one before it in the set; on a way that leaves images out, the one that was shown before. */
  private from(): string | null {
    const { way, previous } = this.workspace.host.dataset;
    const beside = /^\/images\/([^/?#]+)/.exec(previous ?? "")?.[1] ?? null;
    return way === "some" ? (this.before?.image ?? beside) : (beside ?? this.before?.image ?? null);
  }

  private remember(selected: string | null): void {
    const here: Seen = { image: this.workspace.image, selected };
    sessionStorage.setItem(KEY, JSON.stringify(this.before ? [here, this.before] : [here]));
  }
}
