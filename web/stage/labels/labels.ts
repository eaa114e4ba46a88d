/** The labels of the image as the page knows them: read from the server's markup, then kept up to date. */

import { type Drawn, definitionOf, fromWire, isDrawn, type Kind, type Shape, sameShape } from "../shapes/shapes";
import type { Annotation, Verdict } from "./annotation";

export interface Label {
  readonly id: string;
  readonly type: string;
  readonly shape: Shape;
  readonly blurred: boolean;
  readonly concealed: boolean;
  readonly revision: number;
  readonly author: string;
  /** Null, as `rejects` is, while votes are hidden from whoever has not voted. */
  readonly accepts: number | null;
  readonly rejects: number | null;
  readonly vote: Verdict | "";
}

type Listener = (id: string, label: Label | null) => void;

export class Labels {
  private readonly known = new Map<string, Label>();
  /** Log position of the newest word about each label, so that old news never wins. */
  private readonly heard = new Map<string, number>();

  constructor(private readonly changed: Listener) {}

  get(id: string): Label | undefined {
    return this.known.get(id);
  }

  all(): Label[] {
    return [...this.known.values()];
  }

  /** Takes note without telling: what the server has drawn already. */
  read(label: Label): void {
    this.known.set(label.id, label);
  }

  put(label: Label): void {
    this.known.set(label.id, label);
    this.changed(label.id, label);
  }

  remove(id: string): void {
    if (this.known.delete(id)) this.changed(id, null);
  }

  /** Takes the server's word, unless something newer was heard. */
  learn(id: string, label: Label | null, position: number): void {
    if (position < (this.heard.get(id) ?? 0)) return;
    this.heard.set(id, position);
    if (label) this.put(label);
    else this.remove(id);
  }
}

/** Whether a vote on the one is a vote on the other. */
export function looksSame(a: Label, b: Label): boolean {
  const marks = a.type === b.type && a.blurred === b.blurred && a.concealed === b.concealed;
  return marks && sameShape(a.shape, b.shape);
}

export function fromAnswer(answer: Annotation): Label {
  return {
    id: answer.annotation,
    type: answer.annotation_type,
    shape: fromWire(answer.shape),
    blurred: answer.blurred,
    concealed: answer.concealed,
    revision: answer.revision,
    author: answer.author,
    accepts: answer.accepts,
    rejects: answer.rejects,
    vote: answer.my_vote ?? "",
  };
}

/** Reads a `<g class="label">` of the picture or, for *not in image*, a row of the list. */
export function fromMarkup(element: SVGElement | HTMLElement): Label | null {
  const { annotation, type, kind, revision, author, accepts, rejects, vote } = element.dataset;
  if (!annotation || !type || !kind) return null;
  const drawing = element.querySelector(".shape");
  if (kind !== "not_in_image" && !drawing) return null;
  return {
    id: annotation,
    type,
    shape: drawing ? definitionOf(kind as Kind).fromElement(drawing) : { kind: "not_in_image" },
    blurred: element.classList.contains("blurred"),
    concealed: element.classList.contains("concealed"),
    revision: Number(revision ?? 1),
    author: author ?? "",
    accepts: accepts ? Number(accepts) : null,
    rejects: rejects ? Number(rejects) : null,
    vote: vote === "accept" || vote === "reject" ? vote : "",
  };
}

/** Null where nothing is drawn: there is no label, or the thing is not in the image. */
export const drawn = (label: Label | null | undefined): Drawn | null =>
  label && isDrawn(label.shape) ? label.shape : null;
