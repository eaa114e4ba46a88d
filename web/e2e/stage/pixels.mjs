// What two pictures of the window have not in common.

/** Of each box `[x, y, width, height]`: how many pixels differ plainly, and by how much of 255 at most. */
export async function differences(page, before, after, boxes) {
  const pictures = [before, after].map((picture) => picture.toString("base64"));
  return page.evaluate(
    async ([pictures, boxes]) => {
      const pixels = async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context.drawImage(bitmap, 0, 0);
        return context;
      };
      const [a, b] = await Promise.all(pictures.map(pixels));
      return boxes.map((box) => {
        const [one, other] = [a, b].map((context) => context.getImageData(...box).data);
        const far = (at) => Math.max(...[0, 1, 2].map((channel) => Math.abs(one[at + channel] - other[at + channel])));
        const all = Array.from({ length: one.length / 4 }, (_, i) => far(i * 4));
        return { count: all.filter((by) => by > 60).length, most: all.reduce((most, by) => Math.max(most, by), 0) };
      });
    },
    [pictures, boxes],
  );
}

/** Where labels are in the window, with some pixels around them. */
export function boxesOf(page, labels, around = 8) {
  return page.evaluate(
    ([labels, around]) =>
      labels.map((id) => {
        const { left, top, right, bottom } = document
          .querySelector(`#label-${CSS.escape(id)} .shape`)
          .getBoundingClientRect();
        return [left - around, top - around, right - left + 2 * around, bottom - top + 2 * around].map(Math.round);
      }),
    [labels, around],
  );
}
