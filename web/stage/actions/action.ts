/** Everything a key or a button can ask of the page, by name. False means: not mine, let the browser have it. */

import type { ActionRequest } from "../keys/keys";

export type Actions = Record<string, (request: ActionRequest) => boolean | void>;
