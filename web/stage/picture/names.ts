/** The names beside the labels, with signs for blurred and concealed; a crowd shows only the names that are asked for. */

import { drawn, type Label } from "../labels/labels";
import type { Frame } from "../shapes/geometry";
import { boundsOf, type Drawn, definitionOf } from "../shapes/shapes";
import { type Attributes, set, svg } from "./svg";

/** More at once than this can neither be read nor drawn smoothly. */
const MANY = 120;
/** Of the text, in pixels of the screen. */
const SIZE = 12;
/** Widths of letters are some more than half their height. */
const LETTER = 0.6;

interface Named {
  readonly shape: Drawn;
  readonly label: Label;
}

export class Names {
  readonly layer = svg("g", { class: "names", "aria-hidden": "true" });
  private readonly known = new Map<string, Named>();
  private readonly shown = new Map<string, SVGTextElement>();
  private readonly hidden = new Set<string>();
  /** Of the text, in pixels of the image. */
  private size = SIZE;
  private seen: ReadonlySet<string> | null = null;
  private selected: string | null = null;
  private pointed: string | null = null;

  constructor(
    private readonly frame: Frame,
    private readonly nameOf: (label: Label) => string,
    private readonly colourOf: (type: string) => string,
  ) {}

  /** Takes note of a label, or of its end. */
  show(id: string, label: Label | null): void {
    const shape = drawn(label);
    if (label && shape) this.known.set(id, { shape, label });
    else this.known.delete(id);
    this.update(id);
  }

  move(id: string, shape: Drawn): void {
    const element = this.shown.get(id);
    const named = this.known.get(id);
    if (element && named) set(element, this.besides(shape, named.label));
  }

  select(id: string | null): void {
    const before = this.selected;
    this.selected = id;
    for (const changed of [before, id]) if (changed) this.update(changed);
  }

  /** The label under the pointer. */
  point(id: string | null): void {
    if (id === this.pointed) return;
    const before = this.pointed;
    this.pointed = id;
    for (const changed of [before, id]) if (changed) this.update(changed);
  }

  /** Only these labels can be seen at the moment; null: all. */
  see(seen: ReadonlySet<string> | null): void {
    this.seen = seen;
    for (const id of this.known.keys()) this.update(id);
  }

  hide(id: string, isHidden: boolean): void {
    if (isHidden) this.hidden.add(id);
    else this.hidden.delete(id);
    this.update(id);
  }

  /** Text keeps its size on the screen. */
  scale(scale: number): void {
    if (this.size === SIZE / scale) return;
    this.size = SIZE / scale;
    set(this.layer, { "font-size": this.size });
    for (const [id, element] of this.shown) {
      const named = this.known.get(id);
      if (named) set(element, this.besides(named.shape, named.label));
    }
  }

  private update(id: string): void {
    const named = this.known.get(id);
    const present = this.shown.get(id);
    if (!named || !this.isWanted(id)) {
      present?.remove();
      this.shown.delete(id);
      return;
    }
    const element = present ?? this.layer.appendChild(svg("text", { "data-of": id }));
    this.shown.set(id, element);
    set(element, { ...this.besides(named.shape, named.label), class: this.colourOf(named.label.type) });
    element.replaceChildren(svgText("name", this.nameOf(named.label)), svgText("signs", signs(named.label)));
  }

  private isWanted(id: string): boolean {
    if (this.hidden.has(id)) return false;
    if (id === this.selected || id === this.pointed) return true;
    return this.seen ? this.seen.size <= MANY && this.seen.has(id) : this.known.size <= MANY;
  }

  /** A name stands above its label, beside a mark, but never beyond the picture's edge. */
  private besides(shape: Drawn, label: Label): Attributes {
    const { left, top, right } = boundsOf(shape);
    const { width, height } = this.frame;
    const text = (this.nameOf(label) + signs(label)).length * LETTER * this.size;
    const isAtEnd = left + text > width && right >= text;
    const dx = definitionOf(shape.kind).hasSize ? null : `${isAtEnd ? -0.9 : 0.9}em`;
    const dy = top < height * 0.03 ? "1.15em" : "-0.45em";
    return { x: isAtEnd ? right : left, y: top, dx, dy, "text-anchor": isAtEnd ? "end" : "start" };
  }
}

function svgText(className: string, text: string): SVGTSpanElement {
  const element = svg("tspan", { class: className });
  element.textContent = text;
  return element;
}

/** Seen even where names are not shown. */
function signs({ blurred, concealed }: Label): string {
  return [blurred && " ≈ blurred", concealed && " ◪ concealed"].filter(Boolean).join("");
}
