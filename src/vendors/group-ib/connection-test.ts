import { VendorError, assertNever } from '../../domain/errors.ts';
import type { TestReport } from '../../ports/vendor.ts';
import { troubleFixes } from '../trouble-fixes.ts';
import type { Around } from '../trouble-fixes.ts';
import type { GroupIbClient } from './client.ts';
import { refusalOf } from './grants.ts';
import type { Grant } from './schema.ts';
import { plansOf } from './settings.ts';
import type { GroupIbSettings } from './settings.ts';

export interface Tested {
  readonly client: Pick<GroupIbClient, 'grants' | 'baseUrl'>;
  readonly settings: GroupIbSettings;
}

/**
 * Asks what the account may read (CONTRACT.md §13), and beyond the contract whether that is what is configured: a
 * collection that is not granted would fail at its first fetch only.
 */
export async function testConnection({ client, settings }: Tested, signal: AbortSignal): Promise<TestReport> {
  try {
    return judged(await client.grants(signal), settings);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return failed(
      error.message,
      fixesFor(error, { host: new URL(client.baseUrl).host, vendor: 'Group-IB', usesProxy: settings.proxy !== 'off' }),
    );
  }
}

function judged(grants: readonly Grant[], settings: GroupIbSettings): TestReport {
  if (grants.length === 0) return failed('There are no collections available', [askAccess]);
  const refusals = plansOf(settings).flatMap((plan) => refusalOf(plan, grants) ?? []);
  if (refusals.length === 0) return { ok: true, text: 'ok', fixes: [] };
  return failed(refusals.join(' '), [
    'Take those collections out of `fetch.collections`, or turn `fetch.huntingRules` off where it is about them.',
    askAccess,
  ]);
}

const askAccess = 'Ask Group-IB which collections your licence holds, and for access to those that are missing.';

function failed(reason: string, fixes: readonly string[]): TestReport {
  return { ok: false, text: reason, fixes };
}

function fixesFor(error: VendorError, around: Around): readonly string[] {
  const lastly = 'See the log for the answer and more.';
  switch (error.kind) {
    case 'unauthorized':
      return [...accessFixes(around, error.detail.status), lastly];
    case 'refused':
    case 'malformed':
      return [`Check the URL: does ${around.host} answer as Group-IB's API?`, ...accessFixes(around), lastly];
    case 'rate-limited':
      return ['Wait a moment: Group-IB limits requests a second. Lower `pace` if it stays.', lastly];
    case 'unreachable':
      return [...troubleFixes(error.detail.trouble ?? 'connection', around), lastly];
    default:
      return assertNever(error.kind);
  }
}

function accessFixes(around: Around, status?: number): readonly string[] {
  // No colon behind a key's name: what follows one is masked as a secret.
  const credentials =
    'Check username and apiKey. They are the e-mail that signs in to the portal, and the token of Profile → Security ' +
    'and Access → Personal token.';
  const whose = around.usesProxy ? "the proxy's" : "this machine's";
  const address = `Ask Group-IB to put ${whose} public IP address on the allow list.`;
  return status === 401 ? [credentials, address] : [address, credentials];
}
