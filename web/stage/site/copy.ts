/** `<button data-copy="text">`, or `data-copy-from="#id"`: puts a text on the clipboard. */

export function copyButtons(): void {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-copy], [data-copy-from]") : null;
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const source = button.dataset["copyFrom"] ? document.querySelector(button.dataset["copyFrom"]) : null;
  const text = button.dataset["copy"] ?? source?.textContent ?? "";
  const isCopied = (await write(text)) || select(source);
  const before = button.textContent;
  button.textContent = isCopied ? "Copied" : "Press Ctrl+C";
  setTimeout(() => (button.textContent = before), 1500);
}

/** Not there on plain http. */
const write = async (text: string): Promise<boolean> =>
  navigator.clipboard
    ? navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      )
    : false;

/** The next best: selected, for Ctrl+C. */
function select(source: Element | null): boolean {
  if (source) getSelection()?.selectAllChildren(source);
  return false;
}
