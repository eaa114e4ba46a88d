/** What a search compares: capitals, accents and the way characters are encoded make no difference. As on the server. */

const IGNORED = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;

export function searchKey(text: string): string {
  // Capitals first: only they make "ss" of "ß".
  const folded = text.normalize("NFKD").replace(IGNORED, "").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  return folded.normalize("NFKD").replace(ACCENTS, "").normalize("NFKC");
}
