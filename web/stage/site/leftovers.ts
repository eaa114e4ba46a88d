/** On pages without a picture: what waits in this browser is sent from here too, and not forgotten when signing out. */

import { queueOf, signInFrom } from "../saving/outbox";
import type { Queue } from "../saving/queue";
import { SaveStatus } from "../saving/save-status";

const ASK = "Sign out all the same";

export function leftovers(): void {
  const form = document.querySelector<HTMLFormElement>("form[action='/sign-out']");
  const account = form?.dataset["account"];
  if (!form || !account) return;
  const queue = queueOf(account);
  form.addEventListener("submit", (event) => void leaving(event, form, queue));
  // The stage shows its own.
  if (!document.querySelector("label-stage")) void tend(queue);
}

async function tend(queue: Queue): Promise<void> {
  if ((await queue.open()).length === 0) return;
  const place = document.createElement("p");
  place.id = "save-state";
  place.className = "leftovers";
  place.setAttribute("role", "status");
  document.body.append(place);
  const status = new SaveStatus(() => place, { retry: () => queue.hurry(), signIn: signInFrom() });
  queue.listen({ saveStateChanged: (saveState) => status.show(saveState) });
}

/** Commands stay in the browser, under the name of who made them; but whoever leaves should know. */
async function leaving(event: SubmitEvent, form: HTMLFormElement, queue: Queue): Promise<void> {
  if (form.dataset["asked"]) return;
  event.preventDefault();
  const waiting = (await queue.open()).length;
  if (waiting > 0 && !(await ask(waiting))) return;
  form.dataset["asked"] = "true";
  form.requestSubmit();
}

function ask(waiting: number): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "leaving-title");
  const title = document.createElement("h2");
  title.id = "leaving-title";
  title.textContent = waiting === 1 ? "1 change is not saved yet" : `${waiting} changes are not saved yet`;
  const text = document.createElement("p");
  text.textContent =
    "They stay in this browser under your name, and are sent when you sign in here again. Nobody else can send them.";
  const choice = document.createElement("form");
  choice.method = "dialog";
  choice.className = "form-actions";
  choice.append(button("Stay", ""), button(ASK, "leave"));
  dialog.append(title, text, choice);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "leave");
    });
  });
}

function button(text: string, value: string): HTMLButtonElement {
  const element = document.createElement("button");
  element.className = value ? "button danger" : "button";
  element.value = value;
  element.textContent = text;
  return element;
}
