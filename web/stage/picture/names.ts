/** The names beside the labels, with signs for blurred and concealed; a crowd shows only the names that are asked for. */

import { drawn, type Label } from "../labels/labels";
import type { Frame } from "../shapes/geometry";
import { boundsOf, type Drawn, definitionOf } from "../shapes/shapes";
import { choosePlaces, type NamePlace, overlap, placesOf } from "./name-places";
import { set, svg } from "./svg";

/** More at once than this can neither be read nor drawn smoothly. */
const MANY = 120;
/** Of the text, in pixels of the screen. */
const SIZE = 12;

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
  private isLayoutDue = false;

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
    const place = named && this.placesOf({ ...named, shape })[0];
    if (element && place) set(element, place.attributes);
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
    this.layoutSoon();
  }

  private update(id: string): void {
    const named = this.known.get(id);
    const present = this.shown.get(id);
    if (!named || !this.isWanted(id)) {
      present?.remove();
      if (this.shown.delete(id)) this.layoutSoon();
      return;
    }
    const element = present ?? this.layer.appendChild(svg("text", { "data-of": id }));
    this.shown.set(id, element);
    set(element, { class: this.colourOf(named.label.type) });
    this.layoutSoon();
    element.replaceChildren(svgText("name", this.nameOf(named.label)), svgText("signs", signs(named.label)));
  }

  private isWanted(id: string): boolean {
    if (this.hidden.has(id)) return false;
    if (id === this.selected || id === this.pointed) return true;
    return this.seen ? this.seen.size <= MANY && this.seen.has(id) : this.known.size <= MANY;
  }

  /** Once for all that changes together. */
  private layoutSoon(): void {
    if (this.isLayoutDue) return;
    this.isLayoutDue = true;
    queueMicrotask(() => {
      this.isLayoutDue = false;
      this.layout();
    });
  }

  /** A name for which there is no place is seen once it is pointed at; then it covers others, which stay where they are. */
  private layout(): void {
    const all = [...this.shown.keys()].flatMap((id) => {
      const named = this.known.get(id);
      return named ? [{ id, places: this.placesOf(named) }] : [];
    });
    const chosen = new Map(choosePlaces(all.map(({ places }) => places)).map((place, i) => [all[i]?.id ?? "", place]));
    for (const { id, places } of all) {
      if (!chosen.get(id) && (id === this.selected || id === this.pointed)) this.uncover(id, places[0], chosen);
    }
    for (const [id, place] of chosen) {
      const element = this.shown.get(id);
      if (element) set(element, { ...place?.attributes, visibility: place ? null : "hidden" });
    }
  }

  private uncover(id: string, place: NamePlace | undefined, chosen: Map<string, NamePlace | null>): void {
    if (!place) return;
    for (const [other, its] of chosen) if (its && overlap(its.box, place.box)) chosen.set(other, null);
    chosen.set(id, place);
  }

  private placesOf({ shape, label }: Named): NamePlace[] {
    const letters = (this.nameOf(label) + signs(label)).length;
    const text = { bounds: boundsOf(shape), hasSize: definitionOf(shape.kind).hasSize, letters };
    return placesOf(text, this.size, this.frame);
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
