import { required } from '../arguments.ts';

/** An id that becomes a part of a path, where `.` and `..` would lead elsewhere. */
export function identifier(name: string) {
  return required(name)
    .refine((text) => !isDots(text), `${name} is not an id.`)
    .meta({ example: '59490cd818a3b902664b4ed7' });
}

/** Whether a URL would take the value for a step in its path, percent-encoded or not. */
export function isDots(text: string): boolean {
  return /^\.{1,2}$/.test(text);
}

/** A value percent-encoded for a path. */
export function pathPart(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}
