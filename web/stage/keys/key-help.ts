/** `?`: the keys as they are now, on this keyboard. */

import type { Binding } from "./keys";
import { layout, type Typed } from "./layout";
import { hasOtherDigits, onThisKeyboard, type ShownBinding } from "./on-this-keyboard";

export async function showKeys(bindings: readonly Binding[]): Promise<void> {
  const typed = await layout.typed();
  document.getElementById("keys")?.remove();
  const dialog = document.body.appendChild(make(onThisKeyboard(bindings, typed), notes(bindings, typed)));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

function make(bindings: readonly ShownBinding[], notes: readonly string[]): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.id = "keys";
  dialog.className = "dialog keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const groups = [...new Set(bindings.map(({ group }) => group))];
  const columns = document.createElement("div");
  columns.className = "key-groups";
  columns.append(
    ...groups.map((group) =>
      part(
        group,
        bindings.filter((binding) => binding.group === group),
      ),
    ),
  );
  const beside = document.createElement("section");
  beside.className = "key-notes";
  beside.append(...notes.map((note) => text("p", note)));
  columns.append(beside);
  dialog.append(head(), columns);
  return dialog;
}

/** What a list of keys does not say. */
function notes(bindings: readonly Binding[], typed: Typed): string[] {
  const has = (key: string): boolean => bindings.some(({ keys }) => keys.includes(key));
  return [
    ...(has("digits") && hasOtherDigits(typed) ? ["The row of digits chooses types, whatever its keys type."] : []),
    ...(has("Shift+digits")
      ? ["While a label is selected, Shift and a digit key gives it another type, whatever that types."]
      : []),
  ];
}

function head(): HTMLElement {
  const title = text("h2", "Keys");
  title.id = "keys-title";
  const change = document.createElement("a");
  change.href = "/account/keys";
  change.textContent = "Change them";
  const form = document.createElement("form");
  form.method = "dialog";
  const close = text("button", "Close");
  close.className = "button small";
  close.autofocus = true;
  form.append(close);
  const head = document.createElement("div");
  head.className = "spread";
  head.append(title, change, form);
  return head;
}

function part(group: string, bindings: readonly ShownBinding[]): HTMLElement {
  const section = document.createElement("section");
  if (group) section.append(text("h3", group));
  const list = document.createElement("dl");
  list.className = "key-list";
  for (const { keys, says } of bindings) {
    if (keys.length === 0) continue;
    const term = document.createElement("dt");
    term.append(...keys.flatMap((key, i) => (i ? [" ", text("kbd", key)] : [text("kbd", key)])));
    list.append(term, text("dd", says));
  }
  section.append(list);
  return section;
}

function text(tag: string, content: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
