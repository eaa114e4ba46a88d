/** Everything a key or a button can ask of the page, by name. */

import type { ActionRequest } from "../keys/keys";

/** False means: not mine, let the browser have it. */
// biome-ignore lint/suspicious/noConfusingVoidType: most actions just do something and say nothing
export type Handled = boolean | void;

export type Actions = Record<string, (request: ActionRequest) => Handled>;
