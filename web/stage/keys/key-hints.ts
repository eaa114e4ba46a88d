/** Buttons say which key does the same, in the map that is in use. */

import { type Binding, keyOf } from "./keys";

export function hint(around: HTMLElement, bindings: readonly Binding[]): void {
  for (const button of around.querySelectorAll<HTMLElement>("[data-do], a[rel=next], a[rel=prev]")) {
    const key = keyOf(actionOf(button), bindings);
    const shown = button.querySelector("kbd");
    if (shown) shown.textContent = key;
    if (button.title) button.title = button.title.replace(/ \([^)]*\)$/, "") + (key && ` (${key})`);
  }
}

const actionOf = (button: HTMLElement): string =>
  button.dataset["key"] ?? button.dataset["do"] ?? (button.getAttribute("rel") === "next" ? "next" : "previous");
