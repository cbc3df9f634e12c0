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
