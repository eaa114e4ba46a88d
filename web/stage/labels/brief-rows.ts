/** Rows of a long list that say only a name until they are seen: hundreds of rows with their buttons cost more than the picture. */

const BRIEF = "brief";

export const isBrief = (row: Element): boolean => row.classList.contains(BRIEF);

/** `fill` draws a row in full; it is called once for each that comes into sight. */
export function fillWhenSeen(table: HTMLTableElement | null, fill: (row: HTMLElement) => void): void {
  const rows = table?.querySelectorAll<HTMLElement>(`tr.${BRIEF}`) ?? [];
  if (rows.length === 0) return;
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      // Somebody may have changed the label meanwhile: then its row is a full one already.
      if (target instanceof HTMLElement && target.isConnected) fill(target);
    }
  });
  for (const row of rows) observer.observe(row);
}
