/** `#save-state` always says whether the work is safe; refused commands stay until they are dismissed. */

import { sentence } from "./answers";
import type { State } from "./queue";
import type { Refused } from "./store";

export function showState(state: State, waiting: number, signIn: string): void {
  const element = document.getElementById("save-state");
  if (!element) return;
  element.dataset["state"] = state;
  const text = words(state, waiting);
  if (element.textContent === text) return;
  element.textContent = text;
  if (state !== "signed-out") return;
  const link = document.createElement("a");
  link.href = signIn;
  link.textContent = "Sign in";
  element.append(" ", link);
}

export function words(state: State, waiting: number): string {
  if (state === "saved") return "All saved";
  if (state === "saving") return waiting === 1 ? "Saving…" : `Saving ${waiting}…`;
  return state === "unreached" ? `${waiting} waiting: server not reached` : `${waiting} waiting: you are signed out.`;
}

/** One line for a refused command, with a button to let go of it. */
export function showRefusal(refused: Refused, name: string, dismiss: () => void): void {
  const list = document.getElementById("refusals");
  if (!list || document.getElementById(`refusal-${refused.id}`)) return;
  const item = document.createElement("li");
  item.id = `refusal-${refused.id}`;
  item.className = "refusal";
  const text = document.createElement("p");
  text.textContent = `${name}: ${sentence(refused.problem)}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = "Dismiss";
  button.addEventListener("click", () => {
    item.remove();
    dismiss();
  });
  item.append(text, button);
  list.append(item);
}
