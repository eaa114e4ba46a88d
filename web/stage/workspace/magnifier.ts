/** A lens beside the pointer while something is drawn or dragged: the pixels under it, several times larger. */

import { readPreference, writePreference } from "../browser/preferences";
import { shapeElement } from "../picture/shape-element";
import { set, svg } from "../picture/svg";
import type { Point } from "../shapes/geometry";
import { type Drawn, definitionOf } from "../shapes/shapes";
import type { Workspace } from "./workspace";

const SIZE = 132;
/** From here on the picture itself is large enough. */
const CLOSE = 6;
/** Beside a mouse; above a finger, which covers what is under it. */
const AWAY = { mouse: 28, touch: 72 };

export class Magnifier {
  private readonly lens = document.createElement("div");
  private readonly glass = svg("svg", { "aria-hidden": "true", width: SIZE, height: SIZE });
  private readonly picture = svg("image", { preserveAspectRatio: "none" });
  private readonly shape = svg("g");
  private isWanted = readPreference("magnifier", "on") === "on";

  constructor(private readonly workspace: Workspace) {
    this.lens.className = "magnifier";
    this.lens.hidden = true;
    set(this.picture, { width: workspace.frame.width, height: workspace.frame.height });
    const cross = [
      { x1: 0, x2: SIZE, y1: SIZE / 2, y2: SIZE / 2 },
      { y1: 0, y2: SIZE, x1: SIZE / 2, x2: SIZE / 2 },
    ];
    const aim = svg("svg", { class: "aim", viewBox: `0 0 ${SIZE} ${SIZE}`, "aria-hidden": "true" });
    aim.append(...cross.map((line) => svg("line", line)));
    this.glass.append(this.picture, this.shape);
    this.lens.append(this.glass, aim);
    workspace.host.append(this.lens);
  }

  get isOn(): boolean {
    return this.isWanted;
  }

  toggle(): boolean {
    this.isWanted = !this.isWanted;
    writePreference("magnifier", this.isWanted ? "on" : "off");
    if (!this.isWanted) this.hide();
    return this.isWanted;
  }

  show(place: Point, event: PointerEvent): void {
    const { scale } = this.workspace.view;
    if (!this.isWanted || scale >= CLOSE) return this.hide();
    const href = this.workspace.svg.querySelector("image")?.getAttribute("href") ?? "";
    if (this.picture.getAttribute("href") !== href) set(this.picture, { href });
    const across = SIZE / Math.max(scale * 4, CLOSE);
    set(this.glass, { viewBox: `${place[0] - across / 2} ${place[1] - across / 2} ${across} ${across}` });
    this.shape.replaceChildren(...this.shapes());
    this.lens.hidden = false;
    this.put(event);
  }

  hide(): void {
    this.lens.hidden = true;
  }

  /** What is being drawn, or the selected label as it is being changed. */
  private shapes(): SVGElement[] {
    const { workspace } = this;
    const shape: Drawn | null = workspace.display.overlay.sketched ?? workspace.held?.shape ?? workspace.shape();
    const colour = workspace.display.overlay.sketched
      ? workspace.types.chosen()?.colour
      : workspace.types.colourOf(workspace.current()?.type ?? "");
    set(this.shape, { class: `label ${colour ?? "type-0"} kind-${shape?.kind ?? "point"}` });
    return shape && definitionOf(shape.kind).hasSize ? [shapeElement(shape)] : [];
  }

  /** On the side of the pointer that has room. */
  private put({ clientX, clientY, pointerType }: PointerEvent): void {
    const { left, top, width } = this.workspace.host.getBoundingClientRect();
    const away = pointerType === "touch" ? AWAY.touch : AWAY.mouse;
    const [x, y] = [clientX - left, clientY - top];
    const isRight = x + away + SIZE <= width;
    const isAbove = y - away - SIZE >= 0;
    this.lens.style.left = `${isRight ? x + away : x - away - SIZE}px`;
    this.lens.style.top = `${isAbove ? y - away - SIZE : y + away}px`;
  }
}
