/** Refused commands: a ghost on the picture and a line with its choices, until somebody chooses. */

import { toast } from "../browser/toast";
import { nameOfImage } from "../images/image-names";
import { sentence } from "../saving/answers";
import { aboutOf, type Intent } from "../saving/intents";
import type { Refused } from "../saving/store";
import type { Shape } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import { type Choice, choices, DISMISS } from "./conflicts";

interface RefusalSettler {
  /** Performs the choice, and lets go of the refusal. */
  settle(refused: Refused, does: readonly Intent[]): void;
}

export class Refusals {
  private readonly open = new Map<string, Refused>();

  constructor(
    private readonly workspace: Workspace,
    private readonly account: string,
    private readonly settler: RefusalSettler,
  ) {}

  show(refused: Refused): void {
    const { workspace } = this;
    const { command, id, problem } = refused;
    this.open.set(id, refused);
    const isHere = command.image === workspace.image;
    const { shape, type } = this.lost(command.intent);
    const name = workspace.types.get(type)?.name ?? "Label";
    if (isHere) {
      workspace.display.overlay.ghost(
        id,
        shape,
        workspace.types.colourOf(type),
        `Not saved: ${name}. ${sentence(problem)}`,
        () => this.focus(id),
      );
    }
    this.line(refused, name, isHere);
    if (!isHere) void this.nameImage(refused);
    if (isHere && problem.subject) workspace.select(problem.subject);
    this.count();
  }

  /** The other label is known by now, or looks otherwise. */
  refresh(annotation: string): void {
    for (const refused of this.open.values()) {
      if (refused.problem.subject !== annotation && aboutOf(refused.command.intent) !== annotation) continue;
      const present = document.querySelector(`#refusal-${refused.id} .choices`);
      if (present) replace(present, this.buttons(refused));
    }
  }

  remove(id: string): void {
    this.open.delete(id);
    this.workspace.display.overlay.ghost(id, null);
    const item = document.getElementById(`refusal-${id}`);
    const had = item?.contains(document.activeElement) ?? false;
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    item?.remove();
    if (had) (next?.querySelector("button") ?? this.workspace.host).focus();
    this.count();
  }

  close(): void {
    for (const id of [...this.open.keys()]) this.remove(id);
  }

  private line(refused: Refused, name: string, isHere: boolean): void {
    const list = document.getElementById("refusals");
    if (!list) return;
    document.getElementById(`refusal-${refused.id}`)?.remove();
    const item = document.createElement("li");
    item.id = `refusal-${refused.id}`;
    item.className = "refusal";
    const text = document.createElement("p");
    text.setAttribute("role", "alert");
    const place = document.createElement("strong");
    place.dataset["imageName"] = "";
    place.textContent = isHere ? imageName(this.workspace.host) : "another image";
    text.append(place, `, ${name}: ${sentence(refused.problem)}`);
    item.append(text, isHere ? this.buttons(refused) : this.wayThere(refused));
    list.append(item);
  }

  private buttons(refused: Refused): HTMLElement {
    const group = document.createElement("div");
    group.className = "choices";
    group.append(
      ...choices(refused, this.workspace.labels, this.account).map((choice) => this.button(refused, choice)),
    );
    return group;
  }

  private button(refused: Refused, choice: Choice): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.dataset["choice"] = choice.is;
    button.textContent = choice.says;
    button.addEventListener("click", () => {
      if (choice.is === "copy") return void copy(refused);
      this.remove(refused.id);
      this.settler.settle(refused, choice.does);
    });
    return button;
  }

  private async nameImage({ id, command: { image } }: Refused): Promise<void> {
    const name = await nameOfImage(image);
    const place = document.querySelector(`#refusal-${id} [data-image-name]`);
    if (name && place) place.textContent = name;
  }

  private wayThere(refused: Refused): HTMLElement {
    const group = document.createElement("div");
    group.className = "choices";
    const link = document.createElement("a");
    link.className = "button small";
    link.href = `/images/${refused.command.image}`;
    link.textContent = "Go there";
    group.append(link, this.button(refused, DISMISS));
    return group;
  }

  private focus(id: string): void {
    document.querySelector<HTMLElement>(`#refusal-${id} button`)?.focus();
  }

  private count(): void {
    this.workspace.host.dispatchEvent(new CustomEvent("refusals", { bubbles: true, detail: this.open.size }));
  }

  private lost(intent: Intent): { shape: Shape | null; type: string } {
    if (intent.does === "draw") return intent;
    if (intent.does === "restore") return intent.label;
    const about = aboutOf(intent);
    const type = (about && this.workspace.labels.get(about)?.type) || "";
    return { shape: intent.does === "change" ? (intent.changes.shape ?? null) : null, type };
  }
}

const imageName = (host: HTMLElement): string =>
  host.closest<HTMLElement>("[data-image-name]")?.dataset["imageName"] ?? "this image";

/** Keeps the focus on the same choice, if it is still one. */
function replace(present: Element, buttons: HTMLElement): void {
  const focused = present.contains(document.activeElement)
    ? (document.activeElement as HTMLElement).dataset["choice"]
    : undefined;
  present.replaceWith(buttons);
  if (focused) {
    (buttons.querySelector<HTMLElement>(`[data-choice="${focused}"]`) ?? buttons.querySelector("button"))?.focus({
      preventScroll: true,
    });
  }
}

async function copy({ command, problem }: Refused): Promise<void> {
  const text = JSON.stringify({ command, problem }, null, 2);
  const isCopied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  toast(isCopied ? "Copied." : "The browser does not let this page copy.", isCopied ? "note" : "error");
}
