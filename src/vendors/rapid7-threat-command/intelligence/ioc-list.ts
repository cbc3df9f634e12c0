import * as z from 'zod';
import { refang } from '../../../indicators/refang.ts';
import { listOf } from '../arguments.ts';

/** Indicators: separated by commas, one a line, or a JSON list; pasted ones are taken as they were before defanging. */
export function iocList(summary: string, example: string) {
  return z.string().transform(iocItems).optional().describe(summary).meta({ kind: 'list', example });
}

/** The indicators of a text, in order. */
export function iocItems(text: string): readonly string[] {
  return (jsonItems(text) ?? text.split('\n').flatMap(listOf)).map(pasted).filter((item) => item !== '');
}

/** An indicator that may have been pasted defanged, as it was before. */
export function pasted(text: string): string {
  return refang(text).trim();
}

/** The way to give a value that holds a comma: `["https://evil.example/a,b"]`. */
export function jsonItems(text: string): readonly string[] | undefined {
  if (!/^\s*\[\s*"/.test(text)) return undefined;
  try {
    return z.array(z.string()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** As `iocItems`; a piece after a comma that is no URL by itself belongs to the URL before it. */
export function itemsOfUrls(text: string): readonly string[] {
  const listed = jsonItems(text);
  if (listed !== undefined) return listed.map(pasted);
  const lines = text.split('\n').flatMap((line) => joinedUrls(line.split(',').map(pasted)));
  return lines.filter((item) => item !== '');
}

function joinedUrls(pieces: readonly string[]): readonly string[] {
  const urls: string[] = [];
  for (const piece of pieces) {
    const before = urls.at(-1);
    if (before?.includes('://') === true && !piece.includes('://')) urls.splice(-1, 1, `${before},${piece}`);
    else urls.push(piece);
  }
  return urls;
}
