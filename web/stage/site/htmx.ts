/** What htmx must never do here, checked on every page; and what people see when a request fails. */

import { toast } from "../browser/toast";

interface Config {
  [name: string]: unknown;
}

const MUST: Config = {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  selfRequestsOnly: true,
};

export function htmxChecks(): void {
  // htmx reads its <meta> when the document is ready, just before this.
  document.addEventListener("DOMContentLoaded", checkConfig);
  document.addEventListener("htmx:sendError", () => toast("The server was not reached. Nothing was changed.", "error"));
  document.addEventListener("htmx:timeout", () => toast("The server took too long to answer.", "error"));
}

function checkConfig(): void {
  const { htmx } = window as unknown as { htmx?: { config: Config } };
  for (const [name, value] of Object.entries(MUST)) {
    if (htmx && htmx.config[name] !== value) console.error(`htmx-config: ${name} must be ${String(value)}`);
  }
}
