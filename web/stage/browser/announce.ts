/** One polite sentence after each gesture, for those who do not see the picture. */

export function announce(text: string): void {
  const region = document.getElementById("said");
  if (!region) return;
  // The same words again are read out only if something about them differs.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
