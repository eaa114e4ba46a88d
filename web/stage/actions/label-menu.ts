/** What can be done with a label, or with the picture: by right button, by a long press, by the ⋯ of a row. */

import { Menu, type MenuItem } from "../browser/menu";
import { drawn, type Label } from "../labels/labels";
import type { Workspace } from "../workspace/workspace";
import { nodeItems } from "./node-items";
import { fittingTypes, retype } from "./retype";

type Perform = (action: string) => void;

export class LabelMenu {
  private readonly menu = new Menu();

  constructor(
    private readonly workspace: Workspace,
    private readonly perform: Perform,
    private readonly keyOf: (action: string) => string,
  ) {}

  open(id: string | null, x: number, y: number): void {
    const label = id ? this.workspace.labels.get(id) : undefined;
    if (label) this.workspace.select(label.id);
    if (label)
      this.menu.open(
        [...nodeItems(this.workspace, label, x, y), ...this.ofLabel(label)],
        this.workspace.nameOf(label),
        x,
        y,
      );
    else this.menu.open(this.ofPicture(), "Picture", x, y);
  }

  close(): void {
    this.menu.close(false);
  }

  private ofLabel(label: Label): MenuItem[] {
    const isDrawn = drawn(label) !== null;
    const type = this.workspace.types.get(label.type);
    const changes = this.workspace.mayAnnotate ? this.changes(label) : [];
    const marks: MenuItem[] = [
      ...(type?.takesBlurred ? [{ ...this.item("Blurred", "blurred"), isOn: label.blurred }] : []),
      ...(type?.takesConcealed ? [{ ...this.item("Concealed", "concealed"), isOn: label.concealed }] : []),
    ];
    const looking = [
      this.item("Look closer", "centre"),
      this.item("Hide", "hide"),
      this.item("Hide the others", "hide-others"),
    ];
    const end = [...this.history(label), ...(this.workspace.mayAnnotate ? [this.item("Delete", "delete")] : [])];
    return [...changes, ...(isDrawn ? [...(this.workspace.mayAnnotate ? marks : []), ...looking] : []), ...end];
  }

  /** There is none of what the server does not have yet. */
  private history({ id }: Label): MenuItem[] {
    if (this.workspace.saving.isWaitingFor(id)) return [];
    return [{ text: "History", chosen: () => location.assign(`/annotations/${id}/history`) }];
  }

  private changes(label: Label): MenuItem[] {
    const { workspace } = this;
    const types = fittingTypes(workspace, label).map(
      (type): MenuItem => ({
        text: type.name,
        colour: type.colour,
        chosen: () => void retype(workspace, label.id, type),
      }),
    );
    const another: MenuItem = { text: "Another type…", key: this.keyOf("retype"), more: types };
    return [...(types.length > 0 ? [another] : []), ...(drawn(label) ? [this.item("Duplicate", "duplicate")] : [])];
  }

  private ofPicture(): MenuItem[] {
    const looking = [
      this.item("Whole image", "fit"),
      this.item("Actual size", "actual-size"),
      this.item("View…", "view"),
    ];
    if (!this.workspace.mayAnnotate) return looking;
    const type = this.workspace.types.chosen();
    const absent = type ? [this.item(`No ${type.name} in the image`, "not-in-image")] : [];
    return [...absent, this.item("Undo", "undo"), this.item("Redo", "redo"), ...looking];
  }

  private item(text: string, action: string): MenuItem {
    return { text, key: this.keyOf(action), chosen: () => this.perform(action) };
  }
}
