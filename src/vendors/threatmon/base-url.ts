const defaultPath = '/api/threatmon/external/v1';

/**
 * The base that requests are joined to. A URL without a path gets the API's own; any other path is used as given.
 * Source: CONTRACT.md §1.2: the vendor's set-up text gives the bare host, its clients the full base.
 */
export function alarmBase(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return `${origin}${path === '' ? defaultPath : path}`;
}

/** A base without slashes at its end and without a query. */
export function plainBase(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** Whether a text is a page of the vendor's own: of its domains, or of the configured host. */
export function isVendorPage(text: string, baseUrl: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { host, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return host === new URL(baseUrl).host || /(^|\.)(threatmonit|threatmon)\.io$/.test(hostname);
}
