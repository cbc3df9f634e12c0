import { VendorError, assertNever } from '../../domain/errors.ts';
import type { TestReport } from '../../ports/vendor.ts';
import { troubleFixes } from '../trouble-fixes.ts';
import type { Around } from '../trouble-fixes.ts';
import { fetchFilters, listAlerts } from './alert-query.ts';
import { JsonRecord } from './client.ts';
import type { Rapid7Client } from './client.ts';
import { systemModulesPath } from './reference-commands.ts';
import type { Rapid7Settings } from './settings.ts';

export interface Tested {
  readonly client: Rapid7Client;
  readonly settings: Rapid7Settings;
}

/**
 * Asks for the modules of the account (CONTRACT.md §9) and, beyond the contract, where fetching is on for one alert as
 * the fetch would: a wrong filter, a missing sub-account or a missing module shows there only.
 */
export async function testConnection({ client, settings }: Tested, signal: AbortSignal): Promise<TestReport> {
  try {
    const modules = await client.json(JsonRecord, { method: 'GET', path: systemModulesPath, signal });
    if (settings.fetch.enabled) {
      const query = { lastUpdatedFrom: new Date().toISOString(), ...fetchFilters(settings.fetch), limit: 1 };
      await listAlerts(client, { query, signal });
    }
    return { ok: true, text: 'ok', fixes: missingModules(modules) };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const around = {
      host: new URL(client.baseUrl).host,
      vendor: 'Rapid7',
      usesProxy: settings.proxy !== 'off',
      hasSubAccount: settings.subAccountId !== undefined,
    };
    return { ok: false, text: `Error: ${error.message}`, fixes: [...fixesFor(error, around), lastly] };
  }
}

const lastly = 'See the log for the answer and more.';

/** Commands of these answer `The module is not available.`; alerts come all the same. */
function missingModules(modules: { readonly [name: string]: unknown }): readonly string[] {
  const missing = Object.keys(modules).filter((name) => modules[name] === false);
  return missing.length === 0
    ? []
    : [`Not in your subscription: ${missing.join(', ')}. Their commands will be refused.`];
}

function fixesFor(error: VendorError, around: Around & { readonly hasSubAccount: boolean }): readonly string[] {
  const word = error.detail.body?.trim();
  if (word === 'MissingAccountIdHeader') return [subAccount(around.hasSubAccount)];
  if (word === 'ModuleNotAvailable')
    return ['The subscription lacks the module that this asks for: ask Rapid7, or turn `fetch.enabled` off.'];
  switch (error.kind) {
    case 'unauthorized':
      return error.detail.status === 403 ? [address(around), credentials] : [credentials, address(around)];
    case 'refused':
    case 'malformed':
      return [`Check the URL: does ${around.host} answer as Threat Command's API?`, credentials];
    case 'rate-limited':
      return ['Wait a moment: Rapid7 limits requests. Raise `fetch.every` if it stays.'];
    case 'unreachable':
      return troubleFixes(error.detail.trouble ?? 'connection', around);
    default:
      return assertNever(error.kind);
  }
}

const credentials =
  'Check `accountId` and `apiKey`: both are under Settings → Subscription in Threat Command, where a new key is made.';

function subAccount(isSet: boolean): string {
  return isSet
    ? 'Check `subAccountId`: Threat Command does not take it for one of your customers.'
    : 'This is a managed-service account: set `subAccountId` to the customer that the instance is for.';
}

function address({ usesProxy }: Around): string {
  const whose = usesProxy ? "the proxy's" : "this machine's";
  return `Ask Rapid7 whether ${whose} public IP address may use the API.`;
}
