// What a program in TypeScript writes against the types that openapi-typescript makes; it is checked, not run.

import type { components, operations, paths } from "./schema";

type Drawing = components["schemas"]["Drawing"];
type Refusals = Exclude<keyof operations["draw_annotation"]["responses"], 200 | 201>;

export const drawing: Drawing = {
  annotation: "01890000-0000-7000-8000-000000000001",
  annotation_type: "01890000-0000-7000-8000-000000000002",
  shape: {
    kind: "bounding_box",
    points: [
      [10, 20],
      [30, 40],
    ],
  },
};

export const address: keyof paths = "/api/v1/images/{image}/annotations";

export const similar: Refusals = 409;
