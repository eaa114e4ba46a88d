/** The annotation types to draw with: the fieldset `#types`. */

import type { Kind } from "../shapes/shapes";
import { searchKey } from "./search-key";

export interface AnnotationType {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  /** Fixed by the type, or free. */
  readonly nodeCount: number | null;
  readonly takesBlurred: boolean;
  readonly takesConcealed: boolean;
  /** `type-0` … `type-9`: its colour and dashes. */
  readonly colour: string;
  /** Inactive types may name old labels but take no new ones. */
  readonly isActive: boolean;
}

/** Per image set: each has its main type to begin with. */
const REMEMBERED = "annals:annotation-type:";

/** What the address asked for last, of each set. What is chosen after that counts more, also after a reload. */
const asked = new Map<string, string | null>();

export class AnnotationTypes {
  private readonly known: Map<string, AnnotationType>;

  constructor(
    private readonly fieldset: HTMLElement | null,
    private readonly imageSet: string,
  ) {
    this.known = new Map(this.inputs().map((input) => [input.value, read(input)]));
    this.recall();
    this.listen(() => {
      const chosen = this.chosen();
      if (chosen) sessionStorage.setItem(REMEMBERED + imageSet, chosen.id);
    });
  }

  /** Another type is chosen. */
  listen(changed: () => void): void {
    this.fieldset?.addEventListener("change", changed);
  }

  get(id: string): AnnotationType | undefined {
    return this.known.get(id);
  }

  nameOf(id: string): string {
    return this.get(id)?.name ?? "label";
  }

  /** `type-0` … `type-9`. */
  colourOf(id: string): string {
    return this.get(id)?.colour ?? "type-0";
  }

  all(): AnnotationType[] {
    return [...this.known.values()];
  }

  /** By the digit that chooses it: the first is 1, the tenth 0. */
  byDigit(digit: number): AnnotationType | null {
    return this.known.get(this.active()[digit === 0 ? 9 : digit - 1]?.value ?? "") ?? null;
  }

  /** In whose name these letters are; those that begin with them first. */
  named(letters: string): AnnotationType[] {
    const wanted = searchKey(letters.trim());
    const place = ({ name }: AnnotationType): number => searchKey(name).indexOf(wanted);
    return this.all()
      .filter((type) => type.isActive && place(type) >= 0)
      .sort((a, b) => Math.sign(place(a)) - Math.sign(place(b)));
  }

  chosen(): AnnotationType | null {
    const input = this.inputs().find(({ checked, disabled }) => checked && !disabled);
    return (input && this.known.get(input.value)) ?? null;
  }

  /** False if there is none, or if labels of it cannot be drawn. */
  choose(type: AnnotationType | null): boolean {
    return this.pick(type?.id ?? "");
  }

  /** False if labels of the type cannot be drawn. */
  pick(id: string): boolean {
    const input = this.active().find(({ value }) => value === id);
    if (!input) return false;
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  /** The choice is kept from image to image, until an address asks for another type. */
  private recall(): void {
    const wanted = new URLSearchParams(location.search).get("type");
    const isAsked = wanted !== null && wanted !== (asked.get(this.imageSet) ?? (isReloaded() ? wanted : null));
    asked.set(this.imageSet, wanted);
    if (isAsked) sessionStorage.setItem(REMEMBERED + this.imageSet, wanted);
    const kept = this.active().find(({ value }) => value === sessionStorage.getItem(REMEMBERED + this.imageSet));
    const input = kept ?? (this.chosen() ? undefined : this.active()[0]);
    if (input) input.checked = true;
  }

  private active(): HTMLInputElement[] {
    return this.inputs().filter(({ disabled }) => !disabled);
  }

  private inputs(): HTMLInputElement[] {
    return [...(this.fieldset?.querySelectorAll<HTMLInputElement>("input[name=type]") ?? [])];
  }
}

function isReloaded(): boolean {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return page !== undefined && page.type !== "navigate";
}

function read(input: HTMLInputElement): AnnotationType {
  const { kind, nodeCount, blurred, concealed, name } = input.dataset;
  const label = input.closest("label");
  return {
    id: input.value,
    name: name ?? ownText(label),
    kind: kind as Kind,
    nodeCount: nodeCount ? Number(nodeCount) : null,
    takesBlurred: blurred === "true",
    takesConcealed: concealed === "true",
    colour: colourOf(label),
    isActive: !input.disabled,
  };
}

export const colourOf = (element: Element | null): string =>
  [...(element?.classList ?? [])].find((name) => /^type-\d$/.test(name)) ?? "type-0";

/** The label's text without that of the elements in it (the key). */
const ownText = (label: Element | null): string =>
  [...(label?.childNodes ?? [])]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent ?? "")
    .join("")
    .trim();
