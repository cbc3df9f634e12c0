import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** Some bytes of that type, the same for the same name: a picture that opens, an archive that is empty, or a line. */
export function contentOf(mime: string, name: string): Uint8Array {
  if (mime === 'image/png') return picture(createHash('sha256').update(name).digest());
  if (mime === 'application/zip') return EMPTY_ARCHIVE;
  return Buffer.from(`Simulated file ${name}\n`);
}

const EMPTY_ARCHIVE = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const WIDTH = 320;
const HEIGHT = 180;
const STRIPES = 8;

/** Horizontal stripes, their colours taken from the digest. */
function picture(digest: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2], 8);
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const stripe = Math.floor((y * STRIPES) / HEIGHT);
    return [Buffer.of(0), Buffer.alloc(WIDTH * 3, digest.subarray(stripe * 3, stripe * 3 + 3))];
  });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
