/** Below the picture: where the pointer is, how large the shape is, and how near one looks. */

import type { Point } from "../shapes/geometry";
import { boundsOf, type Drawn, definitionOf } from "../shapes/shapes";
import type { Workspace } from "./workspace";

export class Readout {
  private over: readonly [clientX: number, clientY: number] | null = null;
  private isDue = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly leaving: AbortSignal,
  ) {
    const { svg, host } = workspace;
    const signal = { signal: leaving };
    svg.addEventListener("pointermove", ({ clientX, clientY }) => this.moved([clientX, clientY]), signal);
    svg.addEventListener("pointerdown", ({ clientX, clientY }) => this.moved([clientX, clientY]), signal);
    svg.addEventListener("pointerup", () => this.due(), signal);
    svg.addEventListener("pointerleave", () => this.moved(null), signal);
    for (const change of ["view-change", "label-change", "label-select"]) {
      host.addEventListener(change, () => this.due(), signal);
    }
    document.addEventListener("keyup", () => this.due(), signal);
    this.due();
  }

  private moved(to: readonly [number, number] | null): void {
    this.over = to;
    this.due();
  }

  /** Once a frame is enough for the eye. */
  private due(): void {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      if (!this.leaving.aborted) this.show();
    });
  }

  private show(): void {
    const { workspace } = this;
    write("readout-place", placeWords(this.over && workspace.view.toImage(...this.over), workspace.frame));
    const shape = workspace.display.overlay.sketched ?? workspace.shape();
    write("readout-size", shape ? sizeWords(shape) : "");
    write("readout-zoom", zoomWords(workspace.view.scale * devicePixelRatio));
  }
}

/** Whole pixels, as far as the image reaches. */
export function placeWords(place: Point | null, { width, height }: { width: number; height: number }): string {
  if (!place) return "";
  const [x, y] = [Math.floor(place[0]), Math.floor(place[1])];
  return x < 0 || y < 0 || x >= width || y >= height ? "" : `${x}, ${y}`;
}

/** Width and height; between two nodes the length, of more also their number; what is a mere place has no size. */
export function sizeWords(shape: Drawn): string {
  const nodes = definitionOf(shape.kind).nodes(shape);
  const [first, second] = nodes;
  if (first && second && nodes.length === 2) {
    return `${round(Math.hypot(second[0] - first[0], second[1] - first[1]))} px long`;
  }
  const { left, top, right, bottom } = boundsOf(shape);
  if (right === left && bottom === top) return "";
  const size = `${round(right - left)} × ${round(bottom - top)} px`;
  return nodes.length === 0 ? size : `${size}, ${nodes.length} nodes`;
}

export function zoomWords(scale: number): string {
  const percent = scale * 100;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}

const round = (n: number): string => String(Math.round(n * 10) / 10);

function write(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element && element.textContent !== text) element.textContent = text;
}
