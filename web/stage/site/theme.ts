/**
 * `<button data-theme-toggle>`: system, light, dark, kept in the cookie `theme`.
 *
 * A page that writes the cookie's value into `<html data-theme>` itself never flashes in the other colours.
 */

type Theme = "system" | "light" | "dark";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

const stored = (): Theme => {
  const theme = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
  return theme === "light" || theme === "dark" ? theme : "system";
};

export function themeToggle(): void {
  show(stored());
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest("[data-theme-toggle]")) return;
    const theme = NEXT[stored()];
    const age = theme === "system" ? 0 : 60 * 60 * 24 * 365;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is neither on plain http nor in all browsers
    document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${age}`;
    show(theme);
  });
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-toggle]")) {
    button.setAttribute("aria-label", `Colours: ${theme}`);
    button.title = `Colours: ${theme}`;
    button.dataset["current"] = theme;
  }
}
