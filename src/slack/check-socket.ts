import type { webApi } from '@slack/bolt';
import type { CheckLine } from './check.ts';
import type { Clients } from './clients.ts';
import { deliveryErrorFrom } from './errors.ts';

const timeoutMs = 10_000;

/**
 * Whether the app token opens Socket Mode, and whether the host answers that its WebSocket goes to: many a firewall lets
 * the Web API alone pass. Connects no WebSocket, which Slack would send presses to as well. Never throws.
 */
export async function socketLine(
  appToken: string,
  { reading, proxy }: Pick<Clients, 'reading' | 'proxy'>,
  failure: (error: unknown) => CheckLine,
): Promise<CheckLine> {
  const what = 'app token';
  let opened: webApi.AppsConnectionsOpenResponse;
  try {
    opened = await reading.apps.connections.open({ token: appToken });
  } catch (error) {
    return failure(error);
  }
  const url = URL.parse(opened.url ?? '');
  if (url === null) return failure(deliveryErrorFrom(undefined));
  const reached = await answers(`${url.protocol === 'ws:' ? 'http' : 'https'}://${url.host}/`, proxy);
  if (reached) return { what, ok: true, text: 'Socket Mode opens' };
  return {
    what,
    ok: false,
    text: `Socket Mode opens, but ${url.host} does not answer, where its WebSocket goes`,
    fix: 'Let wss://*.slack.com (port 443) pass in the firewall and the proxy, or use HTTP mode.',
  };
}

/** Whatever it answers: without a ticket that is no WebSocket. */
async function answers(url: string, proxy: Clients['proxy']): Promise<boolean> {
  // Node's own types know another release of undici than the proxy is of.
  const options: object = { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual', dispatcher: proxy };
  try {
    const response = await fetch(url, options);
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
