/** The keys that work on one keyboard, as its keys are labelled: for those who are told the keys. */

import { type Binding, GROUPS, isSign, type KeyPress, PLACES, pretty, requestedAction } from "./keys";
import type { Typed } from "./layout";

const IJKL = ["KeyI", "KeyJ", "KeyK", "KeyL"];

export interface ShownBinding {
  readonly group: string;
  readonly says: string;
  /** As people write them. */
  readonly keys: readonly string[];
}

/** Of a keyboard of which nothing is known all keys are shown. */
export function onThisKeyboard(bindings: readonly Binding[], typed: Typed): ShownBinding[] {
  return bindings.map(({ action, says, group = "", keys }) => ({
    group,
    says,
    keys: [...new Set(keys.flatMap((key) => shown(key, action, bindings, typed)))],
  }));
}

/** Whether the row of digits types something else, as on AZERTY. */
export const hasOtherDigits = (typed: Typed): boolean => (typed.get("Digit1") ?? "1") !== "1";

function shown(key: string, action: string, bindings: readonly Binding[], typed: Typed): string[] {
  const asks = (code: string): boolean => requestedAction(press(code, typed, key), bindings)?.action === action;
  if (key.endsWith("ijkl")) return steps(key, IJKL.filter(asks), typed);
  if (!isSign(key)) return [pretty(key)];
  const own = [...typed.keys()].filter((code) => typed.get(code) === key);
  const elsewhere = Object.keys(PLACES).filter((code) => PLACES[code] === key && typed.has(code) && asks(code));
  // What is typed with Shift or AltGr is not known beforehand, and works.
  const isOwn = own.length === 0 || own.some(asks);
  const signs = [...(isOwn ? [key] : []), ...elsewhere.map((code) => typed.get(code) ?? "")];
  // With one key for one sign nobody is told of another.
  return (signs.includes(key) ? [key] : signs).map(pretty);
}

/** Letters of another place, where these keys are labelled with them. */
function steps(key: string, codes: readonly string[], typed: Typed): string[] {
  if (codes.length === 0) return [];
  if (codes.length === IJKL.length && codes.every((code) => (typed.get(code) ?? "") === code.at(-1)?.toLowerCase())) {
    return [pretty(key)];
  }
  const letters = codes.map((code) => (typed.get(code) ?? code.slice(-1)).toUpperCase()).join(" ");
  return [typed.size === 0 ? pretty(key) : key.slice(0, -"ijkl".length) + letters];
}

const press = (code: string, typed: Typed, key: string): KeyPress => ({
  key: typed.get(code) ?? GROUPS[code] ?? code.slice(-1).toLowerCase(),
  code,
  shiftKey: key.startsWith("Shift+"),
  ctrlKey: key.startsWith("Ctrl+"),
  metaKey: false,
  altKey: false,
});
