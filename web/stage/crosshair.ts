/** Two lines through the pointer. They lie over the picture, not in it, so that moving them draws nothing anew. */

export class Crosshair {
  private readonly across = document.createElement("div");
  private readonly down = document.createElement("div");

  constructor(private readonly host: HTMLElement) {
    this.across.className = "crosshair across";
    this.down.className = "crosshair down";
    host.append(this.across, this.down);
    this.aim(null);
  }

  aim(at: { readonly clientX: number; readonly clientY: number } | null): void {
    this.across.hidden = this.down.hidden = !at;
    if (!at) return;
    const { left, top } = this.host.getBoundingClientRect();
    this.across.style.transform = `translateY(${at.clientY - top}px)`;
    this.down.style.transform = `translateX(${at.clientX - left}px)`;
  }
}
