/** What is said not to be in the image, at the edge of the picture, so that it is seen where one looks. */

import type { Label } from "../labels/labels";

export class NotInImageList {
  private readonly list = document.createElement("ul");

  constructor(
    host: HTMLElement,
    private readonly nameOf: (label: Label) => string,
    private readonly colourOf: (type: string) => string,
  ) {
    this.list.className = "absent";
    this.list.setAttribute("aria-label", "Not in the image");
    host.append(this.list);
  }

  show(id: string, label: Label | null): void {
    const present = this.list.querySelector(`[data-of="${id}"]`);
    if (label?.shape.kind !== "not_in_image") return present?.remove();
    const item = present instanceof HTMLElement ? present : this.list.appendChild(document.createElement("li"));
    item.dataset["of"] = id;
    item.className = this.colourOf(label.type);
    item.textContent = `No ${this.nameOf(label)}`;
  }
}
