/** The workspace of one image: the picture, its labels, what is selected, and what a gesture may do to them. */

import { announce } from "../browser/announce";
import { newId } from "../browser/ids";
import { live } from "../images/live";
import { AnnotationTypes } from "../labels/annotation-types";
import { drawn, fromMarkup, type Label, Labels } from "../labels/labels";
import { at, type Candidate } from "../labels/pick";
import { LabelDisplay } from "../picture/label-display";
import { View } from "../picture/view";
import type { Changes, Draw } from "../saving/intents";
import type { Saving } from "../saving/saving";
import type { Frame, Point } from "../shapes/geometry";
import { type Drawn, definitionOf, isDrawn, type Shape, sameShape } from "../shapes/shapes";
import { Hiding } from "./hiding";

export class Workspace {
  readonly frame: Frame;
  readonly image: string;
  readonly mayAnnotate: boolean;
  readonly labels = new Labels((id, label) => this.show(id, label));
  readonly types: AnnotationTypes;
  readonly view: View;
  readonly display: LabelDisplay;
  readonly saving: Saving;
  readonly hiding = new Hiding(
    () => this.labels.all().map(({ id }) => id),
    (id, isHidden) => this.hide(id, isHidden),
  );
  selected: string | null = null;
  /** Somebody chose it: it is not selected only because it was drawn, or brought back, last. */
  private isChosen = false;
  private hasHandles = false;
  /** The label a gesture is changing right now, and how it looks so far. */
  held: { readonly id: string; shape: Drawn } | null = null;

  constructor(
    readonly host: HTMLElement,
    readonly svg: SVGSVGElement,
    private readonly canReshape: boolean,
    leaving: AbortSignal,
    connect: (workspace: Workspace) => Saving,
  ) {
    const { image = "", account = "", width, height, mayAnnotate } = host.dataset;
    this.frame = { width: Number(width), height: Number(height) };
    this.image = image;
    this.mayAnnotate = mayAnnotate === "true";
    this.types = new AnnotationTypes(document.getElementById("types"), host.dataset["set"] ?? "");
    this.types.listen(() => this.select(null));
    this.display = new LabelDisplay(host, svg, {
      frame: this.frame,
      account,
      mayAnnotate: this.mayAnnotate,
      types: this.types,
      labels: () => this.labels.all(),
      label: (id) => this.labels.get(id),
      heavy: (isHeavy) => (this.view.isHeavy = isHeavy),
    });
    this.readMarkup();
    this.view = new View(svg, this.frame, () => this.rescale(), leaving);
    this.hearWhatHappened();
    this.saving = connect(this);
  }

  private readMarkup(): void {
    const rows = document.querySelectorAll<HTMLElement>("#label-list [data-kind=not_in_image]");
    for (const element of [...this.svg.querySelectorAll<SVGGElement>("#labels > .label"), ...rows]) {
      const label = fromMarkup(element);
      if (!label) continue;
      this.labels.read(label);
      this.display.complete(label);
    }
  }

  /** The page may have been fetched a while ago: what was heard since then counts before anybody sees it. */
  private hearWhatHappened(): void {
    const made = Number(this.host.dataset["position"] ?? 0);
    for (const [id, { label, position }] of live.since(this.image, made)) this.labels.learn(id, label, position);
  }

  /** `isOnPurpose`: somebody chose it. What was chosen before stays so while it is selected. */
  select(id: string | null, isOnPurpose = true): void {
    const before = this.selected;
    this.selected = id && this.labels.get(id) ? id : null;
    const isKept = this.isChosen && this.selected === before;
    this.isChosen = this.selected !== null && (isOnPurpose || isKept);
    this.host.classList.toggle("just-drawn", this.selected !== null && !this.isChosen);
    this.display.select(before, this.selected);
    this.showHandles();
    this.host.dispatchEvent(new CustomEvent("label-select", { bubbles: true, detail: this.selected }));
  }

  /** A label is selected because somebody chose it, not because it was drawn last. */
  get isSelectedOnPurpose(): boolean {
    return this.isChosen;
  }

  /** Labels at a place, likeliest first; `reach` is how near a stroke counts. */
  at(place: Point, reach: number): Candidate[] {
    return at(
      this.labels.all().filter(({ id }) => !this.hiding.has(id)),
      place,
      reach,
    );
  }

