// Very many labels on one image, as the server would write them into its page.

/** From now on the page of the image has so many labels: boxes, polygons of twelve nodes, and points, side by side. */
export async function fill(page, image, wanted) {
  await page.route(
    (url) => url.pathname === image,
    async (route) => {
      const answer = await route.fetch();
      const markup = await answer.text();
      const types = Object.fromEntries(
        [...markup.matchAll(/value="([^"]+)" data-kind="([^"]+)"/g)].map(([, id, kind]) => [kind, id]),
      );
      const labels = Array.from({ length: wanted }, (_, i) => label(i, wanted, types));
      const rows = labels.map(({ row }) => row).join("");
      const body = markup
        .replace('<g id="labels">', `<g id="labels">${labels.map(({ shape }) => shape).join("")}`)
        .replace(/(<table id="label-list">[\s\S]*?<tbody>)/, `$1${rows}`);
      await route.fulfill({ response: answer, body });
    },
  );
}

function label(i, wanted, types) {
  const columns = Math.ceil(Math.sqrt(wanted * 1.34));
  const step = Math.min(1900 / columns, 40);
  const [x, y] = [10 + (i % columns) * step, 10 + Math.floor(i / columns) * step].map((n) => Math.round(n * 100) / 100);
  const [kind, element] = shapeOf(i, x, y);
  const id = `00000000-0000-7000-8000-${String(i).padStart(12, "0")}`;
  const data = `data-annotation="${id}" data-type="${types[kind]}" data-kind="${kind}" data-revision="1" data-author="${id}" data-accepts="1" data-rejects="0" data-vote=""`;
  const name = `<button type="button" class="label-name" data-do="select"><span class="swatch"></span><span>label ${i}</span></button>`;
  return {
    shape: `<g id="label-${id}" class="label type-${i % 10} kind-${kind}" tabindex="0" role="button" aria-label="label ${i}" ${data}>${element}</g>`,
    row: `<tr id="row-${id}" class="type-${i % 10}" ${data}><th scope="row">${name}</th><td class="votes"></td><td class="row-actions"></td></tr>`,
  };
}

function shapeOf(i, x, y) {
  if (i % 3 === 0) return ["polygon", `<polygon class="shape" points="${ring(x + 12, y + 12)}"/>`];
  if (i % 10 === 1) return ["point", `<circle class="shape" cx="${x}" cy="${y}" r="4"/>`];
  return ["bounding_box", `<rect class="shape" x="${x}" y="${y}" width="24" height="24"/>`];
}

const ring = (x, y) =>
  Array.from({ length: 12 }, (_, node) =>
    [x + 12 * Math.cos((node * Math.PI) / 6), y + 12 * Math.sin((node * Math.PI) / 6)]
      .map((n) => n.toFixed(2))
      .join(","),
  ).join(" ");

/** Milliseconds between the frames of so many steps, each of which changes what is seen; the median of them. */
export async function frames(page, steps, does) {
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.ticking_ = requestAnimationFrame(tick);
    };
    window.ticking_ = requestAnimationFrame(tick);
  });
  for (let step = 0; step < steps; step += 1) await does(step);
  const all = await page.evaluate(() => {
    cancelAnimationFrame(window.ticking_);
    return window.frames_;
  });
  const sorted = all.slice(2).sort((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)],
    p95: sorted[Math.floor(sorted.length * 0.95)],
    frames: sorted.length,
  };
}

/** Milliseconds until what is seen is painted as it is, and the frame after that is there. */
export async function rest(page) {
  return page.evaluate(async () => {
    const svg = document.querySelector("label-stage > svg");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    while (svg.style.transform) await frame();
    await frame();
    await frame();
    return performance.now() - start;
  });
}
