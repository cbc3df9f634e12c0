import type { Answer } from '../simulator/answer.ts';
import { refuseAtDoor } from '../simulator/door.ts';
import { basicState, header, type KeyState, type ServedRequest } from '../simulator/request.ts';
import { findRoute, type Route } from '../simulator/router.ts';
import { accountUsers, msspCustomers, msspUsers, systemModules } from './account-routes.ts';
import { addAlert } from './alert-creation.ts';
import { listUpdates } from './alert-list.ts';
import * as read from './alert-reads.ts';
import * as write from './alert-writes.ts';
import { code, invalid, RefusedError, text } from './answer.ts';
import { accountAssets, addAsset, assetTypes, deleteAsset } from './asset-routes.ts';
import { addCves, deleteCves, listCves } from './cve-routes.ts';
import { enrich, quota } from './enrichment.ts';
import { iocByValue, listIocs } from './ioc-reads.ts';
import * as ioc from './ioc-writes.ts';
import { listTerms, termCves, termIocs } from './library-routes.ts';
import { searchMentions } from './mention-routes.ts';
import { addIocsToSource, addSource, deleteSource, listSources } from './source-routes.ts';
import type { Handler, World } from './world.ts';

/** What every path begins with. Source: CONTRACT.md §1. */
export const API_ROOT = '/public';

/** The 55 addresses, in the order of CONTRACT.md §4. `*` stands for the parameter. */
export const ROUTES: readonly Route<Handler>[] = [
  at('GET', '/v1/account/system-modules', systemModules),
  at('GET', '/v1/account/users-details', accountUsers),
  at('GET', '/v1/mssp/users-details', msspUsers),
  at('GET', '/v1/mssp/customers', msspCustomers),
  at('GET', '/v1/data/alerts/update-alerts', listUpdates),
  at('GET', '/v1/data/alerts/get-complete-alert/*', read.completeAlert),
  at('GET', '/v1/data/alerts/csv-file/*', read.csvFile),
  at('GET', '/v1/data/alerts/alert-image/*', read.alertImage),
  at('GET', '/v1/data/alerts/takedown-status/*', read.takedownStatus),
  at('GET', '/v1/data/alerts/blocklist-status/*', read.blocklistStatus),
  at('GET', '/v1/data/alerts/activity-log/*', read.activityLog),
  at('GET', '/v1/data/alerts/ask-the-analyst-conversation/*', read.conversation),
  at('GET', '/v1/data/alerts/types-subtypes-relations', read.alertTypes),
  at('GET', '/v1/data/alerts/source-types', read.sourceTypes),
  at('GET', '/v1/data/alerts/scenario-relations', read.scenarios),
  at('PUT', '/v1/data/alerts/add-alert', addAlert),
  at('PATCH', '/v1/data/alerts/close-alert/*', write.closeAlert),
  at('PATCH', '/v1/data/alerts/change-severity/*', write.changeSeverity),
  at('PATCH', '/v1/data/alerts/assign-alert/*', write.assignAlert),
  at('PATCH', '/v1/data/alerts/unassign-alert/*', write.unassignAlert),
  at('PATCH', '/v1/data/alerts/reopen-alert/*', write.reopenAlert),
  at('PATCH', '/v1/data/alerts/add-tag/*', write.addTag),
  at('PATCH', '/v1/data/alerts/remove-tag/*', write.removeTag),
  at('POST', '/v1/data/alerts/send-mail/*', write.sendMail),
  at('POST', '/v1/data/alerts/ask-the-analyst/*', write.askAnalyst),
  at('POST', '/v1/data/alerts/add-note/*', write.addNote),
  at('PATCH', '/v1/data/alerts/change-iocs-blocklist-status/*', write.changeBlocklist),
  at('PATCH', '/v1/data/alerts/takedown-request/*', write.requestTakedown),
  at('POST', '/v1/data/alerts/report-iocs/*', write.reportIocs),
  at('PUT', '/v1/data/assets/add-asset', addAsset),
  at('DELETE', '/v1/data/assets/delete-asset', deleteAsset),
  at('GET', '/v1/data/assets/account-assets', accountAssets),
  at('GET', '/v1/data/assets/assets-types', assetTypes),
  at('GET', '/v1/cves/get-cves-list', listCves),
  at('POST', '/v1/cves/add-cves', addCves),
  at('DELETE', '/v1/cves/delete-cves', deleteCves),
  at('GET', '/v1/threat-library/cyber-terms', listTerms),
  at('GET', '/v1/threat-library/cyber-terms/*/cves', termCves),
  at('GET', '/v1/threat-library/cyber-terms/*/iocs', termIocs),
  at('GET', '/v3/iocs', listIocs),
  at('GET', '/v3/iocs/ioc-by-value', iocByValue),
  at('GET', '/v1/iocs/enrich/**', enrich),
  at('GET', '/v1/iocs/quota', quota),
  at('POST', '/v1/iocs/tags', ioc.addTags),
  at('POST', '/v1/iocs/comments', ioc.addComments),
  at('PATCH', '/v2/iocs/severity', ioc.changeSeverities),
  at('POST', '/v2/iocs/user-whitelist', ioc.addToWhitelist),
  at('DELETE', '/v2/iocs/user-whitelist', ioc.removeFromWhitelist),
  at('POST', '/v1/iocs/blocklist', ioc.addToBlocklist),
  at('DELETE', '/v1/iocs/blocklist', ioc.removeFromBlocklist),
  at('GET', '/v1/iocs/sources', listSources),
  at('POST', '/v1/iocs/add-source', addSource),
  at('POST', '/v1/iocs/add-iocs-to-source/*', addIocsToSource),
  at('DELETE', '/v1/iocs/delete-source/*', deleteSource),
  at('GET', '/v2/intellifind', searchMentions),
];

