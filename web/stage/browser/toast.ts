/** A sentence that appears, is read out, and goes. */

export function toast(text: string, kind: "note" | "error" = "note"): void {
  const place = document.getElementById("toast");
  if (!place) return;
  const message = document.createElement("p");
  message.className = `toast ${kind}`;
  message.setAttribute("role", kind === "error" ? "alert" : "status");
  message.textContent = text;
  place.append(message);
  setTimeout(() => message.remove(), kind === "error" ? 10_000 : 4_000);
}
