/** Labels that somebody does not want to see for a while. Nobody else notices, and a reload shows them again. */

import type { Bench } from "./workspace";

export class Hiding {
  private readonly hidden = new Set<string>();

  constructor(private readonly bench: Bench) {}

  has(id: string): boolean {
    return this.hidden.has(id);
  }

  /** The selected label; without one, everything is shown again. Answers what to say. */
  toggle(id: string | null): string {
    if (!id) return this.showAll();
    const isHidden = !this.hidden.delete(id);
    if (isHidden) this.hidden.add(id);
    this.show(id);
    return isHidden ? "Hidden" : "Shown";
  }

  /** All but the selected one; once more, and everything is shown again. */
  toggleOthers(): string {
    const { labels, selected } = this.bench;
    const others = labels.all().filter(({ id }) => id !== selected);
    if (others.every(({ id }) => this.hidden.has(id))) return this.showAll();
    for (const { id } of others) this.hidden.add(id);
    for (const { id } of labels.all()) this.show(id);
    return selected ? "The others are hidden" : "All labels are hidden";
  }

  private showAll(): string {
    const had = [...this.hidden];
    this.hidden.clear();
    for (const id of had) this.show(id);
    return had.length > 0 ? "All labels are shown" : "No label is selected";
  }

  private show(id: string): void {
    const isHidden = this.hidden.has(id);
    this.bench.picture.element(id)?.classList.toggle("away", isHidden);
    document.getElementById(`row-${id}`)?.classList.toggle("away", isHidden);
    this.bench.names.hide(id, isHidden);
    if (isHidden && this.bench.selected === id) this.bench.select(null);
  }
}
