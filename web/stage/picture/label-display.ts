/** Everywhere a label is seen: in the picture, by its name beside it, in the list, and at the edge if it is not in the image. */

import type { AnnotationType, AnnotationTypes } from "../labels/annotation-types";
import { LabelTable } from "../labels/label-table";
import type { Label } from "../labels/labels";
import type { Frame } from "../shapes/geometry";
import type { Drawn } from "../shapes/shapes";
import { Culling } from "./culling";
import { Handles } from "./handles";
import { LabelLayer } from "./label-layer";
import { Names } from "./names";
import { NotInImageList } from "./not-in-image";
import { Overlay } from "./overlay";
import type { View } from "./view";

/** More labels than these do without the shadow under their strokes, which costs time in every frame. */
const FEW = 150;

/** Of this scale on, single pixels can be told apart. */
const MAGNIFIED = 3;

interface Options {
  readonly frame: Frame;
  readonly account: string;
  readonly mayAnnotate: boolean;
  readonly types: AnnotationTypes;
  readonly labels: () => readonly Label[];
  readonly label: (id: string) => Label | undefined;
  /** There are so many labels that the picture is slow to paint, or not any more. */
  readonly heavy: (isHeavy: boolean) => void;
}

export class LabelDisplay {
  readonly overlay: Overlay;
  readonly handles: Handles;
  readonly names: Names;
  private readonly layer: LabelLayer;
  private readonly table: LabelTable;
  private readonly notInImage: NotInImageList;
  private readonly culling: Culling;

  constructor(
    private readonly host: HTMLElement,
    svg: SVGSVGElement,
    { frame, account, mayAnnotate, types, labels, label, heavy }: Options,
  ) {
    const typeOf = (id: string): AnnotationType | undefined => types.get(id);
    const nameOf = (label: Label): string => types.nameOf(label.type);
    const colourOf = (type: string): string => types.colourOf(type);
    this.layer = new LabelLayer(svg.querySelector<SVGGElement>("#labels") as SVGGElement, account, typeOf);
    const list = document.querySelector<HTMLTableElement>("#label-list");
    this.table = new LabelTable(list, account, mayAnnotate, typeOf, label);
    this.names = new Names(frame, nameOf, colourOf);
    this.notInImage = new NotInImageList(host, nameOf, colourOf);
    this.overlay = new Overlay(svg, this.names.layer);
    this.handles = new Handles(this.overlay.handles);
    this.culling = new Culling(
      labels,
      (id) => this.layer.element(id),
      (ids) => {
        this.names.see(ids);
        heavy(ids !== null);
        host.classList.toggle("heavy", ids !== null);
        host.classList.toggle("crowded", labels().length > FEW);
      },
    );
  }

  element(id: string): SVGGElement | null {
    return this.layer.element(id);
  }

  /** Adds what the server has not drawn. */
  complete(label: Label): void {
    this.names.show(label.id, label);
    this.notInImage.show(label.id, label);
  }

  /** As it is now; null: it is gone. */
  show(id: string, label: Label | null): void {
    this.layer.show(id, label);
    this.table.show(id, label);
    this.host.dispatchEvent(new CustomEvent("label-change", { detail: id }));
    this.names.show(id, label);
    this.notInImage.show(id, label);
    this.culling.reset();
  }

  /** A shape in the middle of a gesture, not yet the label's. */
  preview(id: string, shape: Drawn): void {
    this.layer.preview(id, shape);
    this.names.move(id, shape);
  }

  select(before: string | null, id: string | null): void {
    if (before) this.layer.element(before)?.classList.remove("selected");
    if (id) this.layer.element(id)?.classList.add("selected");
    this.table.select(id);
    this.names.select(id);
  }

  hide(id: string, isHidden: boolean): void {
    this.layer.element(id)?.classList.toggle("away", isHidden);
    document.getElementById(`row-${id}`)?.classList.toggle("away", isHidden);
    this.names.hide(id, isHidden);
  }

  /** Another part of the image is seen, or on another scale. */
  follow(view: View): void {
    const { scale } = view;
    this.layer.scale(scale);
    this.names.scale(scale);
    this.overlay.scale(scale);
    this.culling.update(view.window());
    this.host.classList.toggle("magnified", scale >= MAGNIFIED);
  }
}
