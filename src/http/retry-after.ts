/**
 * A `Retry-After` header (RFC 9110, 10.2.3) as milliseconds from `now`: whole seconds or an HTTP date. A date that has
 * passed is 0; absent where the header is missing or unreadable.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes far more than HTTP dates: a bare number, for one.
  if (!/^[a-z]{3,9},? .*\d{2}:\d{2}:\d{2}/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
