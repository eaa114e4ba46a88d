/** A menu at a place of the window: arrows move, Enter chooses, Escape and a press elsewhere close. */

export interface MenuItem {
  readonly text: string;
  /** Class of a swatch before the text. */
  readonly colour?: string;
  /** For what is on or off. */
  readonly isOn?: boolean;
  readonly key?: string;
  readonly chosen?: () => void;
  /** These take the place of the others. */
  readonly more?: readonly MenuItem[];
}

const GAP = 8;

export class Menu {
  private element: HTMLElement | null = null;
  private back: HTMLElement | null = null;
  private closing = new AbortController();

  open(items: readonly MenuItem[], says: string, x: number, y: number): void {
    const back = this.element ? this.back : document.activeElement;
    this.close(false);
    this.back = back instanceof HTMLElement ? back : null;
    const element = document.createElement("div");
    Object.assign(element, { id: "menu", className: "pop-menu", tabIndex: -1 });
    element.setAttribute("role", "menu");
    element.setAttribute("aria-label", says);
    element.append(...items.map((item) => this.button(item, says, x, y)));
    element.addEventListener("keydown", (event) => this.pressed(event));
    (document.querySelector("main") ?? document.body).append(element);
    this.closeElsewhere(element);
    this.element = element;
    place(element, x, y);
    this.buttons()[0]?.focus();
  }

  close(isFocusGoingBack: boolean): void {
    this.closing.abort();
    this.element?.remove();
    this.element = null;
    if (isFocusGoingBack && this.back) sameAs(this.back)?.focus({ preventScroll: true });
  }

  private closeElsewhere(element: HTMLElement): void {
    this.closing = new AbortController();
    const { signal } = this.closing;
    const outside = ({ target }: Event): void =>
      void (target instanceof Node && !element.contains(target) && this.close(false));
    addEventListener("pointerdown", outside, { capture: true, signal });
    addEventListener("blur", () => this.close(false), { signal });
  }

  private button(item: MenuItem, says: string, x: number, y: number): HTMLButtonElement {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", tabIndex: -1, className: `menu-item ${item.colour ?? ""}` });
    button.setAttribute("role", item.isOn === undefined ? "menuitem" : "menuitemcheckbox");
    if (item.isOn !== undefined) button.setAttribute("aria-checked", String(item.isOn));
    if (item.colour) button.append(make("span", "", "swatch"));
    button.append(make("span", item.text));
    if (item.key) button.append(make("kbd", item.key));
    button.addEventListener("click", () => {
      if (item.more) return this.open(item.more, `${says}: ${item.text}`, x, y);
      // Where it was, the focus is looked after whatever becomes of that place.
      this.close(true);
      item.chosen?.();
    });
    return button;
  }

  private pressed(event: KeyboardEvent): void {
    const buttons = this.buttons();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) buttons.at(to % buttons.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") this.close(true);
    else if (event.key !== "Enter" && event.key !== " ") return;
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== " ") event.preventDefault();
  }

  private buttons(): HTMLButtonElement[] {
    return [...(this.element?.querySelectorAll("button") ?? [])];
  }
}

/** A row may have been drawn anew while its menu was open: then the same button of the new one. */
function sameAs(button: HTMLElement): HTMLElement | null {
  const row = button.closest("[id]");
  if (button.isConnected || !row) return button;
  return document.querySelector(`#${CSS.escape(row.id)} [data-do="${button.dataset["do"] ?? ""}"]`);
}

/** As near to the place as the window allows. */
function place(element: HTMLElement, x: number, y: number): void {
  const { width, height } = element.getBoundingClientRect();
  const inside = (at: number, size: number, end: number): number => Math.max(Math.min(at, end - size - GAP), GAP);
  element.style.left = `${inside(x, width, innerWidth)}px`;
  element.style.top = `${inside(y, height, innerHeight)}px`;
}

function make(tag: string, text: string, className = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  if (className === "swatch") element.setAttribute("aria-hidden", "true");
  return element;
}
