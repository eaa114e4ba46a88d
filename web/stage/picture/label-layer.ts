/** Draws labels exactly as the server does, so that a label looks the same whoever drew it last. */

import type { AnnotationType } from "../labels/annotation-types";
import type { Label } from "../labels/labels";
import { type Drawn, isDrawn, SHAPES, words } from "../shapes/shapes";
import { setShape, shapeElement } from "./shape-element";
import { set, svg } from "./svg";

/** Half the width of a mark on the screen, at any zoom. */
const MARK = 7;

/** Elements that are as large at any zoom. */
const MARKS = SHAPES.filter(({ hasSize }) => !hasSize)
  .map(({ kind }) => `.kind-${kind} > .shape`)
  .join();

export class LabelLayer {
  private radius = MARK;

  constructor(
    private readonly layer: SVGGElement,
    private readonly account: string,
    private readonly typeOf: (id: string) => AnnotationType | undefined,
  ) {}

  element(id: string): SVGGElement | null {
    const element = document.getElementById(`label-${id}`);
    return element instanceof SVGGElement ? element : null;
  }

  /** Shows the label as it is now; an element that is there is changed, so that it keeps the focus. */
  show(id: string, label: Label | null): void {
    const present = this.element(id);
    if (!label || !isDrawn(label.shape)) return present?.remove();
    const element = present ?? this.layer.appendChild(svg("g", { id: `label-${id}`, tabindex: 0, role: "button" }));
    this.describe(element, label, label.shape);
    this.drawShape(element, label.shape);
  }

  /** A shape in the middle of a gesture, not yet the label's. */
  preview(id: string, shape: Drawn): void {
    const element = this.element(id);
    if (element) this.drawShape(element, shape);
  }

  /** Marks have no size of their own. */
  scale(scale: number): void {
    this.radius = MARK / scale;
    for (const mark of this.layer.querySelectorAll(MARKS)) set(mark, { r: this.radius });
  }

  private describe(element: SVGGElement, label: Label, shape: Drawn): void {
    const type = this.typeOf(label.type);
    const kept = ["selected", "hover", "dimmed", "away", "off"].filter((name) => element.classList.contains(name));
    const flags = { blurred: label.blurred, concealed: label.concealed, mine: label.author === this.account };
    const given = Object.entries(flags)
      .filter(([, is]) => is)
      .map(([name]) => name);
    set(element, {
      class: ["label", type?.colour ?? "type-0", `kind-${shape.kind}`, ...given, ...kept].join(" "),
      "aria-label": [type?.name ?? "label", words(shape.kind), ...given.filter((name) => name !== "mine")].join(", "),
      "data-annotation": label.id,
      "data-type": label.type,
      "data-kind": shape.kind,
      "data-revision": label.revision,
      "data-author": label.author,
      "data-accepts": label.accepts ?? "",
      "data-rejects": label.rejects ?? "",
      "data-vote": label.vote,
    });
  }

  private drawShape(element: SVGGElement, shape: Drawn): void {
    const present = element.querySelector(".shape");
    if (present && setShape(present, shape, this.radius)) return;
    present?.remove();
    element.append(shapeElement(shape, this.radius));
  }
}
