import type { Command } from '../../domain/command.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Feed, StatusSetting, Vendor } from '../../ports/vendor.ts';
import type { VendorDeps, VendorModule } from '../vendor-module.ts';
import { alarmsFeed } from './alarms.ts';
import { alarmBase, plainBase } from './base-url.ts';
import { createClient } from './client.ts';
import { requestRemoval, requestTakedown, statusCommand, updateStatus } from './commands.ts';
import { listCves, listSubscribedCves } from './cve-commands.ts';
import { indicatorsFeed } from './indicators.ts';
import { createIocClient } from './ioc-client.ts';
import { presentAlarm } from './present.ts';
import { refreshFeed } from './refresh.ts';
import { fetchIncidents, listIndicators } from './retrieval-commands.ts';
import { threatmonSettings } from './settings.ts';
import type { ThreatmonSettings } from './settings.ts';
import { createTaxiiClient } from './taxii-client.ts';
import { taxiiFeed } from './taxii.ts';
import { testConnection } from './test.ts';
import type { Surfaces } from './test.ts';
import { alarmStatuses } from './words.ts';

const statuses: StatusSetting = {
  words: alarmStatuses,
  command: ({ externalId }: Incident, status: string) => ({
    name: statusCommand,
    args: { alarmId: externalId, status },
  }),
};

/** A ThreatMon account: alarms with their refresh, indicators where they are configured, and the commands. */
export function createThreatmon(settings: ThreatmonSettings, deps: VendorDeps): Vendor {
  const { ioc, taxii } = settings;
  const clients: Clients = {
    client: createClient(settings, deps),
    ...(ioc && { ioc: createIocClient(settings, ioc, deps) }),
    ...(taxii && { taxii: createTaxiiClient(settings, taxii, deps) }),
  };
  const urls = { alarms: originOf(clients.client.baseUrl), ioc: originOf(ioc?.url), taxii: originOf(taxii?.url) };
  const usesProxy = settings.proxy !== 'off';
  return {
    feeds: feedsOf(settings, clients, deps),
    commands: commandsOf(settings, clients),
    statuses,
    present: presentAlarm,
    test: async (signal) => testConnection({ ...clients, urls, usesProxy }, signal),
  };
}

type Clients = Pick<Surfaces, 'client' | 'ioc' | 'taxii'>;

function feedsOf(settings: ThreatmonSettings, clients: Clients, { log }: VendorDeps): readonly Feed[] {
  const { name: instance, fetch, ioc, taxii } = settings;
  const parts = { client: clients.client, settings, log };
  return [
    alarmsFeed(parts),
    ...(fetch.refresh === 'off' ? [] : [refreshFeed(parts, fetch.refresh)]),
    ...(ioc && clients.ioc ? [indicatorsFeed({ client: clients.ioc, ioc, instance })] : []),
    ...(taxii && clients.taxii ? [taxiiFeed({ client: clients.taxii, taxii, instance })] : []),
  ];
}

function commandsOf({ dataRemovalPath }: ThreatmonSettings, { client, ioc }: Clients): readonly Command[] {
  return [
    updateStatus(client),
    requestTakedown(client),
    ...(dataRemovalPath === undefined ? [] : [requestRemoval(client, dataRemovalPath)]),
    fetchIncidents(client),
    listCves(client),
    listSubscribedCves(client),
    ...(ioc ? [listIndicators(ioc)] : []),
  ];
}

function originOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(plainBase(url)).origin;
}

export const threatmon: VendorModule<typeof threatmonSettings> = {
  name: 'threatmon',
  example: {
    name: 'acme-threatmon',
    vendor: 'threatmon',
    apiKey: 'key',
    dataRemovalPath: '/path',
    ioc: { apiToken: 'token' },
    taxii: { username: 'user', password: 'password' },
  },
  title: 'ThreatMon',
  settings: threatmonSettings,
  create: createThreatmon,
  urlOf: ({ url }) => alarmBase(url),
};
