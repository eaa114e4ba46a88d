/** An annotation as the API answers it. */

import type { WireShape } from "../shapes/definition";

export type Verdict = "accept" | "reject";

export interface Annotation {
  annotation: string;
  image: string;
  annotation_type: string;
  shape: WireShape;
  blurred: boolean;
  concealed: boolean;
  revision: number;
  author: string;
  /** Null, as `rejects` is, while votes are hidden from whoever has not voted. */
  accepts: number | null;
  rejects: number | null;
  my_vote: Verdict | "" | null;
  similar_to?: string;
}
