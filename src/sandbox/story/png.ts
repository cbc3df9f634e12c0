import { crc32, deflateSync } from 'node:zlib';

export type Color = readonly [red: number, green: number, blue: number];

/** Draws with filled rectangles, in pixels from the upper left corner. What lies outside is cut off. */
export interface Canvas {
  readonly paint: (
    area: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
    color: number,
  ) => void;
  readonly png: () => Buffer;
}

interface CanvasOptions {
  readonly width: number;
  readonly height: number;
  /** Up to 256; the first one is the ground. */
  readonly palette: readonly Color[];
}

/** An empty canvas. */
export function createCanvas({ width, height, palette }: CanvasOptions): Canvas {
  // Each row of a PNG begins with the number of its filter: 0, none.
  const rows = Array.from({ length: height }, () => Buffer.alloc(width + 1));
  return {
    paint({ x, y, w, h }, color) {
      for (const row of rows.slice(Math.max(0, y), Math.max(0, y + h))) {
        row.fill(color, Math.max(0, x) + 1, Math.min(width, x + w) + 1);
      }
    },
    png() {
      const header = Buffer.alloc(13);
      header.writeUInt32BE(width, 0);
      header.writeUInt32BE(height, 4);
      // 8 bits a pixel, colours from the palette.
      header.set([8, 3, 0, 0, 0], 8);
      return Buffer.concat([
        Buffer.from('89504e470d0a1a0a', 'hex'),
        chunk('IHDR', header),
        chunk('PLTE', Buffer.from(palette.flat())),
        chunk('IDAT', deflateSync(Buffer.concat(rows))),
        chunk('IEND', Buffer.alloc(0)),
      ]);
    },
  };
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
