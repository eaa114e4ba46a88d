/** `?`: the keys as they are now. */

import { type Binding, pretty } from "./keys";

export function showKeys(bindings: readonly Binding[]): void {
  const dialog = document.getElementById("keys") ?? document.body.appendChild(make(bindings));
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

function make(bindings: readonly Binding[]): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.id = "keys";
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = text("h2", "Keys");
  title.id = "keys-title";
  const list = document.createElement("dl");
  list.className = "key-list";
  for (const { keys, says } of bindings) {
    const term = document.createElement("dt");
    term.append(...keys.flatMap((key, i) => (i ? [" ", text("kbd", pretty(key))] : [text("kbd", pretty(key))])));
    list.append(term, text("dd", says));
  }
  const form = document.createElement("form");
  form.method = "dialog";
  const close = text("button", "Close");
  close.className = "button small";
  form.append(close);
  const head = document.createElement("div");
  head.className = "spread";
  head.append(title, form);
  dialog.append(head, list);
  return dialog;
}

function text(tag: string, content: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
