/** Two lines through the pointer. They lie over the picture, not in it, so that moving them draws nothing anew. */

export class Crosshair {
  private readonly across = document.createElement("div");
  private readonly down = document.createElement("div");
  private readonly mark = document.createElement("div");

  constructor(private readonly host: HTMLElement) {
    this.across.className = "crosshair across";
    this.down.className = "crosshair down";
    this.mark.className = "aim-mark";
    host.append(this.across, this.down, this.mark);
    this.moveTo(null);
  }

  /** By keys it is a cursor of its own, marked in the middle, and seen also by those who want no crosshair. */
  moveTo(at: { readonly clientX: number; readonly clientY: number } | null, isByKeys = false): void {
    this.across.hidden = this.down.hidden = !at;
    this.mark.hidden = !at || !isByKeys;
    this.host.classList.toggle("by-keys", at !== null && isByKeys);
    if (!at) return;
    const { left, top } = this.host.getBoundingClientRect();
    this.across.style.transform = `translateY(${at.clientY - top}px)`;
    this.down.style.transform = `translateX(${at.clientX - left}px)`;
    this.mark.style.transform = `translate(${at.clientX - left}px, ${at.clientY - top}px)`;
  }
}
