import * as z from 'zod';
import { listOf } from './arguments.ts';

export interface AttachedFile {
  readonly name: string;
  /** The ending of the name, without its dot. */
  readonly type: string;
  /** Base64. */
  readonly data: string;
}

const form = /^([^:]+\.([A-Za-z\d]+)):([A-Za-z\d+/]+={0,2})$/;

/**
 * Files to send along, as `name.ext:BASE64`, separated by commas: the published client takes ids of its platform's own
 * files, which nobody has here.
 */
export function filesArgument(kinds: string) {
  return z
    .string()
    .refine((text) => listOf(text).every((part) => form.test(part)), 'A file is given as `name.ext:BASE64`.')
    .optional()
    .describe(`Files to send along (${kinds}), as name.ext:BASE64`)
    .meta({ kind: 'list', example: 'notes.txt:aGVsbG8=' });
}

export function filesOf(text: string | undefined): readonly AttachedFile[] {
  return listOf(text).flatMap((part) => {
    const [, name, type, data] = form.exec(part) ?? [];
    return name === undefined || type === undefined || data === undefined ? [] : [{ name, type, data }];
  });
}
