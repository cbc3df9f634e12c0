import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Above a million bytes node keeps a string's characters outside of the heap, and records are slices of it, 32 bytes
 * each: at 50,000 incidents that is 50 MB which the collector neither copies nor counts.
 */
export const largeTextBytes = 2 * 1024 * 1024;

/**
 * A file in blocks of whole lines, a byte a character. Read synchronously: it is read at the start, before there is
 * anything to keep waiting. Errors: those of the file system.
 */
export function* blocksOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  try {
    let buffer = Buffer.allocUnsafe(largeTextBytes);
    let position = 0;
    for (;;) {
      const length = readSync(file, buffer, 0, buffer.length, position);
      if (length === 0) return;
      const end = length < buffer.length ? length : buffer.lastIndexOf(0x0a) + 1;
      if (end > 0) yield buffer.toString('latin1', 0, end);
      else buffer = Buffer.allocUnsafe(buffer.length * 2);
      position += end;
    }
  } finally {
    closeSync(file);
  }
}