function at(method: string, path: string, answer: Handler): Route<Handler> {
  // `**` also takes slashes: a URL can come unencoded. Source: CONTRACT.md §8.1.
  const pattern = path.replace('**', '(.+)').replace('*', '([^/]+)');
  return { method, path: new RegExp(`^${API_ROOT}${pattern}$`), answer };
}

/** Which module of the subscription an address belongs to, by the beginning of its path. */
const MODULES: readonly (readonly [path: RegExp, module: string])[] = [
  [/^\/public\/v1\/iocs\/(enrich|quota)/, 'InvestigationPage'],
  [/^\/public\/v\d\/iocs/, 'IOC'],
  [/^\/public\/v1\/cves/, 'Cve'],
  [/^\/public\/v1\/threat-library/, 'ThreatLibrary'],
  [/^\/public\/v2\/intellifind/, 'IntelliFind'],
  [/^\/public\/v1\/data\/alerts\/(takedown|report-iocs|blocklist|change-iocs)/, 'Remediation'],
];

/** What meets a caller: the address, the rate limit, the account and its key, the sub-account, the module. */
export function refuseAtTheDoor(request: ServedRequest, world: World): Answer | undefined {
  const settings = world.settings();
  const turnedAway = refuseAtDoor(request, { door: settings, rate: world.rate, refuse: text });
  if (turnedAway) return turnedAway;
  if (keyOf(request, world) !== 'right') {
    return text(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="Threat Command"' });
  }
  const refused = refusedSubAccount(request, settings.mssp);
  if (refused) return refused;
  const module = MODULES.find(([path]) => path.test(request.path))?.[1];
  return module !== undefined && settings.modules[module] === false ? code('ModuleNotAvailable') : undefined;
}

function refusedSubAccount(request: ServedRequest, mssp: ReturnType<World['settings']>['mssp']): Answer | undefined {
  if (mssp === 'off' || request.path.startsWith(`${API_ROOT}/v1/mssp/`)) return undefined;
  const account = header(request, 'account-id') ?? '';
  if (account === '') return code('MissingAccountIdHeader');
  return mssp.accounts.includes(account) ? undefined : text(403, 'Forbidden');
}

/** The state of the HTTP Basic account. */
export function keyOf(request: ServedRequest, world: World): KeyState {
  const { accountId, apiKey } = world.settings();
  return basicState(request, { username: accountId, password: apiKey });
}

/** Does what the request asks for and answers it; 404 for a path that is not served, 405 for a method that is not. */
export function route(request: ServedRequest, world: World): Answer {
  const found = findRoute(ROUTES, request);
  if (found.kind === 'no-path') return text(404, 'Not Found');
  if (found.kind === 'no-method') return text(405, 'Method Not Allowed', { allow: found.allow });
  try {
    return found.handler({ request, world, id: decodeURIComponent(found.parameter) });
  } catch (error) {
    if (error instanceof RefusedError) return error.answer;
    if (error instanceof URIError) return invalid('The path cannot be decoded', '/path');
    throw error;
  }
}
