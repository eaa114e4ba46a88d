// Labels and votes by way of the API, with the session of a page: what tests of verifying begin with.

import assert from "node:assert/strict";

/** As the page itself asks; answers what was answered. */
export async function ask(page, method, path, body = null, headers = {}) {
  const answer = await page.evaluate(
    async ([method, path, body, headers]) => {
      const json = body ? { "Content-Type": "application/json" } : {};
      const sent = await fetch(`/api/v1${path}`, {
        method,
        headers: { ...json, ...headers },
        body: body && JSON.stringify(body),
      });
      return { status: sent.status, body: sent.status === 204 ? null : await sent.json() };
    },
    [method, path, body, headers],
  );
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function typeNamed(page, name) {
  const { annotation_types: types } = await ask(page, "GET", "/annotation-types");
  return types.find((type) => type.name === name).annotation_type;
}

/** Draws a box and answers its id; `image` is an address such as `/images/…`. */
export async function box(page, image, type, [left, top, right, bottom]) {
  const annotation = crypto.randomUUID();
  const shape = {
    kind: "bounding_box",
    points: [
      [left, top],
      [right, bottom],
    ],
  };
  await ask(page, "POST", `${image}/annotations`, { annotation, annotation_type: type, shape });
  return annotation;
}

export const vote = (page, label, verdict, revision = 1) =>
  ask(page, "PUT", `/annotations/${label}/vote`, { verdict, revision });

export function move(page, label, [left, top, right, bottom], revision = 1) {
  const shape = {
    kind: "bounding_box",
    points: [
      [left, top],
      [right, bottom],
    ],
  };
  return ask(page, "PATCH", `/annotations/${label}`, { shape }, { "If-Match": `"${revision}"` });
}

export const read = (page, label) => ask(page, "GET", `/annotations/${label}`);
