/** The labels of the image as the page knows them: read from the server's markup, then kept up to date. */

import type { Annotation, Verdict } from "./annotation";
import { type Drawn, isDrawn, type Kind, type Point, type Shape } from "../shapes/shapes";

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
  return marks && JSON.stringify(a.shape) === JSON.stringify(b.shape);
}

export function fromAnswer(answer: Annotation): Label {
  return {
    id: answer.annotation,
    type: answer.annotation_type,
    shape: answer.shape,
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
  const shape = kind === "not_in_image" ? { kind } as const : readShape(kind as Kind, element.querySelector(".shape"));
  if (!shape) return null;
  return {
    id: annotation,
    type,
    shape,
    blurred: element.classList.contains("blurred"),
    concealed: element.classList.contains("concealed"),
    revision: Number(revision ?? 1),
    author: author ?? "",
    accepts: accepts ? Number(accepts) : null,
    rejects: rejects ? Number(rejects) : null,
    vote: vote === "accept" || vote === "reject" ? vote : "",
  };
}

function readShape(kind: Kind, element: Element | null): Drawn | null {
  if (!element) return null;
  const n = (name: string): number => Number(element.getAttribute(name) ?? 0);
  if (kind === "bounding_box") {
    const [x, y] = [n("x"), n("y")];
    return { kind, points: [[x, y], [round(x + n("width")), round(y + n("height"))]] };
  }
  if (kind === "point") return { kind, points: [[n("cx"), n("cy")]] };
  const numbers = (element.getAttribute("points") ?? "").split(/[\s,]+/).filter(Boolean).map(Number);
  const points: Point[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) points.push([numbers[i] as number, numbers[i + 1] as number]);
  return { kind, points };
}

/** Undoes what adding x and width does to the sixth decimal. */
const round = (n: number): number => Math.round(n * 1e6) / 1e6;

export const drawn = (label: Label | undefined): Drawn | null => (label && isDrawn(label.shape) ? label.shape : null);
