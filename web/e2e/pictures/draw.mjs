// Pictures that no two are alike, drawn and encoded by the browser: JPEG, PNG and WebP.

const KINDS = [
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["image/webp", "webp"],
];

/** Answers `count` files as `{ name, mimeType, buffer }`; `prefix` keeps one batch from being like another. */
export async function pictures(page, { count, prefix, width = 640, height = 480 }) {
  const wanted = Array.from({ length: count }, (_, i) => ({
    name: `${prefix}-${String(i + 1).padStart(3, "0")}.${KINDS[i % 3][1]}`,
    mimeType: KINDS[i % 3][0],
  }));
  const drawn = await page.evaluate(drawAll, { wanted, width, height });
  return wanted.map((file, i) => ({ ...file, buffer: Buffer.from(drawn[i], "base64") }));
}

/** Runs in the page. */
async function drawAll({ wanted, width, height }) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  const drawn = [];
  for (const [i, { name, mimeType }] of wanted.entries()) {
    pen.fillStyle = `hsl(${(i * 47) % 360} 35% 40%)`;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = "#fff";
    pen.beginPath();
    pen.arc(width * (0.2 + (0.6 * ((i * 7) % 10)) / 10), height * 0.6, height * 0.12, 0, 7);
    pen.fill();
    pen.font = `${Math.round(height / 12)}px sans-serif`;
    pen.fillText(name, width * 0.05, height * 0.15);
    const blob = await canvas.convertToBlob({ type: mimeType, quality: 0.8 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    drawn.push(btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), "")));
  }
  return drawn;
}
