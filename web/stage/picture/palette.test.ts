// Types are told apart by everybody: by dashes and forms alone, and their colours with any colour vision.

import assert from "node:assert/strict";
import test from "node:test";
import css from "../../style/labels.css";

type Colour = readonly [number, number, number];

const RULE = /\.type-(\d) \{([^}]*)\}/g;

const property = (rule: string, name: string): string =>
  (new RegExp(`--${name}:([^;]*);`).exec(rule)?.[1] ?? "").replace(/\s+/g, " ").trim();

const TYPES = [...css.matchAll(RULE)].map(([, n, rule = ""]) => ({
  n,
  dash: property(rule, "dash"),
  form: property(rule, "form"),
  colour: [1, 3, 5].map((i) => linear(parseInt(property(rule, "type").slice(i, i + 2), 16) / 255)) as unknown as Colour,
}));

/** Viénot, Brettel and Mollon 1999, on linear RGB: what is left where one kind of cones is missing. */
const VISION: Record<string, (colour: Colour) => Colour> = {
  usual: (colour) => colour,
  protanopia: ([r, g, b]) => [0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b],
  deuteranopia: ([r, g, b]) => [0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b],
};

/** In CIE Lab. Two is where a practised eye begins to see a difference side by side. */
const APART = 8;

const PAIRS = TYPES.flatMap((a, i) => TYPES.slice(i + 1).map((b) => [a, b] as const));

test("every type has its colour, its dashes and its form", () => {
  assert.equal(TYPES.length, 10);
  for (const key of ["dash", "form"] as const) assert.equal(new Set(TYPES.map((type) => type[key])).size, 10, key);
});

for (const [name, see] of Object.entries(VISION)) {
  test(`colours stay apart, ${name}`, () => {
    const far = ([a, b]: (typeof PAIRS)[number]): number => distance(lab(see(a.colour)), lab(see(b.colour)));
    const near = PAIRS.filter((pair) => far(pair) < APART).map(
      (pair) => `${pair[0].n} and ${pair[1].n}: ${far(pair).toFixed(1)}`,
    );
    assert.deepEqual(near, []);
  });
}

function linear(n: number): number {
  return n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4;
}

function lab([r, g, b]: Colour): Colour {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: Colour, b: Colour): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
