/** Which part of the image is seen: zoom, pan, fit, all through the SVG's viewBox. */

import type { Bounds, Frame, Point } from "../shapes/geometry";

const MAX_SCALE = 64;
/** Milliseconds without a change after which a heavy picture is painted anew. */
const REST = 140;
/** How much smaller or larger than it was painted a heavy picture may be shown while it moves. */
const COARSE = [0.4, 3] as const;
/** How much is seen around a place that is followed, in screen pixels. */
const SURROUNDINGS = 48;

export class View {
  /** Screen pixels for one image pixel. */
  scale = 1;
  private centre: Point;
  private home: Bounds;
  private isHome = true;
  /** With very many labels the picture is moved as it was painted, and painted anew when it rests. */
  isHeavy = false;
  private painted: { readonly centre: Point; readonly scale: number } | null = null;
  private resting = 0;
  /** The size of the pane until it changes: to ask in the middle of other changes makes the browser lay out the page at once. */
  private known: Frame | null = null;

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly frame: Frame,
    private readonly changed: () => void,
    leaving: AbortSignal,
  ) {
    this.centre = [frame.width / 2, frame.height / 2];
    this.home = { left: 0, top: 0, right: frame.width, bottom: frame.height };
    const observer = new ResizeObserver(() => {
      this.known = null;
      if (this.isHome) this.fit();
      else this.show();
    });
    observer.observe(svg);
    leaving.addEventListener("abort", () => {
      observer.disconnect();
      clearTimeout(this.resting);
    });
    this.fit();
  }

  toImage(clientX: number, clientY: number): Point {
    const { left, top, width, height } = this.pane().getBoundingClientRect();
    const [cx, cy] = this.centre;
    return [cx + (clientX - left - width / 2) / this.scale, cy + (clientY - top - height / 2) / this.scale];
  }

  /** Where a place of the image is in the window. */
  toWindow([x, y]: Point): { readonly clientX: number; readonly clientY: number } {
    const { left, top, width, height } = this.pane().getBoundingClientRect();
    const [cx, cy] = this.centre;
    return { clientX: left + width / 2 + (x - cx) * this.scale, clientY: top + height / 2 + (y - cy) * this.scale };
  }

  /** The part that counts as the whole, with a margin in image pixels: all of it, or one label. */
  setHome(bounds: Bounds): void {
    this.home = bounds;
    this.fit();
  }

  fit(): void {
    const { width, height } = this.size();
    const { left, top, right, bottom } = this.home;
    this.centre = [(left + right) / 2, (top + bottom) / 2];
    this.scale = Math.min(width / Math.max(right - left, 1), height / Math.max(bottom - top, 1), MAX_SCALE);
    this.isHome = true;
    this.show();
  }

  /** All of the image for a look; `fit` goes back. */
  whole(): void {
    const { width, height } = this.size();
    this.centre = [this.frame.width / 2, this.frame.height / 2];
    this.scale = Math.min(width / this.frame.width, height / this.frame.height, MAX_SCALE);
    this.isHome = false;
    this.show();
  }

  /** One image pixel is one pixel of the screen. */
  actualSize(at?: Point): void {
    this.zoom(1 / devicePixelRatio / this.scale, at);
  }

  /** Into the middle, as large as lets its surroundings be seen. */
  centreOn({ left, top, right, bottom }: Bounds): void {
    const { width, height } = this.size();
    this.centre = [(left + right) / 2, (top + bottom) / 2];
    const scale = Math.min(width / Math.max(right - left, 1), height / Math.max(bottom - top, 1)) / 3;
    this.zoom(Math.min(scale, MAX_SCALE / 2) / this.scale);
  }

  /** Into sight, if it is not. */
  reveal({ left, top, right, bottom }: Bounds): void {
    const seen = this.window();
    if (left >= seen.left && top >= seen.top && right <= seen.right && bottom <= seen.bottom) return;
    this.centre = [(left + right) / 2, (top + bottom) / 2];
    this.isHome = false;
    this.show();
  }

  /** Moves the picture no further than it takes to have a place in sight, and as much around it as the image has. */
  follow([x, y]: Point): void {
    const { left, top, right, bottom } = this.window();
    const around = Math.min(SURROUNDINGS / this.scale, (right - left) / 4, (bottom - top) / 4);
    const beyond = (n: number, end: number, from: number, to: number): number =>
      Math.min(Math.max(n - around, 0) - from, 0) + Math.max(Math.min(n + around, end) - to, 0);
    const [dx, dy] = [beyond(x, this.frame.width, left, right), beyond(y, this.frame.height, top, bottom)];
    if (dx !== 0 || dy !== 0) this.pan(-dx * this.scale, -dy * this.scale);
  }

  /** How large, and what of it is seen. */
  sight(): { readonly scale: number; readonly window: Bounds } {
    return { scale: this.scale, window: this.window() };
  }

  /** What is seen, in image pixels. */
  window(): Bounds {
    const [x, y] = this.centre;
    const { width, height } = this.size();
    const [w, h] = [width / this.scale / 2, height / this.scale / 2];
    return { left: x - w, top: y - h, right: x + w, bottom: y + h };
  }

  /** Zooms so that the place under the cursor stays where it is. */
  zoom(factor: number, at: Point = this.centre): void {
    const scale = Math.min(Math.max(this.scale * factor, this.minScale()), MAX_SCALE);
    const ratio = this.scale / scale;
    this.centre = [at[0] + (this.centre[0] - at[0]) * ratio, at[1] + (this.centre[1] - at[1]) * ratio];
    this.scale = scale;
    this.isHome = false;
    this.show();
  }

  /** Moves the picture by screen pixels; its middle never leaves the image. */
  pan(dx: number, dy: number): void {
    const inside = (n: number, end: number): number => Math.min(Math.max(n, 0), end);
    const [x, y] = this.centre;
    this.centre = [inside(x - dx / this.scale, this.frame.width), inside(y - dy / this.scale, this.frame.height)];
    this.isHome = false;
    this.show();
  }

  private minScale(): number {
    const { width, height } = this.size();
    return Math.min(width / this.frame.width, height / this.frame.height, 1) / 2;
  }

  private size(): Frame {
    if (this.known) return this.known;
    const { width, height } = this.pane().getBoundingClientRect();
    this.known = { width: Math.max(width, 1), height: Math.max(height, 1) };
    return this.known;
  }

  /** What the picture fills; unlike the picture it is never moved. */
  private pane(): Element {
    return this.svg.parentElement ?? this.svg;
  }

  private show(): void {
    if (!this.isHeavy || !this.painted || !this.slide(this.painted)) this.paint();
  }

  /** False if that would show too little, or too coarsely. */
  private slide({ centre: [x, y], scale }: { readonly centre: Point; readonly scale: number }): boolean {
    const { width, height } = this.size();
    const grown = this.scale / scale;
    const [dx, dy] = [(x - this.centre[0]) * this.scale, (y - this.centre[1]) * this.scale];
    if (grown < COARSE[0] || grown > COARSE[1] || Math.abs(dx) > width * 0.6 || Math.abs(dy) > height * 0.6) {
      return false;
    }
    this.svg.style.transform = `translate(${dx}px, ${dy}px) scale(${grown})`;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.paint(), REST);
    return true;
  }

  private paint(): void {
    clearTimeout(this.resting);
    this.svg.style.transform = "";
    this.painted = { centre: this.centre, scale: this.scale };
    const { width, height } = this.size();
    const [w, h] = [width / this.scale, height / this.scale];
    const numbers = [this.centre[0] - w / 2, this.centre[1] - h / 2, w, h];
    this.svg.setAttribute("viewBox", numbers.map((n) => n.toFixed(3)).join(" "));
    this.changed();
  }
}
