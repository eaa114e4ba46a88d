/** Labels that somebody does not want to see for a while. Nobody else notices, and a reload shows them again. */

export class Hiding {
  private readonly hidden = new Set<string>();

  constructor(
    private readonly all: () => readonly string[],
    private readonly changed: (id: string, isHidden: boolean) => void,
  ) {}

  has(id: string): boolean {
    return this.hidden.has(id);
  }

  /** The selected label; without one, everything is shown again. Answers what to say. */
  toggle(id: string | null): string {
    if (!id) return this.showAll();
    const isHidden = !this.hidden.delete(id);
    if (isHidden) this.hidden.add(id);
    this.changed(id, isHidden);
    return isHidden ? "Hidden" : "Shown";
  }

  /** All but the selected one; once more, and everything is shown again. Answers what to say. */
  toggleOthers(selected: string | null): string {
    const others = this.all().filter((id) => id !== selected);
    if (others.every((id) => this.hidden.has(id))) return this.showAll();
    for (const id of others) this.hidden.add(id);
    for (const id of this.all()) this.changed(id, this.hidden.has(id));
    return selected ? "The others are hidden" : "All labels are hidden";
  }

  private showAll(): string {
    const had = [...this.hidden];
    this.hidden.clear();
    for (const id of had) this.changed(id, false);
    return had.length > 0 ? "All labels are shown" : "No label is selected";
  }
}
