/** A sentence that appears, is read out, and goes. One for one cause: said again, it takes the place of what it said before. */

import { keepMessage } from "./messages";

/** `note` goes; `kept` and `error` stay among the messages of the tab. */
export type ToastKind = "note" | "kept" | "error";

export function toast(text: string, kind: ToastKind = "note", cause = text): void {
  if (kind !== "note") keepMessage(text, cause);
  const place = document.getElementById("toast");
  if (!place || !text) return;
  const known = [...place.querySelectorAll<HTMLElement>(".toast")].find((one) => one.dataset["cause"] === cause);
  known?.remove();
  const message = document.createElement("p");
  message.className = `toast ${kind}`;
  message.dataset["cause"] = cause;
  message.setAttribute("role", kind === "error" ? "alert" : "status");
  message.textContent = text;
  place.append(message);
  setTimeout(() => message.remove(), kind === "error" ? 10_000 : 4_000);
}
