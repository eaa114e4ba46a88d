/**
 * `<label-selection>` around a form with checkboxes named "label": says how many are chosen, offers all of the page,
 * and takes a whole range with Shift. Without this script the form works all the same.
 */

class LabelSelection extends HTMLElement {
  private last: HTMLInputElement | undefined;

  connectedCallback(): void {
    const bar = this.querySelector(".label-which");
    if (!bar) return;
    const all = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button small",
      textContent: "Choose all on the page",
    });
    all.addEventListener("click", () => this.toggleAll());
    bar.prepend(all);
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("change", () => this.tell());
    // A browser that goes back brings the choice along.
    addEventListener("pageshow", () => this.tell());
    this.tell();
  }

  private boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[type=checkbox][name=label]")];
  }

  /** Chosen on other pages of the list. */
  private carried(): number {
    return this.querySelectorAll("input[type=hidden][name=label]").length;
  }

  private toggleAll(): void {
    const boxes = this.boxes();
    const wanted = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = wanted;
    this.tell();
  }

  private clicked({ target, shiftKey }: MouseEvent): void {
    if (!(target instanceof HTMLInputElement) || target.name !== "label") return;
    const boxes = this.boxes();
    const [from, to] = [this.last ? boxes.indexOf(this.last) : -1, boxes.indexOf(target)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    if (shiftKey && from >= 0) for (const box of boxes.slice(from, to + 1)) box.checked = target.checked;
    this.last = target;
  }

  private tell(): void {
    const boxes = this.boxes();
    const here = boxes.filter((box) => box.checked).length;
    const chosen = here + this.carried();
    const output = this.querySelector("output");
    if (output) output.textContent = ` (${chosen})`;
    const all = this.querySelector<HTMLButtonElement>(".label-which > button");
    if (all) all.textContent = here === boxes.length ? "Choose none" : "Choose all on the page";
    const byHand = this.querySelector<HTMLInputElement>("input[name=which][value=chosen]");
    const go = this.querySelector<HTMLButtonElement>(".label-change > .button");
    if (go) go.disabled = Boolean(byHand?.checked) && chosen === 0;
  }
}

customElements.define("label-selection", LabelSelection);
