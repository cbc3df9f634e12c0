import type { AxiosProxyConfig } from 'axios';
import { InputError } from '../domain/errors.ts';

/** Environment variables, as the composition root hands them in. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * The proxy for `target` by a setting of `off`, `system` or a URL; absent where the target is asked directly.
 * Errors: `InputError` for a proxy that is not HTTP(S).
 */
export function proxyFor(setting: string, target: URL, env: Environment): AxiosProxyConfig | undefined {
  if (setting === 'off') return undefined;
  if (setting !== 'system') return proxyAt(setting, 'proxy');
  const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = variable(env, name) ?? variable(env, 'all_proxy');
  if (proxy === undefined || isExempt(target, variable(env, 'no_proxy') ?? '')) return undefined;
  return proxyAt(proxy.includes('://') ? proxy : `http://${proxy}`, name.toUpperCase());
}

/** The proxy that the environment names for `target`, as a URL with its credentials; absent where there is none. */
export function systemProxyUrl(target: URL, env: Environment): string | undefined {
  const proxy = proxyFor('system', target, env);
  if (proxy === undefined) return undefined;
  const url = new URL(
    `${proxy.protocol ?? 'http'}://${proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host}:${proxy.port}`,
  );
  url.username = encodeURIComponent(proxy.auth?.username ?? '');
  url.password = encodeURIComponent(proxy.auth?.password ?? '');
  return url.href;
}

function variable(env: Environment, name: string): string | undefined {
  // An empty variable counts as unset, as curl has it.
  return env[name]?.trim() || env[name.toUpperCase()]?.trim() || undefined;
}

function proxyAt(text: string, path: string): AxiosProxyConfig {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new InputError([{ path, message: `${path}: expected an http(s) proxy URL.` }]);
  }
  return {
    protocol: url.protocol.slice(0, -1),
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    // Given as fields because axios does not decode the credentials of a proxy URL.
    ...((url.username !== '' || url.password !== '') && {
      auth: { username: decoded(url.username), password: decoded(url.password) },
    }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** NO_PROXY as curl reads it: names cover their subdomains, a port may follow, `*` is everything. */
function isExempt(target: URL, noProxy: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => covers(entry, host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const match = /^(?:\*?\.)?(?:\[(.+)\]|([^:]+|[^:]*:.*:.*?))(?::(\d+))?$/.exec(entry);
  const name = match?.[1] ?? match?.[2];
  if (name === undefined || (match?.[3] !== undefined && match[3] !== port)) return false;
  return host === name || host.endsWith(`.${name}`);
}
