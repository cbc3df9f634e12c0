const apiPath = '/api/v2';

/**
 * The base that requests are joined to, without a slash at its end. The API's own path is added where it is missing: a
 * base without it, or without its last slash, must not lose `v2` (CONTRACT.md §1, W27).
 */
export function groupIbBase(url: string): string {
  return `${portalOf(url)}${apiPath}`;
}

/** The web portal that belongs to a configured URL: the same, without the API's path. Source: CONTRACT.md §1. */
export function portalOf(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return `${origin}${path.endsWith(apiPath) ? path.slice(0, -apiPath.length) : path}`;
}
