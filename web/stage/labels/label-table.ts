/** The table beside the picture: the labels for keyboard and screen reader, and those without a place. */

import { words } from "../shapes/shapes";
import type { AnnotationType } from "./annotation-types";
import { fillWhenSeen, isBrief } from "./brief-rows";
import type { Label } from "./labels";

export class LabelTable {
  constructor(
    private readonly table: HTMLTableElement | null,
    private readonly account: string,
    private readonly mayAnnotate: boolean,
    private readonly typeOf: (id: string) => AnnotationType | undefined,
    private readonly labelOf: (id: string) => Label | undefined,
  ) {
    fillWhenSeen(table, (row) => this.fill(row));
  }

  show(id: string, label: Label | null): void {
    const present = document.getElementById(`row-${id}`);
    if (!label || !this.table) remove(present);
    else if (present) this.replace(present, label);
    else this.body(this.table).append(this.row(label));
    const count = document.getElementById("label-count");
    if (count && this.table) count.textContent = String(this.table.querySelectorAll("tr[data-annotation]").length);
  }

  select(id: string | null): void {
    for (const row of this.table?.querySelectorAll(".selected") ?? []) row.classList.remove("selected");
    const brief = id ? document.getElementById(`row-${id}`) : null;
    if (brief && isBrief(brief)) this.fill(brief);
    const row = id ? document.getElementById(`row-${id}`) : null;
    row?.classList.add("selected");
    row?.scrollIntoView({ block: "nearest" });
  }

  private fill(row: HTMLElement): void {
    const label = this.labelOf(row.dataset["annotation"] ?? "");
    if (label) this.replace(row, label);
  }

  private body(table: HTMLTableElement): HTMLTableSectionElement {
    return table.tBodies[0] ?? table.createTBody();
  }

  /** Keeps the focus on the button that was pressed. */
  private replace(present: HTMLElement, label: Label): void {
    const focused = present.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset["do"]
      : undefined;
    const row = this.row(label);
    for (const kept of ["selected", "away"]) if (present.classList.contains(kept)) row.classList.add(kept);
    present.replaceWith(row);
    if (focused) row.querySelector<HTMLElement>(`[data-do="${focused}"]`)?.focus({ preventScroll: true });
  }

  private row(label: Label): HTMLTableRowElement {
    const type = this.typeOf(label.type);
    const row = document.createElement("tr");
    row.id = `row-${label.id}`;
    const flags = { blurred: label.blurred, concealed: label.concealed, mine: label.author === this.account };
    row.className = [
      type?.colour ?? "type-0",
      ...Object.entries(flags)
        .filter(([, is]) => is)
        .map(([name]) => name),
    ].join(" ");
    Object.assign(row.dataset, {
      annotation: label.id,
      type: label.type,
      kind: label.shape.kind,
      revision: String(label.revision),
      author: label.author,
      accepts: String(label.accepts ?? ""),
      rejects: String(label.rejects ?? ""),
      vote: label.vote,
    });
    row.append(header(label, type), votes(label), cell("row-actions", ...this.actions(label, type)));
    return row;
  }

  private actions(label: Label, type: AnnotationType | undefined): HTMLElement[] {
    if (!this.mayAnnotate) return [];
    const drawn = label.shape.kind !== "not_in_image";
    const of = type?.name ?? "label";
    const flags = [
      drawn && type?.takesBlurred && toggle("blurred", "Blurred", of, "b", label.blurred),
      drawn && type?.takesConcealed && toggle("concealed", "Concealed", of, "c", label.concealed),
      more(of),
      action("delete", "Delete", of, "×"),
    ];
    return flags.filter((button) => button instanceof HTMLElement);
  }
}

/** The focus goes to the row beside it: to where nothing happens that was not meant. */
function remove(row: HTMLElement | null): void {
  const had = row?.contains(document.activeElement) ?? false;
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  row?.remove();
  if (had) {
    (beside?.querySelector("button") ?? document.querySelector<HTMLElement>("label-stage"))?.focus({
      preventScroll: true,
    });
  }
}

function header(label: Label, type: AnnotationType | undefined): HTMLTableCellElement {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "label-name" });
  button.dataset["do"] = "select";
  const swatch = element("span", "swatch");
  swatch.setAttribute("aria-hidden", "true");
  const kind = [words(label.shape.kind), label.blurred && "blurred", label.concealed && "concealed"]
    .filter(Boolean)
    .join(", ");
  button.append(swatch, element("span", "", type?.name ?? "label"), element("span", "kind", kind));
  const made = document.createElement("th");
  made.scope = "row";
  made.append(button);
  return made;
}

function votes(label: Label): HTMLTableCellElement {
  const given = cell("votes");
  if (label.accepts === null || label.rejects === null) {
    const unseen = element("span", "unseen", "?");
    unseen.title = "Votes are hidden until you have voted";
    given.append(unseen);
    given.setAttribute("aria-label", "votes are hidden until you have voted");
    return given;
  }
  given.append(element("span", "accepts", String(label.accepts)), element("span", "rejects", String(label.rejects)));
  given.setAttribute("aria-label", `${label.accepts} accept, ${label.rejects} reject`);
  return given;
}

/** `of`: the name of the label, without which all buttons of the list would sound alike. */
function action(does: string, says: string, of: string, text: string): HTMLButtonElement {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "icon-button", textContent: text, title: says });
  button.dataset["do"] = does;
  button.setAttribute("aria-label", `${says}: ${of}`);
  return button;
}

/** Everything else that can be done with the label. */
function more(of: string): HTMLButtonElement {
  const button = action("menu", "More", of, "⋯");
  button.setAttribute("aria-haspopup", "menu");
  return button;
}

function toggle(does: string, says: string, of: string, key: string, isOn: boolean): HTMLButtonElement {
  const button = action(does, says, of, key);
  button.title = `${says} (${key})`;
  button.setAttribute("aria-pressed", String(isOn));
  return button;
}

function cell(className: string, ...content: HTMLElement[]): HTMLTableCellElement {
  const made = document.createElement("td");
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
