import type { ServedRequest } from './request.ts';

/** A path with at most one parameter, and what answers there. */
export interface Route<Handler> {
  readonly method: string;
  /** Its first group is the parameter. */
  readonly path: RegExp;
  readonly answer: Handler;
}

/** The handler of a request and its parameter as it came ('' without one), or why there is none. */
export type Found<Handler> =
  | { readonly kind: 'found'; readonly handler: Handler; readonly parameter: string }
  | { readonly kind: 'no-path' }
  /** `allow` is the value of the header of that name. */
  | { readonly kind: 'no-method'; readonly allow: string };

/** Looks a request up in a table of routes; the first that fits is taken. */
export function findRoute<Handler>(
  routes: readonly Route<Handler>[],
  { method, path }: Pick<ServedRequest, 'method' | 'path'>,
): Found<Handler> {
  const onPath = routes.filter((route) => route.path.test(path));
  const found = onPath.find((route) => route.method === method);
  if (found) return { kind: 'found', handler: found.answer, parameter: found.path.exec(path)?.[1] ?? '' };
  if (onPath.length === 0) return { kind: 'no-path' };
  return { kind: 'no-method', allow: onPath.map((route) => route.method).join(', ') };
}