  current(): Label | null {
    return (this.selected && this.labels.get(this.selected)) || null;
  }

  /** Of the selected label, as it looks right now: while a gesture changes it, so far. */
  shape(): Drawn | null {
    const label = this.current();
    return label && this.held?.id === label.id ? this.held.shape : drawn(label);
  }

  /** `clicks`: the four that a box was made of. */
  draw(shape: Shape, type = this.types.chosen(), clicks: readonly Point[] | null = null): void {
    if (!type) return;
    this.put(
      { type: type.id, shape, ...(clicks && { extremes: clicks }) },
      `${type.name} ${isDrawn(shape) ? "drawn" : "not in image"}`,
      false,
    );
  }

  /** A new label, which is selected then. */
  put(what: Omit<Draw, "does" | "annotation">, said: string, isOnPurpose = true): void {
    if (!this.mayAnnotate) return;
    const annotation = newId();
    void this.saving.perform({ does: "draw", annotation, ...what }).then(() => announce(said));
    this.select(annotation, isOnPurpose);
  }

  /** Shows a change that is not yet made. */
  hold(id: string, shape: Drawn): void {
    this.held = { id, shape };
    this.display.preview(id, shape);
    this.showHandles();
  }

  /** Makes what was shown, as one command, or lets it go. */
  release(isMade: boolean): void {
    const { held } = this;
    if (!held) return;
    this.held = null;
    const label = this.labels.get(held.id);
    const before = drawn(label);
    if (label && before && isMade && !sameShape(before, held.shape)) this.change(held.id, { shape: held.shape });
    else this.show(held.id, label ?? null);
    this.saving.catchUp(held.id);
  }

  change(annotation: string, changes: Changes): void {
    if (!this.mayAnnotate || !this.labels.get(annotation)) return;
    const kept = this.saving.perform({ does: "change", annotation, changes });
    const label = this.labels.get(annotation);
    if (label) void kept.then(() => announce(`${this.nameOf(label)} ${changes.shape ? "reshaped" : "changed"}`));
  }

  erase(annotation: string): void {
    const label = this.labels.get(annotation);
    if (!this.mayAnnotate || !label) return;
    void this.saving.perform({ does: "erase", annotation }).then(() => announce(`${this.nameOf(label)} deleted`));
  }

  /** False where the type has no such flag. */
  toggle(annotation: string, flag: "blurred" | "concealed"): boolean {
    const label = this.labels.get(annotation);
    const type = label && this.types.get(label.type);
    const takes = flag === "blurred" ? type?.takesBlurred : type?.takesConcealed;
    if (!label || !drawn(label) || !takes) return false;
    this.change(annotation, { [flag]: !label[flag] });
    return true;
  }

  /** Whether its nodes may come and go. */
  isFree(label: Label | null): boolean {
    const shape = drawn(label);
    if (!label || !shape || !definitionOf(shape.kind).hasFreeNodes) return false;
    return (this.types.get(label.type)?.nodeCount ?? null) === null;
  }

  nameOf({ type, blurred, concealed }: Label): string {
    const flags = [blurred && "blurred", concealed && "concealed"].filter(Boolean);
    return [this.types.nameOf(type), ...flags].join(" · ");
  }

  private show(id: string, label: Label | null): void {
    this.display.show(id, label);
    if (!label && this.selected === id) this.select(null);
    else if (this.selected === id) this.showHandles();
  }

  private hide(id: string, isHidden: boolean): void {
    this.display.hide(id, isHidden);
    if (isHidden && this.selected === id) this.select(null);
  }

  private showHandles(): void {
    const isShown = this.canReshape && this.mayAnnotate;
    const shape = isShown ? this.shape() : null;
    if (shape || this.hasHandles) this.display.handles.show(shape, this.view.sight(), this.isFree(this.current()));
    this.hasHandles = shape !== null;
  }

  private rescale(): void {
    // The first fit happens while the view is being made.
    if (!this.view?.scale) return;
    this.display.follow(this.view);
    this.showHandles();
    this.host.dispatchEvent(new Event("view-change"));
  }

  /** Once everything is in place. */
  open(): void {
    this.rescale();
    void this.saving.open();
  }
}
