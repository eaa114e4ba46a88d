/** How somebody likes to look and to draw: kept in this browser, and no loss where it cannot be kept. */

export function readPreference(name: string, otherwise: string): string {
  try {
    return localStorage.getItem(`annals:${name}`) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`annals:${name}`, value);
  } catch {
    // Private windows may have no storage; then it holds until the page is left.
  }
}
