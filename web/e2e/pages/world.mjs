// Where the demo's things are, found as a person finds them: by following links.

export async function demoWorld(page) {
  await page.goto("/image-sets?search=First+match");
  const set = await page.getByRole("link", { name: "First match" }).first().getAttribute("href");
  await page.goto(set);
  const labelled = page.locator("#thumbnails .thumb", { hasNotText: "no label" }).first();
  const image = await labelled.locator("a").getAttribute("href");
  const team = await page.locator(".lead a").first().getAttribute("href");
  await page.goto(image);
  const label = await page.locator("#label-list tr[data-annotation]").first().getAttribute("data-annotation");
  const me = await page.locator(".topbar a[href^='/people/']").getAttribute("href");
  return { set, image, team, label, me };
}

/** Every page, in the states worth looking at; those that need nothing but the demo. */
export function pagesOf({ set, image, team, label, me }) {
  return {
    home: "/",
    teams: "/teams",
    "teams-none-found": "/teams?search=nobody+is+called+so",
    "team-new": "/teams/new",
    team,
    "image-sets": "/image-sets",
    "image-sets-none-found": "/image-sets?search=nothing+is+called+so",
    "image-set-new": "/image-sets/new",
    "image-set": set,
    "image-set-settings": `${set}/settings`,
    upload: `${set}/upload`,
    annotate: image,
    verify: `${image}/verify`,
    verification: "/verification",
    "verification-of-set": `${set}/verification`,
    grid: `${set}/grid?size=24`,
    "image-history": `${image}/history`,
    "annotation-history": `/annotations/${label}/history`,
    "image-set-history": `${set}/history`,
    person: me,
    snapshots: `${set}/snapshots`,
    "export-formats": "/export-formats",
    "export-format-new": `${team}/export-formats/new`,
    "annotation-types": "/annotation-types",
    account: "/account",
    "staff-people": "/staff/people",
    "staff-projections": "/staff/projections",
    "not-found": "/image-sets/00000000-0000-7000-8000-000000000000",
  };
}

export const OUTSIDE = { "sign-in": "/sign-in", register: "/register" };
