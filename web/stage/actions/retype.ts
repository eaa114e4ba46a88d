/** Another type for a label: only those its shape fits. */

import type { AnnotationType } from "../labels/annotation-types";
import { drawn, type Label } from "../labels/labels";
import type { Changes } from "../saving/intents";
import { definitionOf } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";

export function fittingTypes(workspace: Workspace, label: Label): AnnotationType[] {
  return workspace.types.all().filter((type) => type.isActive && type.id !== label.type && fits(type, label));
}

/** Answers what to say when it cannot be. */
export function retype(workspace: Workspace, id: string, type: AnnotationType | null): string | null {
  const label = workspace.labels.get(id);
  if (!label || !type || label.type === type.id) return null;
  if (!fits(type, label)) return `This shape is no ${type.name}.`;
  workspace.change(id, { annotation_type: type.id, ...withoutMarks(type, label) });
  return null;
}

function fits({ kind, nodeCount }: AnnotationType, label: Label): boolean {
  const shape = drawn(label);
  if (!shape) return true;
  return shape.kind === kind && (nodeCount === null || definitionOf(kind).nodes(shape).length === nodeCount);
}

/** Marks that the new type does not know go. */
const withoutMarks = (type: AnnotationType, label: Label): Changes => ({
  ...(label.blurred && !type.takesBlurred && { blurred: false }),
  ...(label.concealed && !type.takesConcealed && { concealed: false }),
});
