/** The names beside the labels, with signs for blurred and concealed; a crowd shows only the names that are asked for. */

import { bounds } from "./geometry";
import { drawn, type Label } from "./labels";
import type { Drawn, Frame } from "./shapes";
import { type Attributes, set, svg } from "./svg";

/** More at once than this can neither be read nor drawn smoothly. */
const CROWD = 120;

interface Named {
  readonly shape: Drawn;
  readonly label: Label;
}

export class Names {
  readonly layer = svg("g", { class: "names", "aria-hidden": "true" });
  private readonly known = new Map<string, Named>();
  private readonly shown = new Map<string, SVGTextElement>();
  private readonly hidden = new Set<string>();
  private seen: ReadonlySet<string> | null = null;
  private selected: string | null = null;
  private pointed: string | null = null;

  constructor(
    private readonly frame: Frame,
    private readonly nameOf: (label: Label) => string,
    private readonly colourOf: (type: string) => string,
  ) {}

  /** Takes note of a label, or of its end. */
  tell(id: string, label: Label | null): void {
    const shape = drawn(label ?? undefined);
    if (label && shape) this.known.set(id, { shape, label });
    else this.known.delete(id);
    this.update(id);
  }

  move(id: string, shape: Drawn): void {
    const element = this.shown.get(id);
    if (element) set(element, this.besides(shape));
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
    set(this.layer, { "font-size": 12 / scale });
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
    set(element, { ...this.besides(named.shape), class: this.colourOf(named.label.type) });
    element.replaceChildren(svgText("name", this.nameOf(named.label)), svgText("signs", signs(named.label)));
  }

  private isWanted(id: string): boolean {
    if (this.hidden.has(id)) return false;
    if (id === this.selected || id === this.pointed) return true;
    return this.seen ? this.seen.size <= CROWD && this.seen.has(id) : this.known.size <= CROWD;
  }

  /** A name stands above its label, but never beyond the picture's edge. */
  private besides({ points }: Drawn): Attributes {
    const { left, top } = bounds(points);
    const { width, height } = this.frame;
    return { x: left, y: top, dy: top < height * 0.03 ? "1.15em" : "-0.45em", "text-anchor": left > width * 0.92 ? "end" : "start" };
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
