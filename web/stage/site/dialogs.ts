/** `<button data-opens="id">` opens the `<dialog id>`; a click beside it, Escape or a `method=dialog` form closes it. */

export function dialogs(): void {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const opens = target.closest<HTMLElement>("[data-opens]")?.dataset["opens"];
    const dialog = opens ? document.getElementById(opens) : null;
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
    else if (target instanceof HTMLDialogElement) target.close();
    else closeMenus(target);
  });
}

/** `<details class="menu">` closes when something else is pressed. */
function closeMenus(target: Element): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}
