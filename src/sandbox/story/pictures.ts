import type { Random } from '../simulator/random.ts';
import { type Canvas, type Color, createCanvas } from './png.ts';

/** What a picture is of. */
export type Picture = 'sign-in page' | 'forum post' | 'profile' | 'directory' | 'terminal';

const WIDTH = 480;
const HEIGHT = 300;
const [INK, PALE, ACCENT, PAPER] = [1, 2, 3, 4];
const LIGHT: readonly Color[] = [
  [243, 244, 246],
  [75, 85, 99],
  [209, 213, 219],
  [21, 94, 117],
  [255, 255, 255],
];
const DARK: readonly Color[] = [
  [17, 24, 39],
  [156, 163, 175],
  [55, 65, 81],
  [217, 119, 6],
  [31, 41, 55],
];
const PALETTES: { readonly [picture in Picture]: readonly Color[] } = {
  'sign-in page': LIGHT,
  profile: LIGHT,
  directory: LIGHT,
  'forum post': DARK,
  terminal: DARK,
};

/** A screenshot as one sees it from afar, as PNG: blocks where text would be. */
export function drawPicture(picture: Picture, random: Random): Buffer {
  const canvas = createCanvas({ width: WIDTH, height: HEIGHT, palette: PALETTES[picture] });
  DRAWINGS[picture](canvas, random);
  return canvas.png();
}

const DRAWINGS: { readonly [picture in Picture]: (canvas: Canvas, random: Random) => void } = {
  'sign-in page'({ paint }, random) {
    paint({ x: 0, y: 0, w: WIDTH, h: 44 }, ACCENT);
    paint({ x: 16, y: 14, w: 90, h: 16 }, PAPER);
    paint({ x: 130, y: 70, w: 220, h: 190 }, PAPER);
    paint({ x: 150, y: 88, w: random.between(90, 150), h: 12 }, INK);
    for (const y of [120, 160]) paint({ x: 150, y, w: 180, h: 26 }, PALE);
    paint({ x: 150, y: 206, w: 180, h: 30 }, ACCENT);
    paint({ x: 205, y: 216, w: 70, h: 10 }, PAPER);
  },
  'forum post'(canvas, random) {
    canvas.paint({ x: 0, y: 0, w: WIDTH, h: 34 }, PALE);
    for (const top of [50, 172]) {
      canvas.paint({ x: 16, y: top, w: 448, h: 108 }, PAPER);
      canvas.paint({ x: 28, y: top + 14, w: 44, h: 44 }, top === 50 ? ACCENT : PALE);
      lines(canvas, random, { x: 90, y: top + 16, w: 350, count: 5 });
    }
  },
  profile(canvas, random) {
    canvas.paint({ x: 0, y: 0, w: WIDTH, h: 96 }, ACCENT);
    canvas.paint({ x: 30, y: 60, w: 84, h: 84 }, PAPER);
    canvas.paint({ x: 36, y: 66, w: 72, h: 72 }, INK);
    canvas.paint({ x: 134, y: 112, w: 160, h: 16 }, INK);
    lines(canvas, random, { x: 30, y: 168, w: 400, count: 6 });
  },
  directory(canvas, random) {
    canvas.paint({ x: 24, y: 22, w: 210, h: 18 }, INK);
    canvas.paint({ x: 24, y: 52, w: 432, h: 2 }, PALE);
    for (let y = 66; y < HEIGHT - 20; y += 22) {
      canvas.paint({ x: 24, y, w: 10, h: 10 }, ACCENT);
      canvas.paint({ x: 46, y: y + 1, w: random.between(60, 190), h: 8 }, INK);
      canvas.paint({ x: 300, y: y + 1, w: 110, h: 8 }, PALE);
    }
  },
  terminal(canvas, random) {
    for (let y = 20; y < HEIGHT - 30; y += 18) {
      canvas.paint({ x: 20, y, w: 8, h: 8 }, ACCENT);
      canvas.paint({ x: 36, y, w: random.between(40, 400), h: 8 }, INK);
    }
    canvas.paint({ x: 20, y: HEIGHT - 24, w: 9, h: 14 }, INK);
  },
};

interface Paragraph {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly count: number;
}

function lines({ paint }: Canvas, random: Random, { x, y, w, count }: Paragraph): void {
  for (let line = 0; line < count; line += 1) {
    paint({ x, y: y + line * 16, w: random.between(Math.round(w * 0.5), w), h: 7 }, line === 0 ? INK : PALE);
  }
}
