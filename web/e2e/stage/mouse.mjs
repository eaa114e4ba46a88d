// A hand on the picture: places are pixels of the image, wherever the page shows them.

/** Where a place of the image is in the window. */
export async function inWindow(page, [x, y]) {
  const place = await page.locator("label-stage > svg").evaluate(
    (svg, [x, y]) => {
      const { x: left, y: top } = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
      return [left, top];
    },
    [x, y],
  );
  return place;
}

/** Which place of the image is at a place in the window. */
export async function imageAt(page, [x, y]) {
  return page.locator("label-stage > svg").evaluate(
    (svg, [x, y]) => {
      const { x: left, y: top } = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
      return [left, top];
    },
    [x, y],
  );
}

export async function click(page, place, options = {}) {
  await page.mouse.click(...(await inWindow(page, place)), options);
}

export async function drag(page, from, to) {
  await press(page, from, to);
  await release(page);
}

/** Selects what lies there, as one does who picks, and draws on. */
export async function pick(page, place) {
  await page.keyboard.press("p");
  await click(page, place);
  await page.keyboard.press("n");
}

/** Moves what lies there, and draws on. */
export async function move(page, from, to) {
  await page.keyboard.press("p");
  await drag(page, from, to);
  await page.keyboard.press("n");
}

/** A drag that is not over. */
export async function press(page, from, to) {
  await page.mouse.move(...(await inWindow(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await inWindow(page, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])));
  await page.mouse.move(...(await inWindow(page, to)));
}

export async function release(page) {
  await page.mouse.up();
}

/** Node by node; the last again ends the path. */
export async function path(page, nodes) {
  for (const node of nodes) await click(page, node);
  await page.keyboard.press("Enter");
}

/** Looks at what a drag shows before it is let go. */
export async function hold(page, from, to, looks) {
  await page.mouse.move(...(await inWindow(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await inWindow(page, to)), { steps: 3 });
  await looks();
  await page.mouse.up();
}

/** Turns of the wheel over a place; below zero is closer. */
export async function wheel(page, place, turns) {
  await page.mouse.move(...(await inWindow(page, place)));
  for (let turn = 0; turn < Math.abs(turns); turn += 1) await page.mouse.wheel(0, Math.sign(turns) * 60);
}
