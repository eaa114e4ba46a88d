/** Keys that are pressed anywhere on the page: what they ask for is done, unless they belong to a field or a button. */

import { type ActionRequest, type Binding, isRepeated, isTyping, requestedAction } from "../keys/keys";
import { layout } from "../keys/layout";
import type { ToolState } from "../tools/tool-state";
import type { Workspace } from "../workspace/workspace";
import type { Handled } from "./action";

export class KeyboardInput {
  constructor(
    private readonly workspace: Workspace,
    private readonly tool: ToolState,
    private readonly bindings: readonly Binding[],
    private readonly perform: (request: ActionRequest) => Handled,
    leaving: AbortSignal,
  ) {
    const signal = { signal: leaving };
    document.addEventListener("keydown", (event) => this.pressed(event), signal);
    document.addEventListener("keyup", (event) => event.code === "Space" && this.space(false), signal);
    addEventListener("blur", () => this.space(false), signal);
  }

  private pressed(event: KeyboardEvent): void {
    if (isTyping(event.target) || event.isComposing) return;
    if (this.belongsToControl(event)) return pressedControl(event);
    if (event.code === "Space") return this.space(true, event);
    layout.note(event);
    const request = requestedAction(event, this.bindings, { hasSelection: this.workspace.selected !== null });
    if (!request) return;
    const isOver = event.repeat && !isRepeated(request.action);
    if (isOver || this.perform({ ...request, at: event.timeStamp }) !== false) event.preventDefault();
  }

  /** Enter and Space press buttons, arrows move between radio buttons; Tab moves the focus unless a label is selected here. */
  private belongsToControl({ target, code }: KeyboardEvent): boolean {
    if (!(target instanceof HTMLElement)) return false;
    const { host, selected } = this.workspace;
    if (code === "Tab") return !selected || !(host.contains(target) || target === document.body);
    if (code === "Enter" || code === "Space") return target.closest("button, a, summary, input") !== null;
    return code.startsWith("Arrow") && target instanceof HTMLInputElement;
  }

  private space(isDown: boolean, event?: Event): void {
    event?.preventDefault();
    this.tool.isSpaceDown = isDown;
    this.workspace.host.classList.toggle("panning", isDown);
  }
}

/** A button that Enter is held on is pressed once, as with any other key. */
function pressedControl(event: KeyboardEvent): void {
  const { repeat, code, target } = event;
  if (repeat && code === "Enter" && target instanceof Element && target.closest("[data-do]")) event.preventDefault();
}
