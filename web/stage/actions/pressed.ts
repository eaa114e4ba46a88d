/** Buttons that stay pressed say so. */

export function setPressed(action: string, isOn: boolean): void {
  const buttons = document.querySelectorAll(`[data-do="${action}"]`);
  for (const button of buttons) button.setAttribute("aria-pressed", String(isOn));
}
