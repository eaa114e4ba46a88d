// The five shapes: how each is drawn, and what is done to it. Places are pixels of the image.

import { shape } from "../stage/labels.mjs";
import { click, drag, path } from "../stage/mouse.mjs";

export const SHAPES = {
  "bounding box": {
    type: "ball",
    draw: (page) => drag(page, [100, 120], [220, 240]),
    move: [
      [160, 180],
      [190, 200],
    ],
    reshape: {
      drag: [
        [220, 240],
        [240, 280],
      ],
      gives: [
        [100, 120],
        [240, 280],
      ],
    },
  },
  point: {
    type: "crossing",
    draw: (page) => click(page, [400, 100]),
    move: [
      [400, 100],
      [420, 130],
    ],
  },
  line: {
    type: "goalpost",
    draw: (page) => drag(page, [300, 80], [310, 300]),
    move: [
      [305, 190],
      [320, 200],
    ],
    reshape: {
      drag: [
        [310, 300],
        [330, 310],
      ],
      gives: [
        [300, 80],
        [330, 310],
      ],
    },
  },
  "multi-line": {
    type: "line",
    draw: (page) =>
      path(page, [
        [60, 400],
        [250, 380],
        [420, 420],
      ]),
    move: [
      [107.5, 395],
      [120, 410],
    ],
    reshape: {
      drag: [
        [250, 380],
        [260, 350],
      ],
      gives: [
        [60, 400],
        [260, 350],
        [420, 420],
      ],
    },
  },
  polygon: {
    type: "robot",
    draw: (page) =>
      path(page, [
        [460, 200],
        [580, 210],
        [560, 400],
        [470, 390],
      ]),
    move: [
      [510, 300],
      [520, 310],
    ],
    reshape: {
      drag: [
        [580, 210],
        [600, 180],
      ],
      gives: [
        [460, 200],
        [600, 180],
        [560, 400],
        [470, 390],
      ],
    },
  },
};

/** The nodes of a label to whole pixels; a box has two. */
export async function nodes(page, label) {
  const { x, y, width, height, cx, cy, points } = await shape(page, label);
  if (points) return points.split(" ").map((point) => point.split(",").map(whole));
  if (cx) return [[whole(cx), whole(cy)]];
  return [
    [whole(x), whole(y)],
    [whole(Number(x) + Number(width)), whole(Number(y) + Number(height))],
  ];
}

const whole = (number) => Math.round(Number(number));
