/** Buttons anywhere in the workspace: `data-do` names what they do, to the label of their row if they stand in one. */

import { announce } from "../browser/announce";
import { followLink } from "../images/navigation";
import type { ActionRequest } from "../keys/keys";
import { describe } from "../labels/describe";
import type { Workspace } from "../workspace/workspace";
import type { Handled } from "./action";

/** What is asked of the page as a whole. */
export interface PageActions {
  perform(request: ActionRequest): Handled;
  /** Ends a burst of key presses. */
  settle(): void;
  openMenu(label: string, x: number, y: number): void;
}

export class ButtonInput {
  constructor(
    private readonly workspace: Workspace,
    private readonly page: PageActions,
    around: HTMLElement,
  ) {
    around.addEventListener("click", (event) => {
      this.clicked(event);
      this.takeBackFocus(event);
    });
  }

  private clicked(event: MouseEvent): void {
    if (followLink(event)) return;
    const { target } = event;
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-do]") : null;
    const action = button?.dataset["do"];
    if (!button || !action) return;
    const row = button.closest<HTMLElement>("[data-annotation]")?.dataset["annotation"];
    if (row) this.onRow(row, action, button);
    else this.page.perform({ action, at: event.timeStamp });
  }

  private onRow(id: string, action: string, button: HTMLElement): void {
    const { page, workspace } = this;
    page.settle();
    if (action === "delete") workspace.erase(id);
    else if (action === "select") this.select(id);
    else if (action === "blurred" || action === "concealed") workspace.toggle(id, action);
    else if (action === "menu") {
      const { left, bottom } = button.getBoundingClientRect();
      page.openMenu(id, left, bottom);
    }
  }

  private select(id: string): void {
    const { workspace } = this;
    workspace.select(id);
    const label = workspace.current();
    if (label) announce(`${describe(label, workspace.types.nameOf(label.type))}, selected`);
  }

  /** What the mouse has pressed does not keep the focus: Space and the arrows belong to the picture again. */
  private takeBackFocus({ detail, target }: MouseEvent): void {
    const control = target instanceof Element ? target.closest("[data-do], #types input") : null;
    if (detail > 0 && control?.contains(document.activeElement)) this.workspace.host.focus({ preventScroll: true });
  }
}
